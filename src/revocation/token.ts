/** The id of a management token: a UUID, in the spelling in which it was requested or listed. Not secret. */
export type TokenId = string;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Says whether a text is an id: a UUID, in either letter case. */
export function isTokenId(text: string): boolean {
  return uuid.test(text);
}

/** A management token as the cluster lists it. Times are milliseconds since the epoch. */
export interface Token {
  readonly id: TokenId;
  /** The prefix of the token string as listed. Only one of the published form is comparable. Not secret. */
  readonly prefix: string | undefined;
  readonly description: string | undefined;
  readonly createdBy: string | undefined;
  readonly createdAt: number | undefined;
  /** Undefined: it never expires. */
  readonly expiresAt: number | undefined;
  /** Undefined: it is not revoked. A time that lies well ahead has not happened yet. */
  readonly revokedAt: number | undefined;
  /** Whether the list has the id twice and leaves open whether it is active. Undefined: it does not. */
  readonly isDisputed?: true;
}

/** The form in which ids are compared: UUIDs are case-insensitive (RFC 9562, section 4). */
export function idKey(id: TokenId): string {
  return id.toLowerCase();
}

/** Tokens by id, in whichever letter case the id is written. */
export type TokenIndex = ReadonlyMap<string, Token>;

/** Indexes a list of tokens. Of an id that is listed twice it shows what both entries say. */
export function indexTokens(tokens: readonly Token[]): TokenIndex {
  const index = new Map<string, Token>();
  for (const token of tokens) {
    const earlier = index.get(idKey(token.id));
    index.set(idKey(token.id), earlier === undefined ? token : joinEntries(earlier, token));
  }
  return index;
}

/**
 * What differs is not known, and no selector relies on it. Of the times of revocation the later one counts, and none before any: a
 * list that contradicts itself never shows a live token as dead.
 */
function joinEntries(one: Token, other: Token): Token {
  const agreed = <Value>(a: Value, b: Value): Value | undefined => (a === b ? a : undefined);
  const isRevokedTwice = one.revokedAt !== undefined && other.revokedAt !== undefined;
  const isSame = one.revokedAt === other.revokedAt && one.expiresAt === other.expiresAt;
  const isDisputed = !isSame || one.isDisputed || other.isDisputed;
  return {
    id: one.id,
    prefix: agreed(one.prefix, other.prefix),
    description: agreed(one.description, other.description),
    createdBy: agreed(one.createdBy, other.createdBy),
    createdAt: agreed(one.createdAt, other.createdAt),
    expiresAt: agreed(one.expiresAt, other.expiresAt),
    revokedAt: isRevokedTwice ? Math.max(one.revokedAt, other.revokedAt) : undefined,
    ...(isDisputed ? { isDisputed } : {}),
  };
}
