import { type ApiClientOptions, createApiClient } from '../../src/client/api/api-client.ts';
import type { ConnectionSettings } from '../../src/connection/transport.ts';
import type { Failure } from '../../src/failure.ts';
import type { FindAnswer, ListAnswer, RevokeAnswer } from '../../src/revocation/token-client.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { origin } from './connection-settings.ts';
import { offlineAgent, transportOver } from './mock-agent.ts';

/** Where the client under test looks for management tokens. */
export const apiPath = '/api/v0/management-tokens';

/** An id that the tests revoke. */
export const someId = '0b2f9d1c-4b6e-4c53-9d0f-5a1c7e8f9a01';

/** The time at which the client under test reads answers. */
export const now = Date.UTC(2026, 2, 1, 12);

/** One answer of the API, or the error that comes in its place. */
export interface MockAnswer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: Error;
}

interface Options extends MockAnswer {
  readonly settings?: Partial<ConnectionSettings>;
  readonly client?: Partial<ApiClientOptions>;
}

const json = { 'content-type': 'application/json' };

/** Lists over an API that gives this answer: 200 and JSON, unless it says otherwise. */
export async function listOver(options: Options): Promise<ListAnswer> {
  return givenApi('GET', apiPath, options).list({ signal: new AbortController().signal, attempt: 1 });
}

/** Revokes an id over an API that gives this answer at the address of that id, and none anywhere else. */
export async function revokeOver(options: Options, id = someId, segment = id): Promise<RevokeAnswer> {
  const path = `${options.client?.apiPath ?? apiPath}/${segment}`;
  const client = givenApi('DELETE', path, options);
  return client.revoke(id, { signal: new AbortController().signal, attempt: 1 });
}

/** Asks for one database token. Undefined: this client cannot. */
export async function findOver(options: Options): Promise<FindAnswer | undefined> {
  const client = { kind: tokenKinds.database, ...options.client };
  const { find } = givenApi('GET', `${apiPath}/${someId}`, { ...options, client });
  return find?.(someId, { signal: new AbortController().signal, attempt: 1 });
}

/** The failure of an answer that must be one. */
export function failureOf(answer: ListAnswer | RevokeAnswer): Failure {
  if (answer.kind !== 'failed') throw new Error(`not a failure: ${JSON.stringify(answer)}`);
  return answer;
}

function givenApi(method: string, path: string, { settings, client, ...answer }: Options) {
  const agent = offlineAgent();
  const route = agent.get(origin).intercept({ method, path });
  if (answer.error !== undefined) route.replyWithError(answer.error);
  else route.reply(answer.status ?? 200, answer.body ?? '', { headers: answer.headers ?? json });
  const transport = transportOver(agent, settings);
  return createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => now, ...client });
}
