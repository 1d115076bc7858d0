/** The id of a management token: a UUID, in the spelling in which it was asked for or listed. Not secret. */
export type TokenId = string;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Says whether a text is an id: a UUID, in either letter case. */
export function isTokenId(text: string): boolean {
  return uuid.test(text);
}

/** A management token as the cluster lists it. Times are milliseconds since the epoch. */
export interface Token {
  readonly id: TokenId;
  /** The start of the token string, nine characters at most. Not secret. */
  readonly prefix: string | undefined;
  readonly description: string | undefined;
  readonly createdBy: string | undefined;
  readonly createdAt: number | undefined;
  /** Absent: it never expires. */
  readonly expiresAt: number | undefined;
  /** Present: it is revoked for good. */
  readonly revokedAt: number | undefined;
}

/** Says whether a token can still be used at the time `now` (ms): not revoked and not expired. */
export function isActive(token: Token, now: number): boolean {
  return token.revokedAt === undefined && (token.expiresAt === undefined || token.expiresAt > now);
}

/** The form in which ids are compared: UUIDs are case-insensitive (RFC 9562, section 4). */
export function idKey(id: TokenId): string {
  return id.toLowerCase();
}

/** Tokens by id, in whichever letter case the id is written. */
export type TokenIndex = ReadonlyMap<string, Token>;

/**
 * Indexes a list of tokens. Where an id is listed twice the entry that is not revoked wins, so that
 * a contradictory list never shows a live token as dead.
 */
export function indexTokens(tokens: readonly Token[]): TokenIndex {
  const index = new Map<string, Token>();
  for (const token of tokens) {
    const key = idKey(token.id);
    const earlier = index.get(key);
    if (earlier === undefined || earlier.revokedAt !== undefined) index.set(key, token);
  }
  return index;
}
