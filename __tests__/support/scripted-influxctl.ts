import { createInfluxctlClient, type RunOptions } from '../../src/client/influxctl/influxctl-client.ts';
import { createFailure, type Failure, type FailureTraits } from '../../src/failure.ts';
import type { ProgramEnd } from '../../src/program/run-program.ts';
import type { TokenId } from '../../src/revocation/token.ts';
import type { RevokeAnswer, TokenClient } from '../../src/revocation/token-client.ts';
import { type TokenKind, tokenKinds } from '../../src/revocation/token-kind.ts';

/** A call of influxctl that a test has answered. */
export interface ScriptedCall extends RunOptions {
  readonly command: 'list' | 'revoke';
  readonly args: readonly string[];
  /** What follows the flags of a revocation. */
  readonly ids: readonly TokenId[];
}

/** A client over an influxctl that ends as a test says. */
export interface ScriptedInfluxctl {
  readonly client: TokenClient;
  readonly calls: readonly ScriptedCall[];
  /** Revokes several ids at once. */
  revokeAll(ids: readonly TokenId[]): Promise<RevokeAnswer[]>;
}

/** For one request of the influxctl under test, in ms. */
export const requestTimeout = 7_000;

/** An influxctl that ended by itself. */
export function ended(end: { code?: number | null; stdout?: string; stderr?: string } = {}): ProgramEnd {
  return { kind: 'ended', code: 0, stdout: '', stderr: '', ...end };
}

/** A list as influxctl prints it: these ids are active, or revoked. */
export function printedList(active: readonly TokenId[], revoked: readonly TokenId[] = []): ProgramEnd {
  const entries = [
    ...active.map((id) => ({ id })),
    ...revoked.map((id) => ({ id, revoked_at: { seconds: 1_710_273_809, nanos: 948_178_000 } })),
  ];
  return ended({ stdout: JSON.stringify(entries) });
}

/** Makes a client whose calls are answered by the test. */
export function scriptInfluxctl(
  answer: (call: ScriptedCall, nth: number) => ProgramEnd | Promise<ProgramEnd>,
  quote: (text: string) => string = (text) => text.trim(),
  kind: TokenKind = tokenKinds.management,
): ScriptedInfluxctl {
  const calls: ScriptedCall[] = [];
  const client = createInfluxctlClient({
    kind,
    run: async (args, options) => {
      const command = args[1] === 'list' ? 'list' : 'revoke';
      const call = { ...options, command, args, ids: command === 'list' ? [] : args.slice(3) } as const;
      calls.push(call);
      return answer(call, calls.length);
    },
    timeout: requestTimeout,
    concurrency: 32,
    quote,
  });
  const { signal } = new AbortController();
  return {
    client,
    calls,
    revokeAll: (ids) => Promise.all(ids.map((id) => client.revoke(id, { signal, attempt: 1 }))),
  };
}

/** What follows from a call that may have done what it was asked to, and may succeed later. */
export const passing: Partial<FailureTraits> = { retryable: true, mayHaveWorked: true };

/** Each way for influxctl to fail, and what it means for an id. */
export const endings: readonly [string, ProgramEnd, Failure][] = [
  [
    'ends with an exit code',
    ended({ code: 3, stderr: 'Error: no\n' }),
    createFailure('influxctl-failed', 'influxctl ended with exit code 3: "Error: no".', passing),
  ],
  [
    'ends with an exit code and says nothing',
    ended({ code: 1 }),
    createFailure('influxctl-failed', 'influxctl ended with exit code 1.', passing),
  ],
  ['is killed', ended({ code: null }), createFailure('influxctl-failed', 'influxctl was killed.', passing)],
  [
    'prints without end',
    { kind: 'flooded' },
    createFailure('influxctl-failed', 'influxctl printed more than 64 MiB and was stopped.', passing),
  ],
  [
    'hangs',
    { kind: 'timeout' },
    createFailure('timeout', 'influxctl did not end in time and was stopped.', passing),
  ],
  [
    'is stopped with the run',
    { kind: 'aborted', reason: 'deadline' },
    createFailure('timeout', 'The run ended before influxctl did.', { mayHaveWorked: true }),
  ],
  [
    'cannot be started',
    { kind: 'not-started', code: 'EACCES' },
    createFailure('influxctl-unavailable', 'influxctl could not be started (EACCES).', {
      affectsAll: true,
      unsent: true,
    }),
  ],
  [
    'cannot be started for a moment',
    { kind: 'not-started', code: 'ETXTBSY' },
    createFailure('influxctl-unavailable', 'influxctl could not be started (ETXTBSY).', {
      hint: 'Run again: the runner was short of processes, files or memory, or influxctl was being replaced.',
      retryable: true,
      unsent: true,
    }),
  ],
];
