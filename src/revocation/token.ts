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
}

/** The form in which ids are compared: UUIDs are case-insensitive (RFC 9562, section 4). */
export function idKey(id: TokenId): string {
  return id.toLowerCase();
}

/** Tokens by id, in whichever letter case the id is written. */
export type TokenIndex = ReadonlyMap<string, Token>;

/**
 * Indexes a list of tokens. Where an id is listed twice the entry that is not revoked wins, so that
 * a contradictory list never shows a live token as dead; where its prefixes differ it shows none.
 */
export function indexTokens(tokens: readonly Token[]): TokenIndex {
  const index = new Map<string, Token>();
  for (const token of tokens) {
    const key = idKey(token.id);
    const earlier = index.get(key);
    const isClear = earlier === undefined || earlier.prefix === token.prefix;
    const kept = earlier === undefined || earlier.revokedAt !== undefined ? token : earlier;
    index.set(key, isClear ? kept : { ...kept, prefix: undefined });
  }
  return index;
}
