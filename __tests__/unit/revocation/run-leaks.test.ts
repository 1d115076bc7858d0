import { describe, expect, test } from '@jest/globals';
import type { LeakedToken } from '../../../src/revocation/leak.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { TestAnswer, Witness } from '../../../src/revocation/witness.ts';
import {
  aToken,
  everyToken,
  failures,
  idOf,
  longAgo,
  someIds,
  someTokens,
  wordsOf,
} from '../../support/domain.ts';
import { aLeak, hiddenPart, madeUp, requestsOf, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Scene, type Setting } from '../../support/revocation-run.ts';

const { forbidden, lost, rateLimited, serverError, unauthorized, unreachable } = failures;
const rejected: TestAnswer = { kind: 'rejected' };

/** Seven tokens; the run authenticates with the last one. */
const tokens = someTokens(7);
const caller = idOf(7);

const selectors = { ...everyToken, description: (text: string) => /^token [567]$/.test(text) };

/** A run that asks for leaked tokens alone, unless the setting says otherwise. */
const givenLeaks = (setting: Setting) => givenRun({ tokens, caller, ids: [], ...setting });

/** A test of the second token's string that gets this answer every time. */
const answered = (answer: TestAnswer) => (token: string | undefined) =>
  token === secretOf(2) ? { answer } : undefined;

/** Every string that the run makes up gets this answer. */
const answeredInvented = (answer: TestAnswer) => (token: string | undefined) =>
  token !== undefined && !token.includes(hiddenPart) ? { answer } : undefined;

describe('A run with ids, leaked tokens and selectors', () => {
  const setting: Setting = { ids: [idOf(4), idOf(1)], leaks: [aLeak(2, 1), aLeak(1, 2)], selectors };

  test('that select nothing ends well', async () => {
    const { run, cluster } = givenLeaks({ selectors: { ...selectors, expired: 'only' } });
    expect(await run()).toMatchObject({ outcomes: [], planned: [], stop: undefined });
    expect(requestsOf(cluster)).toEqual(['list']);
  });

  test('tests the strings in a dry run too, and revokes nothing', async () => {
    const { run, cluster } = givenLeaks({ ...setting, dryRun: true });
    expect(wordsOf(await run())).toEqual(Array(5).fill('planned'));
    expect([cluster.revocations(), testsOf(cluster, secretOf(2)).length]).toEqual([[], 1]);
  });
});

describe('A leaked token', () => {
  test('is sent nowhere unless a listed token has its prefix: it fails alone', async () => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(9, 1), aLeak(2, 2)] });
    const result = await run();
    expect([wordsOf(result), result.stop]).toEqual([['revoked', 'revoked', 'not-found'], undefined]);
    expect(result.outcomes[2]).toMatchObject({ id: undefined, leaks: [{ position: 1 }] });
    expect(testsOf(cluster, secretOf(9))).toEqual([]);
    expect(testsOf(cluster, secretOf(2)).length).toBeGreaterThan(0);
  });

  test.each([false, true])('that is made up fails alone and revokes nothing (force: %s)', async (force) => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [madeUp(2, 1)], force });
    const result = await run();
    expect([wordsOf(result), result.stop]).toEqual([['revoked', 'not-found'], undefined]);
    expect(cluster.isRevoked(idOf(2))).toBe(false);
  });

  test('holds every request back where the cluster asks to wait when it is tested', async () => {
    const onTest = (token: string | undefined, nth: number) =>
      token === secretOf(2) && nth === 1 ? { answer: rateLimited(5_000) } : undefined;
    const { run, cluster } = givenLeaks({ leaks: [aLeak(2, 1)], onTest });
    expect(wordsOf(await run())).toEqual(['revoked']);
    expect(cluster.sentAt(idOf(2))[0]).toBeGreaterThanOrEqual(5_000);
  });

  test.each([unreachable, lost, serverError, rateLimited()])(
    'is tested again after a temporary $code',
    async (answer) => {
      const onTest = (token: string | undefined, nth: number) =>
        token === madeUp(2).token && nth === 1 ? { answer } : undefined;
      const { run, cluster } = givenLeaks({ leaks: [madeUp(2, 1)], onTest });
      expect([wordsOf(await run()), cluster.revocations()]).toEqual([['not-found'], []]);
    },
  );
});

test.each<[string, Setting]>([
  ['could not be tested', { leaks: [aLeak(5, 1)], onTest: () => ({ answer: lost }) }],
  ['is made up', { leaks: [madeUp(5, 1)] }],
  ['is one of two', { leaks: [aLeak(5, 1), madeUp(5, 2)], hasWitness: false, force: true }],
])('A token that a leaked string may be stays beside the newest where that %s', async (_, setting) => {
  const young = tokens.map((token, index) => ({ ...token, createdAt: index === 4 ? 2_000 : 1_000 - index }));
  const { run } = givenLeaks({ tokens: young, selectors: { ...selectors, keepLatest: 1 }, ...setting });
  const result = await run();
  expect(result.kept.map(({ token, reason }) => [token.id, reason])).toEqual([
    [idOf(5), 'may-be-leaked'],
    [idOf(6), 'newest'],
    [idOf(7), 'in-use'],
  ]);
  expect(result.planned).toEqual([]);
});

describe('A leaked token that could not be tested', () => {
  const untested: [string, Setting][] = [
    ['no route shows it', { hasWitness: false }],
    ['the cluster does not answer', { onTest: answered(lost) }],
    ['a page refuses it', { onTest: answered({ ...unauthorized, fromApi: false }) }],
    ['a proxy forbids it', { onTest: answered(forbidden) }],
    // The calibration is accepted.
    [
      'everything is refused',
      { onTest: (token, nth) => (!token && nth === 1 ? undefined : { answer: rejected }) },
    ],
    ['a made-up string fails in a way that passes', { onTest: answeredInvented(serverError) }],
    ['the cluster accepts everyone', { onTest: () => ({ answer: { kind: 'accepted' } }) }],
    ['the run itself is refused', { onTest: (token) => (token ? undefined : { answer: rejected }) }],
  ];

  test.each(untested)('fails alone as ambiguous, and names its candidate, where %s', async (_, setting) => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(2, 1)], ...setting });
    const result = await run();
    expect([wordsOf(result), result.stop]).toEqual([['revoked', 'ambiguous'], undefined]);
    expect(result.outcomes[1]?.fate).toMatchObject({ message: expect.stringContaining(idOf(2)) });
    expect(cluster.isRevoked(idOf(2))).toBe(false);
  });

  test.each(untested)('is revoked with force, and the result says so: %s', async (_, setting) => {
    const { run, events } = givenLeaks({ leaks: [aLeak(2, 1)], force: true, ...setting });
    const result = await run();
    expect(result.outcomes).toMatchObject([
      {
        id: idOf(2),
        leaks: [{ before: 'unknown', after: 'unknown' }],
        fate: { status: 'revoked', proof: ['listed'] },
      },
    ]);
    expect(events).toContainEqual({ kind: 'matched', position: 1, id: idOf(2), tested: false });
  });
});

test.each<[string, Setting, string[]]>([
  [
    'may be another token: it is ambiguous alone',
    { onTest: (token) => (token === madeUp(2).token ? { answer: lost } : undefined) },
    ['revoked', 'ambiguous'],
  ],
  [
    'is dead as well',
    { tokens: tokens.with(1, aToken(2, { revokedAt: longAgo })), onTest: answered(lost) },
    ['already-revoked'],
  ],
])(
  'Beside a leaked token that is found, one with its prefix that was not tested %s',
  async (_, setting, words) => {
    const { run } = givenLeaks({ leaks: [aLeak(2, 1), madeUp(2, 2)], force: true, ...setting });
    expect(wordsOf(await run())).toEqual(words);
  },
);

test('A made-up string may be forbidden instead of rejected: what is accepted is then the token', async () => {
  const { run } = givenLeaks({ leaks: [aLeak(2, 1)], onTest: answeredInvented(forbidden) });
  expect(wordsOf(await run())).toEqual(['revoked']);
});

describe('Tests that are not answered', () => {
  const isInvented = (token: string | undefined): boolean =>
    token !== undefined && !token.includes(hiddenPart);
  const setting: Setting = { ids: [idOf(1)], leaks: [aLeak(2, 1)] };

  test.each<[string, NonNullable<ReturnType<NonNullable<Setting['onTest']>>>, number]>([
    ['leaves strangers waiting', { takes: 3_600_000 }, 10_500],
    ['slows them down', { answer: rateLimited(60_000) }, 500],
    ['fails', { answer: lost }, 2_500],
  ])(
    'leave open whether a made-up string is accepted too, and keep nothing waiting for long, where the cluster %s',
    async (_, mishap, most) => {
      const onTest = (token: string | undefined) => (isInvented(token) ? mishap : undefined);
      const { run, cluster } = givenLeaks({ ...setting, onTest });
      const result = await run();
      expect(wordsOf(result)).toEqual(['revoked', 'ambiguous']);
      const message = expect.stringContaining(
        'It is not known whether the cluster would accept a made-up string',
      );
      expect(result.outcomes[1]?.fate).toMatchObject({ message });
      expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(most);
      const known = givenLeaks({ ...setting, ids: someIds(2), onTest });
      expect(wordsOf(await known.run())).toEqual(['revoked', 'revoked']);
    },
  );

  test.each([
    ['with force', { force: true, leaks: [aLeak(2, 1)] }, answeredInvented(rateLimited(120_000)), idOf(2)],
    [
      'for the string of another leaked token',
      { leaks: [aLeak(2, 1), aLeak(3, 2)] },
      answered(rateLimited(120_000)),
      idOf(3),
    ],
    [
      'where tokens are selected too',
      { leaks: [aLeak(2, 1)], selectors },
      answered(rateLimited(120_000)),
      idOf(5),
    ],
  ])('are not waited for %s: the token is open', async (_, given, onTest, open) => {
    const { run, cluster } = givenLeaks({ ...given, onTest });
    await run();
    expect(cluster.sentAt(open)[0]).toBeLessThan(10_500);
  });

  test.each([
    ['the string itself', secretOf(2)],
    ["the run's own token", undefined],
  ])(
    'are waited for where nothing else is asked for, as long as the cluster asks: %s',
    async (_, limited) => {
      const onTest = (token: string | undefined, nth: number) =>
        token === limited && nth === 1 ? { answer: rateLimited(30_000) } : undefined;
      const { run, cluster } = givenLeaks({ leaks: [aLeak(2, 1)], onTest });
      expect(wordsOf(await run())).toEqual(['revoked']);
      expect(cluster.sentAt(idOf(2))[0]).toBeGreaterThanOrEqual(30_000);
    },
  );

  test("are waited for on behalf of several leaked tokens, which all need that of the run's own token", async () => {
    const onTest = (token: string | undefined, nth: number) =>
      token === undefined && nth === 1 ? { answer: rateLimited(30_000) } : undefined;
    const { run } = givenLeaks({ leaks: [aLeak(2, 1), aLeak(3, 2)], onTest });
    expect(wordsOf(await run())).toEqual(['revoked', 'revoked']);
  });

  test('of a made-up string are not waited for where the cluster slows strangers down', async () => {
    const { run, time } = givenLeaks({ leaks: [aLeak(2, 1)], onTest: answeredInvented(rateLimited(60_000)) });
    expect([wordsOf(await run()), time.elapsed() < 1_000]).toEqual([['ambiguous'], true]);
  });

  test('are not repeated where they have taken as long as an open token waits', async () => {
    const onTest = () => ({ takes: 3_600_000 });
    const ids = givenLeaks({ ...setting, onTest, onList: () => ({ takes: 23_000 }), deadline: 60_000 });
    expect(wordsOf(await ids.run())).toEqual(['revoked', 'ambiguous']);
    expect(ids.cluster.sentAt(idOf(1))[0]).toBeLessThan(24_000);
    const own = { ids: [idOf(1)], leaks: [aLeak(7, 1), aLeak(2, 2)], force: true };
    const inUse = givenLeaks({ ...own, onTest });
    await inUse.run();
    expect(inUse.cluster.sentAt(caller)[0]).toBeLessThan(21_000);
  });

  test('hold no known id back where the cluster asks one string to wait for long', async () => {
    const { run, cluster } = givenLeaks({ ...setting, onTest: answered(rateLimited(60_000)) });
    expect(wordsOf(await run())).toEqual(['revoked', 'ambiguous']);
    expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(10_500);
  });

  test('let a run end where nothing is left to revoke, no matter what the server asks to wait', async () => {
    const onTest = answered(rateLimited(30_000));
    const { run, time } = givenLeaks({ leaks: [aLeak(2, 1)], retries: 0, onTest });
    expect([wordsOf(await run()), time.elapsed()]).toEqual([['ambiguous'], expect.closeTo(0, -3)]);
  });

  test('are none where a cache answers everyone as it answered the run itself', async () => {
    let isCached = false;
    const cached = (token: string | undefined) => {
      const answer: TestAnswer = { kind: token === undefined || isCached ? 'accepted' : 'rejected' };
      isCached ||= token === undefined;
      return { answer };
    };
    const { run, cluster } = givenLeaks({ leaks: [madeUp(2, 1)], onTest: cached });
    expect([wordsOf(await run()), cluster.revocations()]).toEqual([['ambiguous'], []]);
  });

  test('leave a leaked token alone, and do not hold the known ids back', async () => {
    const { run, cluster, events } = givenLeaks({ ...setting, onTest: () => ({ takes: 3_600_000 }) });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'ambiguous']);
    expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(10_500);
    expect(events).toContainEqual({ kind: 'no-witness', why: 'No answer came within 10 s.', mayPass: true });
  });
});

describe('Leaked tokens where the cluster is away at the start', () => {
  const runAway = async (ms: number, setting: Setting) => {
    const mishap = () => (scene.time.elapsed() < ms ? { answer: serverError } : undefined);
    const scene: Scene = givenLeaks({ onList: mishap, onTest: mishap, ...setting });
    return { ...scene, result: await scene.run() };
  };

  test.each([1_200, 3_500])('for %d ms are tested when the list comes', async (ms) => {
    const { result } = await runAway(ms, { leaks: [aLeak(2, 1), madeUp(3, 2)], ids: [idOf(1)] });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked', 'not-found']);
  });

  test('for some seconds more to tests than to lists are tested then, where nothing else waits', async () => {
    const { result } = await runAway(3_500, { leaks: [aLeak(2, 1), aLeak(3, 2)], onList: () => undefined });
    expect(wordsOf(result)).toEqual(['revoked', 'revoked']);
  });

  test('are worth another run where no test succeeds, but not where there is no route for one', async () => {
    const hintsOf = ({ outcomes }: RunResult) => outcomes.map(({ fate }) => 'hint' in fate && fate.hint);
    const { result } = await runAway(3_500, {
      leaks: [aLeak(2, 1)],
      onTest: () => ({ answer: serverError }),
    });
    expect(hintsOf(result)).toEqual([expect.stringMatching(/^Run again\. .* `force: true`\.$/)]);
    const forGood: Setting[] = [
      { hasWitness: false },
      { onTest: () => ({ answer: forbidden }) },
      { onTest: () => ({ answer: { kind: 'accepted' } }) },
    ];
    for (const setting of forGood) {
      const none = await runAway(0, { leaks: [aLeak(2, 1)], ...setting });
      expect(hintsOf(none.result)).toEqual([expect.stringMatching(/^If you know .* `force: true`\.$/)]);
      expect(none.events.filter(({ kind }) => kind === 'no-witness')).toHaveLength(1);
    }
  });
});

const closed: Witness = async () => forbidden;

test.each<[string, LeakedToken, (doubtful: Witness, sure: Witness) => Witness[], string]>([
  ['is left for one that leaves no doubt', aLeak(2), (doubtful, sure) => [doubtful, sure], 'revoked'],
  [
    'shows what is rejected, where the next one is closed',
    madeUp(2),
    (doubtful) => [doubtful, closed],
    'not-found',
  ],
  [
    'shows what is rejected, where the one before is closed',
    madeUp(2),
    (doubtful) => [closed, doubtful],
    'not-found',
  ],
])('A route that fails for the string that the run makes up %s', async (_, leak, order, word) => {
  const { request, surroundings, time } = givenLeaks({ ids: [idOf(1)], leaks: [leak] });
  const isOurs = (token: string | undefined): boolean => /^M\.V1\.[a-z\d]{64}$/.test(token ?? '');
  const witnesses = surroundings.witnesses.flatMap((sure) =>
    order(async (token, options) => (isOurs(token) ? rateLimited(60_000) : sure(token, options)), sure),
  );
  const result = await time.settle(revokeTokens(request, { ...surroundings, witnesses }));
  expect(wordsOf(result)).toEqual(['revoked', word]);
});

describe('Tests of many strings that are not answered', () => {
  const isKnown = (token: string | undefined): boolean => token?.includes(hiddenPart) === true;
  const onTest = (token: string | undefined) => (isKnown(token) ? { takes: 3_600_000 } : undefined);
  const many = someTokens(70);
  const leaks = many.slice(1).map((_, index) => aLeak(index + 2));
  const setting: Setting = { tokens: [...many, aToken(71)], caller: idOf(71), ids: [idOf(1)], leaks, onTest };

  test('hold the known ids back for two tests at most, however many there are', async () => {
    const { run, cluster } = givenRun(setting);
    const { outcomes } = await run();
    const messages = outcomes.flatMap(({ fate }) => (fate.status === 'failed' ? fate.message : []));
    const late = /No answer came within 10 s\.$/;
    const unasked = /32 tests before it brought no answer\.$/;
    const counts = [late, unasked].map((why) => messages.filter((text) => why.test(text)).length);
    expect(counts).toEqual([expect.any(Number), 69 - (counts[0] ?? 0)]);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(20_500);
  });

  test('are none where all are answered, however many there are', async () => {
    const { run } = givenRun({ ...setting, onTest: undefined });
    expect(wordsOf(await run())).toEqual(Array(70).fill('revoked'));
  });

  test('leave the known ids half of a short deadline', async () => {
    const { run, cluster } = givenRun({ ...setting, deadline: 6_000 });
    expect(wordsOf(await run())[0]).toBe('revoked');
    expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(3_500);
  });

  test('say that the job was cancelled, where it was', async () => {
    const { run, events } = givenRun({ ...setting, leaks: [aLeak(2)], cancelAfter: 3_000 });
    expect(wordsOf(await run())).toEqual(['cancelled', 'cancelled']);
    expect(events.map(({ kind }) => kind)).not.toContain('no-witness');
  });
});

test('A leaked token whose test ends as the job is cancelled is what the test showed', async () => {
  const { request, surroundings, time } = givenLeaks({ leaks: [madeUp(2, 1)], cancelAfter: 350 });
  // The last of four requests, the control, is under way then.
  const slow: Witness = async (token) => {
    await time.sleep(100, new AbortController().signal);
    return { kind: token === undefined ? 'accepted' : 'rejected' };
  };
  const result = await time.settle(revokeTokens(request, { ...surroundings, witnesses: [slow] }));
  expect(wordsOf(result)).toEqual(['not-found']);
});

test('Leaked tokens that the deadline left untested stop the run, which says so', async () => {
  const onTest = (token: string | undefined, nth: number) => {
    if (token !== secretOf(2)) return undefined;
    return nth === 1 ? { answer: rateLimited(20_000) } : { takes: 3_600_000 };
  };
  const { run } = givenLeaks({ leaks: [aLeak(2, 1)], onTest, deadline: 30_000 });
  const result = await run();
  expect([wordsOf(result), result.stop?.code]).toEqual([['timeout'], 'timeout']);
});

test('Tests that are answered with a passing error hold the known ids back for a few seconds, however many there are', async () => {
  const many = someTokens(200);
  const leaks = many.slice(1).map((_, index) => aLeak(index + 2));
  const onTest = (token: string | undefined) =>
    token?.includes(hiddenPart) ? { answer: serverError } : undefined;
  const setting = { tokens: [...many, aToken(201)], caller: idOf(201), ids: [idOf(1)], leaks, onTest };
  const { run, cluster } = givenRun(setting);
  expect(wordsOf(await run())[0]).toBe('revoked');
  expect(cluster.sentAt(idOf(1))[0]).toBeLessThan(5_000);
});

test('Of two different strings that cannot be tested at most one is the requested token: both are ambiguous', async () => {
  const leaks = [aLeak(2, 1), madeUp(2, 2)];
  const { run } = givenLeaks({ ids: [idOf(2)], leaks, hasWitness: false });
  const result = await run();
  expect(wordsOf(result)).toEqual(['revoked', 'ambiguous', 'ambiguous']);
  const message = `It has the prefix of ${idOf(2)}, as leaked token 2 has: a different string.`;
  expect(result.outcomes[1]?.fate).toMatchObject({ message });
});

test('A test that nothing waits for ends with the run, and nothing is said of it', async () => {
  const { run, events, time } = givenLeaks({ leaks: [aLeak(9, 1)], onTest: () => ({ answer: lost }) });
  expect(wordsOf(await run())).toEqual(['not-found']);
  const before = [...events];
  await time.settle(time.sleep(60_000, new AbortController().signal));
  expect(events).toEqual(before);
});

test('A leaked string that cannot be tested is the requested token that it fits', async () => {
  const { run } = givenLeaks({ ids: [idOf(2)], leaks: [aLeak(2, 1)], hasWitness: false });
  expect((await run()).outcomes).toMatchObject([
    { id: idOf(2), leaks: [{ before: 'unknown', after: 'unknown' }], fate: { status: 'revoked' } },
  ]);
});

test('Where the list fails, nothing is said of the tests that ran beside it', async () => {
  const { run, events } = givenLeaks({
    leaks: [aLeak(2, 1)],
    onList: () => ({ answer: unauthorized }),
    onTest: () => ({ answer: lost }),
  });
  await expect(run()).rejects.toMatchObject({ code: 'unauthorized' });
  expect(events).toEqual([]);
});

describe('With force and without a list', () => {
  const onList = (nth: number) => (nth === 1 ? { answer: forbidden } : undefined);

  test('the ids are revoked, and each leaked token says why it is not', async () => {
    const { run, cluster } = givenLeaks({ ids: [idOf(1)], leaks: [aLeak(2, 1)], force: true, onList });
    const result = await run();
    expect(wordsOf(result)).toEqual(['revoked', 'not-attempted']);
    expect(result.outcomes[1]?.fate).toMatchObject({
      message: 'Without the list it is not known which id it belongs to.',
    });
    expect(testsOf(cluster, secretOf(2))).toEqual([]);
  });
});

test('Nothing that comes out of a run holds a leaked token', async () => {
  const twin = aToken(8, { prefix: aToken(4).prefix });
  for (const force of [false, true]) {
    const { run, events } = givenLeaks({
      tokens: [...tokens, twin],
      leaks: [aLeak(2, 1), aLeak(9, 2), aLeak(3, 3), aLeak(4, 4), madeUp(5, 5)],
      excluded: [idOf(3)],
      force,
    });
    const said = JSON.stringify([await run(), events]);
    expect(said).not.toContain(hiddenPart);
    expect(said).not.toContain('made-up');
  }
});
