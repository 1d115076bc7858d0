import { ActionError, type ErrorCode } from '../errors.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../revocation/token-client.ts';

/** What a client that chooses by itself works with. */
export interface AutoClientOptions {
  readonly api: TokenClient;
  /** Makes influxctl ready. Throws an {@link ActionError} where there is none that can be used. */
  readonly openInfluxctl: (why: string, signal: AbortSignal) => Promise<TokenClient>;
  /** Told once, where the API turns out to serve management tokens. */
  readonly onServed: () => void;
}

/** What the API may answer to a revocation where it does not serve management tokens at all. */
const ambiguous: ReadonlySet<ErrorCode> = new Set(['not-found', 'unexpected-answer']);

/**
 * Uses the API where it serves management tokens, and influxctl where it shows that it does not. Nothing else is a
 * reason to try the other client: wrong credentials or a certificate that does not verify are told, not walked around.
 */
export function createAutoClient({ api, openInfluxctl, onServed }: AutoClientOptions): TokenClient {
  let chosen: TokenClient | undefined;
  let secondLook: Promise<ListAnswer> | undefined;

  const getChosen = (): TokenClient | undefined => chosen;
  const useApi = (): void => {
    chosen = api;
    onServed();
  };
  const useInfluxctl = async (why: string, options: RequestOptions): Promise<ListAnswer> => {
    try {
      chosen = await openInfluxctl(why, options.signal);
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      return { kind: 'not-served', message: `${why} ${error.message} ${error.hint}` };
    }
    return chosen.list(options);
  };
  const list = async (options: RequestOptions): Promise<ListAnswer> => {
    if (chosen !== undefined) return chosen.list(options);
    const answer = await api.list(options);
    if (answer.kind === 'listed') useApi();
    return answer.kind === 'not-served' ? useInfluxctl(answer.message, options) : answer;
  };

  return {
    list,
    /** Without a choice, since the list could not be read (force), the API is asked, and its answer looked at twice. */
    async revoke(id, options): Promise<RevokeAnswer> {
      if (chosen !== undefined) return chosen.revoke(id, options);
      const answer = await api.revoke(id, options);
      if (answer.kind === 'accepted' && chosen === undefined) useApi();
      if (answer.kind === 'accepted' || !ambiguous.has(answer.failure.code)) return answer;
      secondLook ??= list(options);
      await secondLook;
      const client = getChosen();
      return client === undefined || client === api ? answer : client.revoke(id, options);
    },
    isConclusive: () => chosen?.isConclusive() ?? true,
  };
}
