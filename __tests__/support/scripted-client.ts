import type { TokenId } from '../../src/revocation/token.ts';
import type {
  FindAnswer,
  ListAnswer,
  RequestOptions,
  RevokeAnswer,
  TokenClient,
} from '../../src/revocation/token-client.ts';

/** A client with the answers of a test. */
export interface ScriptedClient extends TokenClient {
  /** Every request so far: `list`, or the id to revoke. */
  readonly seen: readonly string[];
  /** How every request was to be sent. */
  readonly options: readonly RequestOptions[];
}

/** What a client answers. */
export interface ClientScript {
  /** To the first, second, … list; the last one to every further list. */
  readonly lists?: readonly (ListAnswer | Promise<ListAnswer>)[];
  readonly revoke?: (id: TokenId) => RevokeAnswer | Promise<RevokeAnswer>;
  /** Undefined: it cannot ask for one token. */
  readonly find?: (id: TokenId) => FindAnswer;
}

/** Makes a client; without a script its list is empty, and it accepts every revocation. */
export function scriptClient({ lists = [], revoke, find }: ClientScript = {}): ScriptedClient {
  const seen: string[] = [];
  const options: RequestOptions[] = [];
  let listed = 0;
  return {
    seen,
    options,
    async list(own) {
      seen.push('list');
      options.push(own);
      listed += 1;
      return lists[Math.min(listed, lists.length) - 1] ?? { kind: 'listed', tokens: [] };
    },
    async revoke(id, own) {
      seen.push(id);
      options.push(own);
      return revoke?.(id) ?? { kind: 'accepted' };
    },
    mostAtOnce: () => undefined,
    find: find && (async (id) => find(id)),
  };
}
