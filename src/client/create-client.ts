import type { ClientSettings } from '../connection/client-settings.ts';
import type { Transport } from '../connection/transport.ts';
import { influxctlUnavailable } from '../errors.ts';
import type { Failure } from '../failure.ts';
import type { ClientChoice, TokenClient } from '../revocation/token-client.ts';
import type { TokenKind } from '../revocation/token-kind.ts';
import type { Witness } from '../revocation/witness.ts';
import { createApiClient } from './api/api-client.ts';
import { createAutoClient } from './auto-client.ts';
import { createInfluxctlOnDemand } from './influxctl/on-demand.ts';
import type { InfluxctlNeeds } from './influxctl/open.ts';
import { createWitnesses } from './witness.ts';

/** Which client to make, and for what. */
export interface ClientRequest extends ClientSettings {
  readonly kind: TokenKind;
}

/** What clients need of the world. */
interface ClientNeeds {
  readonly transport: Transport;
  readonly influxctl: Omit<InfluxctlNeeds, 'kind'>;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** Called once, with the client that runs, and a sentence that says which and why. */
  readonly onChoice: (choice: ClientChoice, explanation: string) => void;
}

/** A client, and what it leaves to be removed. */
export interface CreatedClient {
  readonly client: TokenClient;
  /** What shows whether a token string is accepted, whichever client runs. */
  readonly witnesses: readonly Witness[];
  /** Which client runs. Undefined: none was chosen so far. */
  choice(): ClientChoice | undefined;
  /** Ends what is in progress, and removes what the client has written. */
  close(): Promise<void>;
}

/** Makes the client that the workflow requests. */
export function createClient(settings: ClientRequest, needs: ClientNeeds): CreatedClient {
  const { transport, now, onChoice } = needs;
  const { kind } = settings;
  let chosen: ClientChoice | undefined;
  const choose = (choice: ClientChoice, explanation: string): void => {
    chosen = choice;
    onChoice(choice, explanation);
  };
  const influxctl = createInfluxctlOnDemand(async (why, signal) => {
    if (settings.influxctl === undefined)
      throw influxctlUnavailable(
        'influxctl cannot be used instead: it has no OAuth2 in workflows.',
        'Give a management token.',
      );
    const { openInfluxctl } = await import(/* webpackChunkName: "influxctl" */ './influxctl/open.ts');
    const open = await openInfluxctl(settings.influxctl, { ...needs.influxctl, kind }, signal);
    const reason = why === undefined ? 'requested' : 'no-http-route';
    const rest = why === undefined ? ', as requested.' : `. ${why}`;
    const explanation = `Client: influxctl ${open.version} (${open.origin})${rest}`;
    choose({ client: 'influxctl', reason, version: open.version }, explanation);
    return open;
  });
  const api = createApiClient({ transport, apiPath: settings.apiPath, kind, now });
  const witnesses = kind.areCredentials ? createWitnesses(transport, settings, now) : [];
  const rest = { witnesses, choice: () => chosen, close: influxctl.close };
  switch (settings.client) {
    case 'api':
      choose({ client: 'api', reason: 'requested' }, 'Client: api, as requested.');
      return { client: api, ...rest };
    case 'influxctl':
      return { client: createInfluxctlOnly((signal) => influxctl.get(undefined, signal)), ...rest };
    case 'auto': {
      const onServed = (): void =>
        choose({ client: 'api', reason: 'http-route' }, `Client: api, which serves ${kind.plural} here.`);
      return { client: createAutoClient({ api, getInfluxctl: influxctl.get, onServed }), ...rest };
    }
  }
}

/** Opens influxctl with the first request. */
function createInfluxctlOnly(get: (signal: AbortSignal) => Promise<TokenClient | Failure>): TokenClient {
  return {
    async list(options) {
      const client = await get(options.signal);
      return 'kind' in client ? client : client.list(options);
    },
    async revoke(id, options) {
      const client = await get(options.signal);
      return 'kind' in client ? client : client.revoke(id, options);
    },
    mostAtOnce: () => undefined,
    find: undefined,
  };
}
