import { createAutoClient } from '../../src/client/auto-client.ts';
import { createInfluxctlOnDemand } from '../../src/client/influxctl/on-demand.ts';
import { ActionError } from '../../src/errors.ts';
import type { Failure } from '../../src/failure.ts';
import type { ListAnswer, RevokeAnswer, TokenClient } from '../../src/revocation/token-client.ts';
import { aToken, failed, failures } from './domain.ts';
import { type ClientScript, type ScriptedClient, scriptClient } from './scripted-client.ts';

/** How the requests of these scenes are sent. */
export const options = { signal: new AbortController().signal, attempt: 1 };

/** A list of the API. */
export const served: ListAnswer = { kind: 'listed', tokens: [aToken(1)] };

/** A list through influxctl. */
export const throughInfluxctl: ListAnswer = { kind: 'listed', tokens: [aToken(2)] };

/** What the API answers where it does not serve management tokens. */
export const notServed: Failure = failed('no-http-route', {
  message: 'The response was 404.',
  fromApi: false,
  affectsAll: true,
});

/** Why influxctl cannot be opened. */
export const unavailable = new ActionError({
  code: 'influxctl-unavailable',
  message: 'There is no influxctl in PATH.',
  hint: 'Install influxctl.',
});

/** A client that chooses by itself between two. */
export interface AutoScene {
  readonly client: TokenClient;
  readonly api: ScriptedClient;
  readonly influxctl: ScriptedClient;
  /** Why influxctl was opened, each time. */
  readonly opened: readonly string[];
  /** How often it was reported that the API serves management tokens. */
  servedReports(): number;
}

/** An API and an influxctl, which cannot be opened where there is an error in its place. */
export function givenAuto(api: ClientScript, influxctl: ClientScript | Error = {}): AutoScene {
  const clients = [scriptClient(api), scriptClient({ lists: [throughInfluxctl], ...influxctl })] as const;
  const opened: string[] = [];
  let servedReports = 0;
  const client = createAutoClient({
    api: clients[0],
    getInfluxctl: createInfluxctlOnDemand(async (why = '') => {
      opened.push(why);
      if (influxctl instanceof Error) throw influxctl;
      return { client: clients[1], version: '2.12.1', origin: 'PATH', close: () => {} };
    }).get,
    onServed: () => {
      servedReports += 1;
    },
  });
  return { client, api: clients[0], influxctl: clients[1], opened, servedReports: () => servedReports };
}

/** Revokes several ids at once. */
export function revokeAll({ client }: AutoScene, ids: readonly string[]): Promise<RevokeAnswer[]> {
  return Promise.all(ids.map((id) => client.revoke(id, options)));
}

/** Everything that may be wrong with a list, save for one that is not served. */
export const wrong: readonly [string, Failure][] = [
  ['401', failures.unauthorized],
  ['403', failures.forbidden],
  ['429', failures.rateLimited(1_000)],
  ['503', failures.serverError],
  ['nothing in time', failures.lost],
  ['no connection', failures.unreachable],
  ['a certificate that does not verify', failed('unreachable', { affectsAll: true })],
  ['a list that cannot be read', failed('unexpected-answer')],
  ['no access token', failed('authentication-failed', { affectsAll: true })],
];
