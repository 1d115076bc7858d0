/** What a stable code means and what a person can do about it. The README's table of codes is written from this. */
interface CodeEntry {
  readonly meaning: string;
  readonly hint: string;
}

/** Every code that a failed id can carry in `results`, and the codes of a run that could not start. */
export const codeTable = {
  'not-found': {
    meaning: 'The cluster does not know a token with this id.',
    hint: 'Check the id, and that `host` is the cluster the token belongs to.',
  },
  refused: {
    meaning: 'A guard refused the plan because of this id. Nothing was revoked.',
    hint: 'Take the id out of the list, or set `force: true` if it is meant.',
  },
  ambiguous: {
    meaning: 'The start of the leaked token fits several listed tokens. None of them was revoked.',
    hint: 'Find out which one it is, and give its id in `token-ids`.',
  },
  'too-many': {
    meaning: 'The plan holds more revocations than `max-revocations` allows. Nothing was revoked.',
    hint: 'Look at the plan with `dry-run: true`; narrow the selectors, or raise `max-revocations`.',
  },
  'plan-changed': {
    meaning: 'The plan is not the one that `expect-plan` names. Nothing was revoked.',
    hint: 'Plan again with `dry-run: true`, with the same inputs and the same token, and pass the new `plan-digest`.',
  },
  'not-attempted': {
    meaning: 'No request was sent for this id: the plan was refused, or the run stopped early.',
    hint: 'Mend what stopped the run, then pass `failed-ids` to `token-ids` and run again.',
  },
  unauthorized: {
    meaning: 'The cluster did not accept the credentials (401).',
    hint: 'Check that the token is an active management token of this cluster, or an access token that it accepts.',
  },
  'authentication-failed': {
    meaning: 'The identity provider gave no access token, or the runner no OIDC token.',
    hint: 'Read what it says; check the `oauth-…` inputs, `oidc-audience`, and the trust set up at the provider.',
  },
  forbidden: {
    meaning: 'The credentials are valid but may not do this (403).',
    hint: 'Use a management token that may manage tokens, and check rules of a proxy in between.',
  },
  'rate-limited': {
    meaning: 'The cluster, or a proxy in front of it, asked to slow down (429) until no attempt was left.',
    hint: 'Run again later with `failed-ids`, with a lower `concurrency`.',
  },
  'server-error': {
    meaning: 'The cluster, or a proxy in front of it, answered with a 5xx status.',
    hint: 'Run again with `failed-ids`; if it stays, look at the logs of the cluster and its ingress.',
  },
  timeout: {
    meaning: 'No complete answer came within `timeout`, or the run reached its deadline.',
    hint: 'Run again with `failed-ids`, or raise `timeout` or `deadline`.',
  },
  unreachable: {
    meaning: 'No connection could be made, or it broke: DNS, network, proxy, TLS.',
    hint: 'Check `host`, DNS, the proxy variables and `tls-ca` on this runner.',
  },
  'unexpected-answer': {
    meaning: 'The answer has a status, a form or a size that nothing was known to do with.',
    hint: 'Read what it says; check `host` and `api-path`, and whether a proxy answers in place of the cluster.',
  },
  'github-failed': {
    meaning: 'GitHub did not give the secret scanning alert. Nothing was revoked.',
    hint: 'Check `secret-scanning-alert`, and that `github-token` may read and write secret scanning alerts.',
  },
  'influxctl-failed': {
    meaning: 'influxctl ended with an error, and the list does not show the token as revoked.',
    hint: 'Read what influxctl said, then run again with `failed-ids`.',
  },
  'still-active': {
    meaning: 'The cluster accepted the revocation, but its list still shows the token as active.',
    hint: 'Treat the token as live. Run again with `failed-ids`; if it stays, contact InfluxData support.',
  },
  unverified: {
    meaning: 'The revocation may have worked, but the cluster could not be asked for proof.',
    hint: 'Run again with `failed-ids`: a token that is revoked already counts as success.',
  },
  cancelled: {
    meaning: 'The job was cancelled before a request was sent for this id.',
    hint: 'Run again with `failed-ids`.',
  },
  'invalid-input': {
    meaning: 'An input is missing or wrong. No request was sent.',
    hint: 'Correct the inputs that the message names.',
  },
  'not-served': {
    meaning: 'The API does not serve such tokens at this address. Nothing was revoked.',
    hint: 'InfluxData publishes no HTTP route for management tokens: use influxctl for them. Or check `host` and `api-path`.',
  },
  'influxctl-unavailable': {
    meaning:
      'There is no influxctl to run, it is too old, or its download is not what was asked for. Nothing was revoked.',
    hint: 'Install influxctl 2.9.8 or newer, or give `influxctl-version` and `influxctl-sha256`.',
  },
  internal: {
    meaning: 'The action itself failed.',
    hint: 'Run again with `failed-ids` and debug logging on, and report the stack that the log then shows.',
  },
} as const satisfies Record<string, CodeEntry>;

/** A stable code: workflows may compare with it. */
export type ErrorCode = keyof typeof codeTable;

/** What an {@link ActionError} is made from. */
export interface ActionErrorOptions {
  /** The stable code. */
  readonly code: ErrorCode;
  /** One sentence, or a short list, that says what happened. */
  readonly message: string;
  /** What to do about it; the code's own hint where absent. */
  readonly hint?: string;
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
