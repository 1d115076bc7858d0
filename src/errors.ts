/** Everything that a stable code means. The table of codes in the documentation is generated from this. */
export interface CodeEntry {
  readonly meaning: string;
  /** What to do about it, if the cause is not known more precisely. */
  readonly hint: string;
  /** Whether the ids that a stop with this code leaves over carry it too. The others are `not-attempted`. */
  readonly inherited?: true;
  /** Whether it stands for a check that refused an id, or the plan as a whole. */
  readonly refuses?: true;
  /** Whether what could not be read is all that inherits it. */
  readonly ofUnreadable?: true;
}

const codes = {
  'not-found': {
    meaning: 'The cluster does not know a token with this id.',
    hint: 'Check the id, `token-type`, and that `host` is the cluster the token belongs to.',
  },
  refused: {
    meaning:
      'A check refused the plan because of this id, and nothing was revoked; or it is a leaked token that `exclude-ids` excludes.',
    hint: 'Remove the id from the list, or set `force: true` to revoke it anyway.',
    refuses: true,
  },
  ambiguous: {
    meaning: 'The leaked token could be several listed tokens, or could not be tested. It was not revoked.',
    hint: 'Find out which token it is, and give its id in `token-ids`.',
  },
  'too-many': {
    meaning: 'The plan has more revocations than `max-revocations` allows. Nothing was revoked.',
    hint: 'Request less, or raise `max-revocations`; a dry run shows the whole plan.',
    refuses: true,
  },
  'plan-changed': {
    meaning: 'The plan differs from the one in `expect-plan`. Nothing was revoked.',
    hint: 'Plan again with `dry-run: true`, with the same inputs and the same token, and pass the new `plan-digest`.',
    refuses: true,
  },
  'not-attempted': {
    meaning: 'No request was sent for this id: the plan was refused, or the run stopped early.',
    hint: 'Fix what stopped the run, then run again.',
    inherited: true,
  },
  unauthorized: {
    meaning: 'The cluster did not accept the credentials (401).',
    hint: 'Check that the token is an active management token of this cluster, or an access token that it accepts.',
  },
  'authentication-failed': {
    meaning: 'The identity provider issued no access token, or the runner no OIDC token.',
    hint: 'Read the response; check the `oauth-…` inputs, `oidc-audience`, and the trust set up at the provider.',
  },
  forbidden: {
    meaning: 'The credentials are valid but may not do this (403).',
    hint: 'Use a management token that may manage tokens, and check the rules of any proxy in between.',
  },
  'rate-limited': {
    meaning: 'The cluster, or a proxy in front of it, kept asking to slow down (429).',
    hint: 'Run again later.',
  },
  'server-error': {
    meaning: 'The cluster, or a proxy in front of it, answered with a 5xx status.',
    hint: 'Run again; if the error persists, look at the logs of the cluster and its ingress.',
  },
  timeout: {
    meaning: 'No complete response came within `timeout`, or the run reached its deadline.',
    hint: 'Run again, or raise `timeout` or `deadline`.',
  },
  unreachable: {
    meaning: 'No connection could be made, or it broke: DNS, network, proxy, TLS.',
    hint: 'Check `host`, DNS, the proxy variables and `tls-ca` on this runner.',
  },
  'unexpected-answer': {
    meaning: 'The response has an unexpected status, format or size.',
    hint: 'Read the response; check `host` and `api-path`, and whether a proxy answers instead of the cluster.',
  },
  'github-failed': {
    meaning:
      'GitHub did not return the secret scanning alert, or it holds no management token. Nothing was revoked.',
    hint: 'Check `secret-scanning-alert`, and that `github-token` is that of a GitHub App which may read and write secret scanning alerts: the `GITHUB_TOKEN` of a workflow can never read them.',
    inherited: true,
  },
  'influxctl-failed': {
    meaning: 'influxctl ended with an error, and the list does not show the token as revoked.',
    hint: 'Run again; if the error persists, look at the message and at the logs of the cluster.',
  },
  'still-active': {
    meaning:
      'The revocation ended without an error, but the cluster still shows the token as active, or accepts it.',
    hint: 'Treat the token as live. Run again; if it persists, contact InfluxData support.',
  },
  unverified: {
    meaning: 'The revocation may have worked, but nothing proves it.',
    hint: 'Run again: a token that is already revoked counts as success.',
  },
  cancelled: {
    meaning: 'The job was cancelled before the request for this id was sent, or before it was answered.',
    hint: 'Run again.',
    inherited: true,
  },
  'invalid-input': {
    meaning: 'An input, a profile or a proxy variable is missing or wrong. No request was sent.',
    hint: 'Correct the settings that the message names.',
    inherited: true,
    ofUnreadable: true,
  },
  'no-http-route': {
    meaning: 'The API has no route for such tokens at this address. Nothing was revoked.',
    hint: 'Check `host` and `api-path`, or use `client: auto` or `influxctl`: InfluxData publishes a route for database tokens only, not for management tokens.',
    inherited: true,
  },
  'influxctl-unavailable': {
    meaning:
      'There is no influxctl that can be used: none was found, or it could not be fetched, verified or started.',
    hint: 'Install influxctl 2.9.8 or newer (2.10.0 for database tokens), or see the input `influxctl`.',
    inherited: true,
  },
  internal: {
    meaning: 'The action itself failed.',
    hint: 'Run again with debug logging on, and report the stack that the log then shows.',
  },
} as const satisfies Record<string, CodeEntry>;

/** A stable code: workflows may compare with it. */
export type ErrorCode = keyof typeof codes;

/** Every code that a failed id can carry in `results`, and the codes of a run that could not start. */
export const codeTable: Readonly<Record<ErrorCode, CodeEntry>> = codes;

/** What an {@link ActionError} is made from. */
interface ActionErrorOptions {
  /** The stable code. */
  readonly code: ErrorCode;
  /** One sentence, or a short list, that says what happened. */
  readonly message: string;
  /** What to do about it; undefined: the code's own. */
  readonly hint?: string | undefined;
  /** What led to it. */
  readonly cause?: unknown;
}

/** The only error that this action throws on purpose: it stops the run. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  /** The stable code. */
  readonly code: ErrorCode;
  /** What a person can do about it. */
  readonly hint: string;

  constructor({ code, message, hint, cause }: ActionErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint ?? codeTable[code].hint;
  }
}

/** The error of an input, or of what an input names, that cannot be used. The message follows the input's name. */
export function invalidInput(message: string, cause?: unknown): ActionError {
  return new ActionError({ code: 'invalid-input', message, cause });
}

/** The error of an influxctl that cannot be had or used. `hint` replaces that of the code. */
export function influxctlUnavailable(message: string, hint?: string, cause?: unknown): ActionError {
  return new ActionError({ code: 'influxctl-unavailable', message, hint, cause });
}
