import type { InfluxctlSettings } from '../connection/influxctl.ts';
import type { Transport } from '../connection/transport.ts';
import { ActionError } from '../errors.ts';
import type { ClientChoice, Failed, TokenClient } from '../revocation/token-client.ts';
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
  /** Told once which client runs, with a sentence that says why. */
  readonly onChoice: (choice: ClientChoice, explanation: string) => void;
}

/** A client, and what it left to be put away. */
export interface CreatedClient {
  readonly client: TokenClient;
  /** Removes what the client has written. */
  close(): void;
}

/** Makes the client that the workflow asks for. */
export function createClient(settings: ClientSettings, needs: ClientNeeds): CreatedClient {
  const { transport, now, onChoice } = needs;
  const { kind } = settings;
  const influxctlNeeds = { ...needs.influxctl, kind, install: installOnce(needs.influxctl.install) };
  let open: OpenInfluxctl | undefined;
  const openInfluxctl = async (why: string, signal: AbortSignal): Promise<TokenClient> => {
    if (settings.influxctl === undefined) throw unusable();
    const influxctl = await import(/* webpackChunkName: "influxctl" */ './influxctl/open.ts');
    open = await influxctl.openInfluxctl(settings.influxctl, influxctlNeeds, signal);
    const reason = settings.client === 'auto' ? 'not-served' : 'asked-for';
    onChoice({ client: 'influxctl', reason }, `Client: influxctl ${open.version} (${open.file}). ${why}`);
    return open.client;
  };
  const api = createApiClient({ transport, apiPath: settings.apiPath, kind, now });
  const close = (): void => open?.close();
  switch (settings.client) {
    case 'api':
      onChoice({ client: 'api', reason: 'asked-for' }, 'Client: api, as asked for.');
      return { client: api, close };
    case 'influxctl':
      return { client: createInfluxctlOnly((signal) => openInfluxctl('As asked for.', signal)), close };
    case 'auto': {
      const onServed = (): void =>
        onChoice({ client: 'api', reason: 'served' }, `Client: api, which serves ${kind.plural} here.`);
      return { client: createAutoClient({ api, openInfluxctl, onServed }), close };
    }
  }
}

/** Opens influxctl with the first request that has time for it. */
function createInfluxctlOnly(open: (signal: AbortSignal) => Promise<TokenClient>): TokenClient {
  let opened: Promise<TokenClient> | undefined;
  const getClient = async (signal: AbortSignal): Promise<TokenClient | Failed> => {
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
    async tryToken(token, options) {
      const client = await getClient(options.signal);
      return 'kind' in client ? client : client.tryToken(token, options);
    },
    isConclusive: () => false,
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
