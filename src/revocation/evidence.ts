import { type Clocks, isRevoked, readClocks } from './clocks.ts';
import { idKey, indexTokens, type Token, type TokenId } from './token.ts';
import type { ListAnswer } from './token-client.ts';
import type { Liveness } from './witness.ts';

/** A token as the latest list that holds it shows it. */
export interface Seen {
  readonly token: Token;
  /** Since when every list has shown it in this state, in ms since the epoch. */
  readonly since: number;
  /** Whether the latest list holds it. */
  readonly isCurrent: boolean;
}

/** What the cluster says of a leaked string. Times are in ms since the epoch. */
interface TestedString {
  readonly liveness: Exclude<Liveness, 'unknown'>;
  /** Since when every answer has said so, and when the latest did. */
  readonly since: number;
  readonly at: number;
}

/** What the cluster says after the revocations. */
export interface Evidence {
  /** By {@link idKey}. Undefined: no list could be read. */
  readonly seen: ReadonlyMap<string, Seen> | undefined;
  /** When the latest list was read. */
  readonly clocks: Clocks;
  /** Ids, by {@link idKey}, that the API no longer knows although it still knows others. */
  readonly gone: ReadonlySet<string>;
  /** Why no list could be read, or no further one. */
  readonly why: string;
  /** Whether the cluster refused the credentials of the run when it was last asked for a list. */
  readonly isRefused: boolean;
  /** What became of leaked strings, by position. */
  readonly strings: ReadonlyMap<number, TestedString>;
}

/** No evidence yet. */
export function noEvidence(now: number): Evidence {
  return {
    seen: undefined,
    clocks: readClocks(now, undefined),
    gone: new Set(),
    why: '',
    isRefused: false,
    strings: new Map(),
  };
}

/**
 * Adds a list to the evidence, or why it did not come. The latest list that holds an id decides; one that lacks it decides
 * nothing, since absence is no proof.
 */
export function addList(evidence: Evidence, answer: ListAnswer, now: number): Evidence {
  if (answer.kind === 'failed') {
    const isRefused = answer.code === 'unauthorized' && answer.fromApi;
    return { ...evidence, why: answer.message, isRefused };
  }
  const clocks = readClocks(now, answer.clockOffset);
  const seen = new Map(
    [...(evidence.seen ?? [])].map(([key, earlier]) => [key, { ...earlier, isCurrent: false }]),
  );
  for (const [key, token] of indexTokens(answer.tokens))
    seen.set(key, seeAgain(token, seen.get(key), clocks));
  const gone = new Set([...evidence.gone].filter((key) => seen.get(key)?.isCurrent !== true));
  return { ...evidence, seen, clocks, gone, why: '', isRefused: false };
}

/** A token that was shown, and what earlier lists showed of it. */
export function seeAgain(token: Token, before: Seen | undefined, clocks: Clocks): Seen {
  const isSame = before !== undefined && isRevoked(before.token, clocks) === isRevoked(token, clocks);
  return { token, since: isSame ? before.since : clocks.runner, isCurrent: true };
}

/** What a test of a leaked string brought, and when, in ms since the epoch. */
export interface StringTest {
  readonly position: number;
  readonly liveness: Liveness;
  readonly at: number;
}

/** Adds what the cluster said of leaked strings. An answer that says nothing leaves the one before as the last word. */
export function addTests(evidence: Evidence, tests: readonly StringTest[]): Evidence {
  const strings = new Map(evidence.strings);
  for (const { position, liveness, at } of tests) {
    if (liveness === 'unknown') continue;
    const before = strings.get(position);
    const since = before?.liveness === liveness ? before.since : at;
    strings.set(position, { liveness, since, at });
  }
  return { ...evidence, strings };
}

/** For how long, in ms, every list has shown a token as active, or every test of one of its strings. */
export function activeFor(id: TokenId, positions: readonly number[], evidence: Evidence): number {
  const { clocks, strings } = evidence;
  const seen = findSeen(evidence, id);
  const listed = seen?.isCurrent && !isShownRevoked(id, evidence) ? clocks.runner - seen.since : 0;
  const tested = positions.map((position) => strings.get(position));
  return Math.max(
    listed,
    ...tested.map((each) => (each?.liveness === 'accepted' ? each.at - each.since : 0)),
  );
}

/** What the evidence shows of an id. */
export function findSeen({ seen }: Evidence, id: TokenId): Seen | undefined {
  return seen?.get(idKey(id));
}

/** Says whether the latest list that holds an id shows it as revoked. */
export function isShownRevoked(id: TokenId, evidence: Evidence): boolean {
  const seen = findSeen(evidence, id);
  return seen !== undefined && isRevoked(seen.token, evidence.clocks);
}

/** The evidence without what lists before the revocation of an id showed of it. */
export function forgetToken(evidence: Evidence, id: TokenId): Evidence {
  if (evidence.seen === undefined) return evidence;
  const rest = [...evidence.seen].filter(([key]) => key !== idKey(id));
  return { ...evidence, seen: rest.length === 0 ? undefined : new Map(rest) };
}
