import type { Token, TokenIndex } from './token.ts';

/**
 * Whether a listed token is the one that the run authenticates with. `likely`: its prefix matches. `unknown`: the list shows
 * no prefix of the published form by which to decide.
 */
export type InUse = 'no' | 'likely' | 'unknown';

/** Looks at a listed token. */
export type InUseTest = (token: Token) => InUse;

/** The published form of a prefix: nine characters, `M.V<n>.` and four more of base64. Any other decides nothing. */
const publishedPrefix = /^M\.V\d\.[\w+/=-]{4}$/;

/** Says whether a listed prefix has the published form, so that a difference from it means something. */
export function isComparable(prefix: string | undefined): prefix is string {
  return prefix !== undefined && publishedPrefix.test(prefix);
}

/** Makes the test for a management token string. Undefined: the credentials of the run are in no list of tokens. */
export function compareWith(credential: string | undefined): InUseTest {
  if (credential === undefined) return () => 'no';
  return ({ prefix }) => {
    if (!isComparable(prefix)) return 'unknown';
    return credential.startsWith(prefix) ? 'likely' : 'no';
  };
}

/** The listed tokens, not revoked, that are or may be the one in use. */
export function findInUse(
  index: TokenIndex,
  isInUse: InUseTest,
): { readonly likely: Token[]; readonly unknown: Token[] } {
  const living = [...index.values()].filter(({ revokedAt }) => revokedAt === undefined);
  return {
    likely: living.filter((token) => isInUse(token) === 'likely'),
    unknown: living.filter((token) => isInUse(token) === 'unknown'),
  };
}
