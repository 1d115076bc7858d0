import { describe, expect, test } from '@jest/globals';
import { revokeTokens } from '../../../src/revocation/run.ts';
import type { TestAnswer } from '../../../src/revocation/witness.ts';
import { aToken, failures, idOf, longAgo, someTokens, wordsOf } from '../../support/domain.ts';
import { aLeak, secretOf, testsOf } from '../../support/leaked-tokens.ts';
import { givenRun, type Scene, type Setting, sharedPrefix } from '../../support/revocation-run.ts';

const accepted: TestAnswer = { kind: 'accepted' };
const [dead, caller] = [idOf(1), idOf(2)];

/** The list shows the first token as revoked. The run authenticates with the second one, unless the setting says otherwise. */
const givenDead = (setting: Setting) =>
  givenRun({
    tokens: [aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3)],
    caller,
    ids: [],
    ...setting,
  });

test.each<[string, Setting]>([
  ['is rejected', {}],
  ['cannot be tested', { hasWitness: false }],
])('A token that the list shows as revoked is so already where its leaked string %s', async (_, setting) => {
  expect(wordsOf(await givenDead({ leaks: [aLeak(1)], ...setting }).run())).toEqual(['already-revoked']);
});

describe('A token that the list shows as revoked, and whose leaked string the cluster accepts', () => {
  const leaks = [aLeak(1)];

  test.each<[string, TestAnswer, string]>([
    ['is still active while the string is accepted', accepted, 'still-active'],
    ['is unverified where the string cannot be tested again', failures.serverError, 'unverified'],
  ])('%s', async (_, answer, word) => {
    const onTest = (token: string | undefined, nth: number) =>
      token === secretOf(1) ? { answer: nth === 1 ? accepted : answer } : undefined;
    const result = await givenDead({ leaks, onTest }).run();
    expect(wordsOf(result)).toEqual([word]);
    expect(result.outcomes[0]?.fate).toMatchObject({ hint: expect.stringContaining('same leaked tokens') });
  });

  test('is no success in a plan either', async () => {
    const onTest = (token: string | undefined) => (token === secretOf(1) ? { answer: accepted } : undefined);
    expect(wordsOf(await givenDead({ leaks, onTest, dryRun: true }).run())).toEqual(['unverified']);
  });

  test('is revoked already if the string is rejected in the end', async () => {
    const onTest = (token: string | undefined, nth: number) =>
      token === secretOf(1) && nth === 1 ? { answer: accepted } : undefined;
    const result = await givenDead({ leaks, onTest }).run();
    expect(result.outcomes).toMatchObject([
      { attempts: 0, fate: { status: 'already-revoked', proof: ['listed', 'rejected'] } },
    ]);
  });
});

describe('The token in use, while the list shows it as revoked and the cluster accepts it', () => {
  const works = (token: string | undefined) => token === undefined || token === secretOf(1);
  const onTest = (token: string | undefined) => (works(token) ? { answer: accepted } : undefined);
  const own: Setting = { caller: dead, onTest };
  // The simulated cluster refuses a caller that is revoked.
  const tokens = [aToken(1, { revokedAt: longAgo }), aToken(2)];
  const listed = { kind: 'listed', tokens } as const;
  const onList = () => ({ answer: listed });

  test('is still active where its string has leaked', async () => {
    const { run, cluster } = givenRun({ ...own, tokens, ids: [], leaks: [aLeak(1)], onList });
    expect(wordsOf(await run())).toEqual(['still-active']);
    expect(testsOf(cluster, secretOf(1)).length).toBeGreaterThan(0);
  });

  test.each([false, true])('is unverified where its id is given (force: %s)', async (force) => {
    const result = await givenRun({ ...own, tokens, ids: [dead], onList, force }).run();
    expect(wordsOf(result)).toEqual(['unverified']);
    expect(result.outcomes[0]?.fate).toMatchObject({
      hint: expect.stringContaining('another management token'),
    });
  });

  test('is revoked already where an active token has its prefix too: that is the one in use', async () => {
    const twin = aToken(3, { prefix: aToken(1).prefix });
    const both = { kind: 'listed', tokens: [...tokens, twin] } as const;
    const { run } = givenRun({ ...own, tokens, ids: [dead], onList: () => ({ answer: both }) });
    expect(wordsOf(await run())).toEqual(['already-revoked']);
  });
});

describe('A leaked token whose revocation is refused', () => {
  const onRevoke: Setting['onRevoke'] = () => ({ answer: failures.forbidden, works: false });
  const refused: Setting = { tokens: someTokens(3), caller, ids: [], leaks: [aLeak(1)], onRevoke };

  test('is not called revoked by a list alone while the cluster accepts the string', async () => {
    const onList: Setting['onList'] = (nth) => (nth === 1 ? undefined : { shownRevoked: [idOf(1)] });
    const { run, cluster } = givenRun({ ...refused, onList });
    expect(wordsOf(await run())).toEqual(['still-active']);
    expect(testsOf(cluster, secretOf(1)).length).toBeGreaterThan(1);
  });

  test('is not tested again while the list shows it as active: the answer stands', async () => {
    const { run, cluster } = givenRun(refused);
    expect(wordsOf(await run())).toEqual(['forbidden']);
    expect(testsOf(cluster, secretOf(1))).toHaveLength(1);
  });
});

describe('Where the token in use has leaked too, and there is time for one look only', () => {
  const setting: Setting = { caller, ids: [], force: true, leaks: [aLeak(1), aLeak(2), aLeak(3)] };
  const onTest = (token: string | undefined) =>
    token === secretOf(1) || token === secretOf(3) ? { answer: accepted } : undefined;

  test('a string that is still accepted leaves a token that this run revoked unverified, whatever the list shows', async () => {
    const { run } = givenRun({ ...setting, tokens: someTokens(4), onTest });
    expect(wordsOf(await run())).toEqual(['unverified', 'revoked', 'unverified']);
  });

  test('a string is tested although its revocation was refused: the one list may call it revoked', async () => {
    const onRevoke = (id: string) => (id === dead ? { answer: failures.forbidden, works: false } : undefined);
    const onList = (nth: number) => (nth === 1 ? undefined : { shownRevoked: [dead] });
    const { run } = givenRun({ ...setting, tokens: someTokens(4), onTest, onRevoke, onList });
    expect(wordsOf(await run())[0]).toBe('unverified');
  });

  test('it leaves one still active that was to be dead before', async () => {
    const tokens = [aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3), aToken(4)];
    const result = await givenRun({ ...setting, tokens, onTest }).run();
    const words = new Map(result.outcomes.map(({ id, fate }) => [id, fate]));
    expect(words.get(dead)).toMatchObject({ code: 'still-active' });
  });

  test('what a later list shows as active again is not said to have been revoked by this run', async () => {
    const tokens = [aToken(1, { revokedAt: longAgo }), aToken(2), aToken(3), aToken(4)];
    const active = { kind: 'listed', tokens: someTokens(4) } as const;
    const onList = (nth: number) => (nth === 1 ? undefined : { answer: active });
    const result = await givenRun({
      ...setting,
      ids: [dead],
      leaks: [aLeak(2), aLeak(3)],
      tokens,
      onList,
    }).run();
    expect(result.outcomes[0]).toMatchObject({
      attempts: 0,
      fate: { code: 'still-active', message: expect.not.stringContaining('without an error') },
    });
  });
});

test('A later list that shows a candidate for the token in use as active counts, though it was read for another one', async () => {
  const { run } = givenRun({
    tokens: someTokens(3),
    candidates: [idOf(1), idOf(2)],
    caller: idOf(2),
    ids: [idOf(1), idOf(2)],
    force: true,
    hasWitness: false,
    onRevoke: (id) => (id === idOf(1) ? { answer: { kind: 'accepted' }, works: false } : undefined),
    onList: (nth) =>
      nth === 2 ? { shownRevoked: [idOf(1)] } : { answer: { kind: 'listed', tokens: later } },
  });
  const later = [aToken(1, { prefix: sharedPrefix }), aToken(2, { prefix: sharedPrefix }), aToken(3)];
  expect(wordsOf(await run())[0]).toBe('still-active');
});

describe('Different strings that are accepted cannot be the same token', () => {
  const second = { position: 2, token: `${aToken(1).prefix}the-string-of-a-token-that-no-list-shows` };
  const onTest = (token: string | undefined) => (token === second.token ? { answer: accepted } : undefined);

  test('so neither is revoked, and a third one that is rejected is another token', async () => {
    const third = { position: 3, token: `${aToken(1).prefix}made-up` };
    const leaks = [third, aLeak(1), second];
    const { run, cluster } = givenRun({ tokens: someTokens(3), caller, ids: [], leaks, onTest });
    const result = await run();
    expect(wordsOf(result)).toEqual(['not-found', 'ambiguous', 'ambiguous']);
    expect(result.outcomes.flatMap(({ leaks }) => leaks.map(({ position }) => position))).toEqual([3, 1, 2]);
    expect(cluster.revocations()).toEqual([]);
  });

  test('so one with the prefix of the token in use is not that token, with force too', async () => {
    const setting = { tokens: someTokens(3), caller: idOf(1), ids: [], leaks: [second], onTest, force: true };
    const { run, cluster } = givenRun(setting);
    const result = await run();
    expect(wordsOf(result)).toEqual(['ambiguous']);
    expect(result.outcomes[0]?.fate).toMatchObject({ message: expect.stringContaining('the token in use') });
    expect(cluster.revocations()).toEqual([]);
  });
});

test('Where the token in use was revoked in mid-run, the advice is to look with another one', async () => {
  const { run } = givenRun({
    tokens: someTokens(3),
    caller,
    ids: [idOf(1)],
    onList: (nth) => (nth === 1 ? undefined : { answer: failures.unauthorized }),
  });
  expect((await run()).outcomes[0]?.fate).toMatchObject({
    code: 'unverified',
    hint: expect.stringContaining('another management token'),
  });
});

test('After an error in the action itself no further revocation is sent', async () => {
  const { surroundings, cluster, ...scene } = givenRun({
    tokens: someTokens(80),
    caller,
    concurrency: 4,
    force: true,
  });
  const { client } = surroundings;
  let calls = 0;
  const revoke: typeof client.revoke = (id, options) => {
    calls += 1;
    if (calls === 3) throw new Error('Broken.');
    return client.revoke(id, options);
  };
  const broken = { ...surroundings, client: { ...client, revoke } };
  const result = await scene.time.settle(revokeTokens(scene.request, broken));
  expect(result.stop).toMatchObject({ code: 'internal' });
  const sent = cluster.revocations().length;
  await scene.time.settle(broken.time.sleep(60_000, new AbortController().signal));
  expect(sent).toBeLessThan(10);
  expect(cluster.revocations()).toHaveLength(sent);
});

test('Where the list fails first and is then refused, since the token in use is gone, the advice is to look with another one', async () => {
  const scene: Scene = givenRun({
    tokens: someTokens(3),
    caller,
    ids: [idOf(1), caller],
    force: true,
    retries: 0,
    hasWitness: false,
    onList: (nth) =>
      nth > 1 && !scene.cluster.isRevoked(caller) ? { answer: failures.serverError } : undefined,
  });
  expect((await scene.run()).outcomes[0]?.fate).toMatchObject({
    code: 'unverified',
    hint: expect.stringContaining('another management token'),
  });
});
