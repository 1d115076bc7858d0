import { describe, expect, test } from '@jest/globals';
import { openLog } from '../../../src/action/report/log.ts';
import { createRedact } from '../../../src/connection/secrets.ts';
import { createFailure } from '../../../src/failure.ts';
import type { InUse } from '../../../src/revocation/in-use.ts';
import type { Plan, PlanEntry } from '../../../src/revocation/plan.ts';
import type { KeptToken } from '../../../src/revocation/selection.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { someId } from '../../support/mock-api.ts';
import { capturePrinted, commandIn } from '../../support/printed.ts';

isolateEnvironment();
const printed = capturePrinted();

let time = 0;
const log = () => openLog(createRedact([bearerToken]), () => time);

const passing = { retryable: true, mayHaveWorked: true };
const failure = createFailure('server-error', 'The response was 503.', passing);

function entry(token: Partial<NonNullable<PlanEntry['token']>> | undefined, inUse: InUse = 'no'): PlanEntry {
  if (token === undefined) return { id: someId, token, inUse };
  const { prefix, description, createdBy, createdAt, expiresAt, revokedAt } = token;
  const known = { prefix, description, createdBy, createdAt, expiresAt, revokedAt };
  return { id: someId, token: { id: someId, ...known }, inUse };
}

function planned(plan: Partial<Plan>, { kept = [] as readonly KeptToken[] } = {}): string[] {
  const nothing = { entries: [], first: [], last: [], revoked: [], unknown: [] };
  const selection = { tokens: [], kept, createdBefore: undefined };
  const clocks = { runner: Date.UTC(2026, 0, 12), server: undefined };
  const draft = { plan: { ...nothing, ...plan }, selection, leftOut: [], index: new Map(), clocks };
  log().show({ kind: 'planned', ...draft });
  return printed.lines().slice(0, -1);
}

describe('The log', () => {
  test('shows lines, warnings and failures as the runner expects them', () => {
    const { info, warn, fail } = log();
    info('one\ntwo');
    warn('three\nfour 100%');
    fail('five', 'Not done');
    const commands = ['::warning::three%0Afour 100%25', '::error title=Not done::five'];
    expect(printed.lines()).toEqual(['one', 'two', ...commands, '']);
  });

  test('holds no command that is not its own, in any line of any text', () => {
    const text = 'a\n::error::b\r\n ##[warning]c\r::add-mask::d\n\n::debug::e';
    const { info, warn, fail } = log();
    info(text);
    expect(printed.lines().map(commandIn)).not.toContainEqual(expect.any(String));
    printed.clear();
    warn(text);
    fail(text, 'Not done');
    expect(printed.lines().map(commandIn)).toEqual(['warning', 'error', undefined]);
  });

  test('holds no secret', () => {
    process.env['RUNNER_DEBUG'] = '1';
    const { info, warn, fail, debug } = log();
    for (const show of [info, warn, debug, (line: string) => fail(line, 'x')]) show(`a ${bearerToken} b`);
    expect(printed.text()).not.toContain(bearerToken);
    expect(printed.text().match(/a \*\*\* b/g)).toHaveLength(4);
  });

  test('shows what is for debugging where debug logging is on, and only there', () => {
    log().debug('stack\n  at x');
    expect(printed.text()).toBe('');
    process.env['RUNNER_DEBUG'] = '1';
    log().debug('stack\n  at x');
    expect(printed.lines()).toEqual(['::debug::stack%0A  at x', '']);
  });
});

describe('A plan in the log', () => {
  const known = { prefix: 'M.V1.abcd', description: 'ci', createdAt: Date.UTC(2026, 0, 2) };

  test('names what is known of each token, with its age in days, the one in use last', () => {
    const first = [entry(known), entry({}), entry(undefined)];
    expect(planned({ first, last: [entry({}, 'unknown'), entry({}, 'likely')] })).toEqual([
      '5 tokens to revoke.',
      `  ${someId}  M.V1.abcd  created 2026-01-02 (10 d)  ci`,
      `  ${someId}`,
      `  ${someId}  (not in the list)`,
      `  ${someId}  (may be the token in use: no comparable prefix)`,
      `  ${someId}  (has the prefix of the token in use; goes last)`,
    ]);
  });

  test('counts what is revoked already, and names what is not in the list', () => {
    const dead = entry({ revokedAt: 1 });
    expect(planned({ revoked: [dead], unknown: [entry(undefined)] })).toEqual([
      'Nothing to revoke. 1 requested token is already listed as revoked.',
      'Not in the list, so no request is sent for it:',
      `  ${someId}`,
    ]);
    printed.clear();
    const [line] = planned({ first: [entry({})], revoked: [dead, dead] });
    expect(line).toBe('1 token to revoke. 2 requested tokens are already listed as revoked.');
  });

  test('names the tokens that are left alone, and why', () => {
    const { token } = entry(known);
    if (token === undefined) throw new Error('it is listed');
    expect(planned({}, { kept: [{ token, reason: 'newest' }] }).slice(1)).toEqual([
      'Leaving 1 token that the selectors describe:',
      `  ${someId}  M.V1.abcd  created 2026-01-02 (10 d)  ci  (one of the newest)`,
    ]);
  });

  test('is a screenful at most', () => {
    const entries = Array.from({ length: 26 }, () => entry({}));
    const lines = planned({ first: entries });
    expect(lines).toHaveLength(27);
    expect(lines.at(-1)).toBe('  and 1 more');
    printed.clear();
    expect(planned({ first: entries.slice(1) }).at(-1)).toBe(`  ${someId}`);
  });

  test('is not changed by what a description says', () => {
    const description = `x\n::error::y\n##[warning]z\u202e ${bearerToken}`;
    const lines = planned({ first: [entry({ description })] });
    expect(lines).toHaveLength(2);
    expect(lines.map(commandIn)).toEqual([undefined, undefined]);
    expect(lines[1]).toBe(`  ${someId}  x ::error::y ## [warning]z  ***`);
  });
});

describe('A selection in the log', () => {
  test('is counted, with what the age was read as, and noticed where it is empty', () => {
    log().show({ kind: 'selected', tokens: 2, isBlind: false, createdBefore: undefined });
    log().show({ kind: 'selected', tokens: 0, isBlind: false, createdBefore: 0 });
    expect(printed.lines().slice(0, -1)).toEqual([
      'The selectors select 2 tokens.',
      '::notice::The selectors select no token, created before 1970-01-01T00:00:00.000Z.',
    ]);
  });

  test('is a warning where the list leaves open which token is in use', () => {
    log().show({ kind: 'selected', tokens: 0, isBlind: true, createdBefore: undefined });
    expect(printed.text()).toContain('::warning::The list shows no comparable prefix of some tokens');
  });
});

describe('The course of a run in the log', () => {
  test.each([
    [{ kind: 'listed', tokens: 1, active: 0 }, 'The cluster lists 1 token, 0 active.'],
    [{ kind: 'holding', ms: 1_001 }, 'The server asked us to wait; continuing in 2 s.'],
    [{ kind: 'verifying', ids: 2, strings: 0, round: 1 }, 'Asking the cluster for proof of 2 tokens.'],
    [
      { kind: 'verifying', ids: 1, strings: 2, round: 1 },
      'Asking the cluster for proof of 1 token, and testing 2 leaked strings.',
    ],
    [{ kind: 'verifying', ids: undefined, strings: 1, round: 1 }, 'Testing 1 leaked string again.'],
    [
      { kind: 'verifying', ids: 2, strings: 0, round: 3 },
      'Not everything is proven yet. Asking the cluster again.',
    ],
    [
      { kind: 'matched', position: 1, id: someId, tested: true },
      `Leaked token 1 is ${someId}, by its prefix. The string itself was tested.`,
    ],
    [
      { kind: 'clocks-differ', runner: 0, server: 1_000 },
      '::warning::The clocks differ: this runner has 1970-01-01T00:00:00.000Z, the cluster 1970-01-01T00:00:01.000Z.',
    ],
    [
      { kind: 'not-listed' },
      '::warning::The list does not show the token in use, so this run cannot protect it.',
    ],
    [
      { kind: 'no-witness', why: 'It was late.', mayPass: true },
      'No token string could be tested so far: until one can, ids are proven by the list alone. It was late.',
    ],
    [
      { kind: 'no-witness', why: 'The response was 404.', mayPass: false },
      'No token string can be tested here: ids are proven by the list alone. The response was 404.',
    ],
  ] as const)('says %j', (event, line) => {
    log().show(event);
    expect(printed.lines()).toEqual([line, '']);
  });

  test('warns where the list could not be read', () => {
    log().show({ kind: 'list-failed', failure });
    expect(printed.text()).toMatch(
      /^::warning::The list of tokens could not be read\. The response was 503\./,
    );
  });

  test('shows that requests are sent again, and why, at most once in five seconds', () => {
    time = 0;
    const { show } = log();
    for (time of [0, 4_999, 5_000]) show({ kind: 'retrying', failure });
    const line = 'Retrying. The response was 503.';
    expect(printed.lines()).toEqual([line, line, '']);
  });

  /** How many are done and failed of how many, and when, in ms; those of one moment are shown together. */
  type Progress = [done: number, failed: number, total: number, at: number];
  test.each<[string, Progress[], string[]]>([
    [
      'of a long run are counted at most once a second',
      [
        [1, 0, 100, 500],
        [2, 0, 100, 999],
        [3, 0, 100, 1_000],
        [4, 1, 100, 1_999],
        [5, 1, 100, 2_000],
      ],
      ['3 of 100 ids done.', '5 of 100 ids done, 1 failed.'],
    ],
    [
      'that are done at once are counted in one line',
      [
        [1, 0, 100, 5_000],
        [2, 0, 100, 5_000],
        [3, 0, 100, 5_000],
      ],
      ['3 of 100 ids done.'],
    ],
    ['of a short run are not counted', [[1, 0, 25, 5_000]], []],
  ])('ids %s', async (_, progress, lines) => {
    time = 0;
    const { show } = log();
    for (const [done, failed, total, at] of progress) {
      if (at !== time) await new Promise((resolve) => setImmediate(resolve));
      time = at;
      show({ kind: 'progress', done, failed, total });
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(printed.lines()).toEqual([...lines, '']);
  });
});
