import type { InfluxctlSettings } from '../connection/influxctl.ts';
import type { Transport } from '../connection/transport.ts';
import { ActionError } from '../errors.ts';
import type { Failure } from '../failure.ts';
import type { ClientChoice, TokenClient } from '../revocation/token-client.ts';
import type { TokenKind } from '../revocation/token-kind.ts';
import { createApiClient } from './api/api-client.ts';
import { createAutoClient } from './auto-client.ts';
import type { InfluxctlNeeds, OpenInfluxctl } from './influxctl/open.ts';
import { endedWhileOpening, noInfluxctl } from './unavailable.ts';

/** Which client to make. */
export interface ClientSettings {
  readonly client: 'auto' | 'api' | 'influxctl';
  readonly kind: TokenKind;
  /** The path of the collection of tokens. */
  readonly apiPath: string;
  /** Absent: influxctl cannot authenticate as the workflow does. */
  readonly influxctl: InfluxctlSettings | undefined;
}

/** What clients need of the world. */
export interface ClientNeeds {
  readonly transport: Transport;
  readonly influxctl: Omit<InfluxctlNeeds, 'kind'>;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** Called once, with a sentence that says which client runs, and why. */
  readonly onChoice: (explanation: string) => void;
}

/** A client, and what it leaves to be removed. */
export interface CreatedClient {
  readonly client: TokenClient;
  /** Which client runs. Undefined: none was chosen so far. */
  choice(): ClientChoice | undefined;
  /** Removes what the client has written. */
  close(): void;
}

/** Makes the client that the workflow asks for. */
export function createClient(settings: ClientSettings, needs: ClientNeeds): CreatedClient {
  const { transport, now, onChoice } = needs;
  const { kind } = settings;
  const influxctlNeeds = { ...needs.influxctl, kind, install: installOnce(needs.influxctl.install) };
  let open: OpenInfluxctl | undefined;
  let chosen: ClientChoice | undefined;
  const choose = (choice: ClientChoice, explanation: string): void => {
    chosen = choice;
    onChoice(explanation);
  };
  const openInfluxctl = async (why: string, signal: AbortSignal): Promise<TokenClient> => {
    if (settings.influxctl === undefined) throw unusable();
    const influxctl = await import(/* webpackChunkName: "influxctl" */ './influxctl/open.ts');
    open = await influxctl.openInfluxctl(settings.influxctl, influxctlNeeds, signal);
    const reason = settings.client === 'auto' ? 'no-http-route' : 'requested';
    choose({ client: 'influxctl', reason }, `Client: influxctl ${open.version} (${open.file}). ${why}`);
    return open.client;
  };
  const api = createApiClient({ transport, apiPath: settings.apiPath, kind, now });
  const rest = { choice: () => chosen, close: () => open?.close() };
  switch (settings.client) {
    case 'api':
      choose({ client: 'api', reason: 'requested' }, 'Client: api, as requested.');
      return { client: api, ...rest };
    case 'influxctl':
      return { client: createInfluxctlOnly((signal) => openInfluxctl('As requested.', signal)), ...rest };
    case 'auto': {
      const onServed = (): void =>
        choose({ client: 'api', reason: 'http-route' }, `Client: api, which serves ${kind.plural} here.`);
      return { client: createAutoClient({ api, openInfluxctl, onServed }), ...rest };
    }
  }
}

/** Opens influxctl with the first request that has time for it. */
function createInfluxctlOnly(open: (signal: AbortSignal) => Promise<TokenClient>): TokenClient {
  let opened: Promise<TokenClient> | undefined;
  const getClient = async (signal: AbortSignal): Promise<TokenClient | Failure> => {
    opened ??= open(signal);
    try {
      return await opened;
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      if (!signal.aborted) return noInfluxctl(error);
      opened = undefined;
      return endedWhileOpening;
    }
  };
  return {
    async list(options) {
      const client = await getClient(options.signal);
      return 'kind' in client ? client : client.list(options);
    },
    async revoke(id, options) {
      const client = await getClient(options.signal);
      return 'kind' in client ? client : client.revoke(id, options);
    },
    mostAtOnce: () => undefined,
    async tryToken(token, options) {
      const client = await getClient(options.signal);
      return 'kind' in client ? client : client.tryToken(token, options);
    },
  };
}

/** A download that a request could not wait for is waited for by the next one. */
function installOnce(install: InfluxctlNeeds['install']): InfluxctlNeeds['install'] {
  let underWay: Promise<string> | undefined;
  return (release) => {
    underWay ??= install(release).catch((error: unknown) => {
      underWay = undefined;
      throw error;
    });
    return underWay;
  };
}

function unusable(): ActionError {
  return new ActionError({
    code: 'influxctl-unavailable',
    message: 'influxctl, the other way to them, cannot use OAuth2 in a workflow.',
    hint: 'Give a management token.',
  });
}
