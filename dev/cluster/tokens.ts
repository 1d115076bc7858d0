import { randomBytes, randomUUID } from 'node:crypto';

/** A management token as the simulated cluster keeps it. Times are ms since the epoch. */
export interface ClusterToken {
  readonly id: string;
  /** The token string: secret. */
  readonly secret: string;
  readonly description: string;
  readonly createdAt: number;
  readonly expiresAt?: number;
  revokedAt?: number;
}

/** Makes a token like those of a real cluster: `M.V1.` and random characters. */
export function newToken(overrides: Partial<ClusterToken> = {}): ClusterToken {
  return {
    id: randomUUID(),
    secret: `M.V1.${randomBytes(48).toString('base64').replaceAll('/', '-')}`,
    description: 'simulated',
    createdAt: Date.UTC(2026, 0, 15, 8, 30),
    ...overrides,
  };
}

/** Makes several tokens with descriptions that tell them apart. */
export function newTokens(count: number): ClusterToken[] {
  return Array.from({ length: count }, (_, index) => newToken({ description: `token ${index + 1}` }));
}

/** The start of a token string that a list shows. */
export function prefixOf(token: ClusterToken): string {
  return token.secret.slice(0, 9);
}
