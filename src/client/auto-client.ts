import type { Failure } from '../failure.ts';
import type { ListAnswer, RequestOptions, RevokeAnswer, TokenClient } from '../revocation/token-client.ts';

/** What a client that chooses by itself works with. */
interface AutoClientOptions {
  readonly api: TokenClient;
  /** Makes influxctl ready, or says why there is none that can be used. */
  readonly getInfluxctl: (why: string, signal: AbortSignal) => Promise<TokenClient | Failure>;
  /** Called once, if the API turns out to serve management tokens. */
  readonly onServed: () => void;
}

/** Says whether an answer to a revocation can mean that management tokens are not served at all. */
function isAmbiguous({ code, retryable }: Failure): boolean {
  return code === 'not-found' || code === 'unexpected-answer' || (code === 'server-error' && !retryable);
}

/** The second answer for an id. What the first request may have done stays open. */
function joinFailures(first: Failure, second: RevokeAnswer): RevokeAnswer {
  if (second.kind === 'accepted') return second;
  return { ...second, mayHaveWorked: first.mayHaveWorked || second.mayHaveWorked, unsent: false };
}

/**
 * Uses the API where it serves management tokens, and influxctl where it shows that it does not. Nothing else is a
 * reason to try the other client: wrong credentials or a certificate that does not verify are reported, not bypassed.
 */
export function createAutoClient({ api, getInfluxctl, onServed }: AutoClientOptions): TokenClient {
  let chosen: TokenClient | undefined;
  let secondLook: Promise<ListAnswer> | undefined;

  const getChosen = (): TokenClient | undefined => chosen;
  const useApi = (): void => {
    if (chosen !== undefined) return;
    chosen = api;
    onServed();
  };
  const useInfluxctl = async (why: string, options: RequestOptions): Promise<ListAnswer> => {
    const client = await getInfluxctl(why, options.signal);
    if ('kind' in client) return client;
    chosen = client;
    return chosen.list(options);
  };
  const list = async (options: RequestOptions): Promise<ListAnswer> => {
    if (chosen !== undefined) return chosen.list(options);
    const answer = await api.list(options);
    // Meanwhile another answer may have decided.
    const client = getChosen();
    if (answer.kind !== 'listed' && client !== undefined) return client.list(options);
    if (answer.kind === 'listed') useApi();
    const hasNoRoute = answer.kind === 'failed' && answer.code === 'no-http-route';
    return hasNoRoute ? useInfluxctl(answer.message, options) : answer;
  };

  /** Concurrent callers share one list request. */
  const lookAgain = (options: RequestOptions): Promise<ListAnswer> => {
    secondLook ??= list(options).finally(() => {
      secondLook = undefined;
    });
    return secondLook;
  };

  return {
    list,
    /** Without a choice, since the list could not be read (force), the API is asked, and its answer looked at twice. */
    async revoke(id, options): Promise<RevokeAnswer> {
      if (chosen !== undefined) return chosen.revoke(id, options);
      const answer = await api.revoke(id, options);
      if (answer.kind === 'accepted') useApi();
      if (answer.kind === 'accepted' || !isAmbiguous(answer)) return answer;
      const look = await lookAgain(options);
      const client = getChosen();
      if (client === api) return answer;
      // A list says nothing of what became of the id.
      if (look.kind === 'failed') return joinFailures(answer, { ...look, mayHaveWorked: false });
      return client === undefined ? answer : joinFailures(answer, await client.revoke(id, options));
    },
    mostAtOnce: () => (chosen ?? api).mostAtOnce(),
    get find() {
      return chosen?.find;
    },
  };
}
