import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { SeenRequest } from '../../dev/cluster/duty.ts';
import type { Behaviour } from '../../dev/influxctl/install.ts';
import { findExposed, givenToday, revokingCalls } from '../support/influxctl-step.ts';
import { revocationsSeen } from '../support/scenario.ts';
import { signalWhen } from '../support/signals.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

const revoked = { status: 'revoked', verified: true };

describe('A revocation through influxctl', () => {
  test('is proven by the list, with the token in a file that only this user can read', async () => {
    const { scene, tokens, ids, influxctl, run, commands } = await givenToday({ count: 3 });
    const { exitCode, results, revoked, summary } = await run();
    expect([exitCode, revoked]).toEqual([0, ids]);
    const at = (token: (typeof tokens)[number]) => new Date(token.revokedAt ?? 0).toISOString();
    expect(results).toMatchObject(tokens.map((token) => ({ verified: true, revokedAt: at(token) })));
    expect(commands()).toEqual(['version', 'list', 'revoke', 'list']);
    expect(summary).toContain('influxctl');
    expect(revocationsSeen(scene)).toEqual(ids);
    const [version, ...calls] = influxctl.calls();
    expect(version?.config).toBeUndefined();
    for (const { config, env, stdinAtEnd } of calls) {
      expect(config).toMatchObject({ mode: '600', folderMode: '700' });
      expect(config?.text).toContain(scene.caller.secret);
      expect(path.dirname(path.dirname(config?.path ?? ''))).toBe(influxctl.env.RUNNER_TEMP);
      expect(Object.keys(env).filter((name) => /^(?:INPUT|GITHUB|RUNNER)_/.test(name))).toEqual([]);
      expect(stdinAtEnd).toBe(true);
    }
  });

  test('of the token in use says that another token can check it, where no route can test it', async () => {
    const misbehave = ({ path: route }: SeenRequest) =>
      route.endsWith('/databases') ? { status: 404 } : undefined;
    const { scene, run } = await givenToday({ options: { misbehave } });
    const { results } = await run({ 'token-ids': scene.caller.id, force: 'true' });
    const hint = expect.stringContaining('run again with another management token');
    expect(results).toMatchObject([{ id: scene.caller.id, code: 'unverified', hint }]);
  });

  test('would show the token in these tests, were it an argument or in the environment', () => {
    const calls = [{ argv: ['--token', 'a-secret'], env: { HOME: '/', KEY: 'is a-secret' } }];
    expect(findExposed(calls, ['', 'a-secret'])).toEqual(['argument 2', 'KEY']);
  });

  test('of the token in use comes last, and two refusals by the cluster itself are its proof', async () => {
    const { scene, ids, influxctl, run } = await givenToday();
    const inputs = { 'token-ids': `${scene.caller.id} ${ids.join(' ')}`, force: 'true' };
    const { exitCode, results } = await run(inputs);
    expect(exitCode).toBe(0);
    expect(results).toMatchObject([{ status: 'revoked', proof: ['rejected'] }, revoked, revoked]);
    expect(revokingCalls(influxctl)).toEqual([ids, [scene.caller.id]]);
    expect(scene.caller.revokedAt).toBeDefined();
  });
});

describe('The list decides, not how influxctl ended', () => {
  test.each<[string, Partial<Behaviour>]>([
    ['an error although every id was revoked', { loudSuccess: true }],
    ['words on standard output', { noise: '{"id": "x"}\n::set-output name=revoked-ids::[]\nDone? [y/N] ' }],
  ])('%s: revoked', async (_, behaviour) => {
    const { ids, run } = await givenToday({ behaviour });
    const { exitCode, revoked, log } = await run();
    expect([exitCode, revoked]).toEqual([0, ids]);
    expect(log).not.toMatch(/^::set-output/m);
  });

  test('success although no id was revoked: still-active', async () => {
    const misbehave = ({ method }: SeenRequest) => (method === 'DELETE' ? { status: 500 } : undefined);
    const { ids, run } = await givenToday({ behaviour: { silentFailure: true }, options: { misbehave } });
    const { exitCode, failed, results } = await run({ deadline: '15s' });
    expect([exitCode, failed]).toEqual([1, ids]);
    expect(results.map(({ code }) => code)).toEqual(['still-active', 'still-active']);
  });

  test('success although it complained: the log shows what it printed', async () => {
    const { run } = await givenToday({ behaviour: { stderr: 'permission denied\n', echoToken: true } });
    const { exitCode, log } = await run();
    const said = 'influxctl management revoke ended with exit code 0, and printed on standard error: ';
    expect(exitCode).toBe(0);
    expect(log.split('\n').filter((line) => line.startsWith(said))).toEqual([
      `${said}"permission denied ***".`,
    ]);
  });

  test('killed in the middle: the next attempt takes what is left', async () => {
    const { ids, influxctl, run } = await givenToday({ count: 3, behaviour: { crashAt: 2 } });
    const { exitCode, revoked } = await run({ retries: '2' });
    expect([exitCode, revoked]).toEqual([0, ids]);
    expect(revokingCalls(influxctl)).toEqual([ids, [ids[2]]]);
  });
});

describe('What influxctl prints', () => {
  const esc = '\u001b';
  const hostile = (text: string) =>
    `::warning::${text}\n##[error]${text}\n${esc}[31m::stop-commands::${text}\n`;
  /** A runner takes the first form at the start of a line, the second one anywhere. */
  const foreignCommand = /^\s*::(?:warning|stop-commands)::|##\[/m;

  test('is quoted without commands of the runner, control characters or the token', async () => {
    const behaviour = { stderr: hostile('injected'), echoToken: true, failingLists: 9 };
    const { errors, log } = await (await givenToday({ behaviour })).run();
    expect(errors.join('\n')).toContain('injected *** Error: the list failed');
    expect(log).not.toMatch(foreignCommand);
    expect(log).not.toContain(esc);
  });

  test('about an id is quoted like that too', async () => {
    const { run } = await givenToday({ behaviour: { stderr: hostile(unknownId) } });
    const inputs = { 'token-ids': unknownId, force: 'true' };
    const { errors, log } = await run(inputs, { env: { RUNNER_DEBUG: '1' } });
    expect(errors.join('\n')).toContain(`[31m::stop-commands::${unknownId} Error: could not revoke`);
    expect(log).not.toMatch(foreignCommand);
    expect(log).not.toContain(esc);
  });
});

describe('An influxctl that hangs is gone when the step ends, and so is its configuration:', () => {
  const afterTwo = { count: 4, behaviour: { hangAt: 2 } };

  test('at the deadline, and what it did until then counts', async () => {
    const { ids, run } = await givenToday(afterTwo);
    const { exitCode, revoked, results } = await run({ deadline: '7s' });
    expect([exitCode, revoked]).toEqual([1, ids.slice(0, 2)]);
    expect(results[2]).toMatchObject({ code: 'timeout' });
    expect(results[2]?.message).toContain(
      'The run ended before influxctl did. The token may still be active.',
    );
  });

  test('where the job is cancelled: no further call starts, one list shows what was revoked, the rest is cancelled', async () => {
    const { tokens, ids, influxctl, run, commands } = await givenToday({ ...afterTwo, count: 25 });
    const onCancel = signalWhen(() => tokens[1]?.revokedAt !== undefined, 'SIGINT');
    const { exitCode, revoked, failed, results, errors, log } = await run({}, onCancel);
    expect([exitCode, revoked, failed]).toEqual([1, ids.slice(0, 2), ids.slice(2)]);
    expect(log).toContain('Failed. 25 tokens: 2 revoked, 5 not attempted, 18 interrupted.\n');
    expect(new Set(results.slice(2).map(({ code }) => code))).toEqual(new Set(['cancelled']));
    expect(errors[0]).toContain('The job was cancelled.');
    expect(commands()).toEqual(['version', 'list', 'revoke', 'list']);
    expect(revokingCalls(influxctl)).toEqual([ids.slice(0, 20)]);
  });

  test('at once where a second signal comes', async () => {
    const { tokens, run } = await givenToday({ count: 4, behaviour: { hangAt: 2, ignoreSigterm: true } });
    const twice = signalWhen(() => tokens[1]?.revokedAt !== undefined, 'SIGINT', 'SIGINT');
    expect((await run({}, { ...twice, withoutReport: true })).exitCode).toBe(1);
  });

  test.each(['version', 'list'] as const)('where it does not care for SIGTERM: %s', async (hangAt) => {
    const { ids, influxctl, run } = await givenToday({ behaviour: { hangAt, ignoreSigterm: true } });
    const onCancel = signalWhen(() => influxctl.calls().at(-1)?.command === hangAt, 'SIGTERM');
    const { exitCode, failed, results } = await run({}, onCancel);
    expect([exitCode, failed]).toEqual([1, ids]);
    expect(results[0]).toMatchObject({ code: 'cancelled' });
  });
});

describe('influxctl', () => {
  test('is not asked to revoke anything in a dry run', async () => {
    const { ids, run, commands } = await givenToday();
    const { exitCode, planned } = await run({ 'dry-run': 'true' });
    expect([exitCode, planned]).toEqual([0, ids]);
    expect(commands()).toEqual(['version', 'list']);
  });
});
