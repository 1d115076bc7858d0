import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { listen, type Misbehave, serve } from '../../dev/identity/endpoint.ts';
import { type Behaviour, packInfluxctl } from '../../dev/influxctl/install.ts';
import type { Step } from '../../dev/runner/runner.ts';
import { givenInstalled, givenToday, signalWhen } from '../support/influxctl-step.ts';
import { masksIn, withoutMasks } from '../support/masks.ts';
import { closeLater, runAgainst } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

/** What a scenario of a download may change. */
interface ReleaseOptions {
  /** The cluster. */
  readonly options?: Omit<ClusterOptions, 'tokens'>;
  /** What is served in place of the archive. */
  readonly misbehave?: Misbehave;
}

/** A cluster of today, a server with a release of influxctl, and a step that is to download it. */
async function givenRelease({ options = {}, misbehave }: ReleaseOptions = {}) {
  const { scene, ids, influxctl, commands } = await givenToday({ options });
  const { archive, sha256 } = await packInfluxctl(influxctl.folder);
  const server = createServer();
  const url = `http://localhost:${await listen(server)}/influxctl.tar.gz`;
  const content = readFileSync(archive);
  const mirror = closeLater(serve({ server, answer: (_, response) => response.end(content), misbehave }));
  const cache = makeFolder();
  const env = { ...influxctl.env, PATH: process.env['PATH'] ?? '', RUNNER_TOOL_CACHE: cache };
  const inputs = {
    client: 'influxctl',
    retries: '0',
    'token-ids': ids.join(' '),
    influxctl: '2.12.1',
    'influxctl-sha256': sha256,
    'influxctl-download-url': url,
  };
  const run = (changes: Readonly<Record<string, string>> = {}, step: Omit<Step, 'inputs'> = {}) =>
    runAgainst(scene, { ...inputs, ...changes }, { env, ...step });
  return { scene, ids, mirror, url, sha256, cache, run, commands };
}

const unavailable = { status: 'failed', code: 'influxctl-unavailable' };

describe('A release of influxctl', () => {
  test('is downloaded once, run, and kept for later steps on the runner', async () => {
    const { ids, mirror, url, cache, run, commands } = await givenRelease();
    const first = await run({ 'dry-run': 'true' });
    expect(first.log).toContain(`Downloading influxctl 2.12.1 from ${url}`);
    expect(first.log).toContain(`Client: influxctl 2.12.1 (${cache}`);
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(second.revoked).toEqual(ids);
    expect(commands()).toEqual(['version', 'list', 'version', 'list', 'revoke', 'list']);
    expect(mirror.requests).toHaveLength(1);
  });

  test('with another checksum is not run, and not kept: the error shows both', async () => {
    const { scene, sha256, cache, run, commands } = await givenRelease();
    const asked = 'a'.repeat(64);
    const { exitCode, results, errors } = await run({ 'influxctl-sha256': asked });
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
    expect(errors[0]).toContain(`Its SHA-256 is ${sha256}, \`influxctl-sha256\` is ${asked}.`);
    expect(commands()).toEqual([]);
    expect(readdirSync(cache)).toEqual([]);
    expect(scene.cluster.requests).toEqual([]);
  });

  test('with another checksum is not run where auto falls back to it either', async () => {
    const { run, commands } = await givenRelease();
    const { exitCode, results } = await run({ client: 'auto', 'influxctl-sha256': 'a'.repeat(64) });
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
    expect(results[0]?.message).toContain('is not the one that was asked for, and is not used.');
    expect(commands()).toEqual([]);
  });

  test('that is not there ends the run, with the address and the answer', async () => {
    const { url, run } = await givenRelease({ misbehave: () => ({ status: 404 }) });
    const { exitCode, results, errors } = await run();
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
    expect(errors[0]).toContain(`influxctl 2.12.1 could not be downloaded from ${url}.`);
    expect(errors[0]).toContain('404');
  });

  test('that is no archive ends the run before anything is revoked, and the error says so', async () => {
    const body = 'a page';
    const { run } = await givenRelease({ misbehave: () => ({ status: 200, body }) });
    const sha256 = createHash('sha256').update(body).digest('hex');
    const { exitCode, results } = await run({ 'influxctl-sha256': sha256 });
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
  });

  test('is not downloaded where the cluster serves management tokens over the API', async () => {
    const { mirror, run } = await givenRelease({ options: { collection: '/api/v0/management-tokens' } });
    const { exitCode, outputs } = await run({ client: 'auto' });
    expect(exitCode).toBe(0);
    expect(outputs['client']).toBe('api');
    expect(mirror.requests).toEqual([]);
  });

  test('has an address of which the query, which may be secret, is not shown', async () => {
    const { url, run } = await givenRelease();
    const { exitCode, log } = await run({ 'influxctl-download-url': `${url}?signature=for-nobody` });
    expect(exitCode).toBe(0);
    const lines = log.split('\n');
    const shown = masksIn(lines).reduce((text, mask) => text.replaceAll(mask, '***'), withoutMasks(lines));
    expect(shown).not.toContain('for-nobody');
  });

  test.each<[string, NodeJS.Signals[], string]>([
    ['a job that is cancelled', ['SIGINT'], 'cancelled'],
    ['a run beyond its deadline', [], 'not-attempted'],
  ])('that does not arrive does not keep %s', async (_, signals, code) => {
    const { mirror, run } = await givenRelease({ misbehave: () => 'hang' });
    const onStart = signalWhen(() => mirror.requests.length > 0, ...signals);
    const { exitCode, results } = await run({ deadline: '3s' }, onStart);
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([{ code }, { code }]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['with half of one', { 'influxctl-sha256': 'a'.repeat(32) }, '- influxctl-sha256: accepted: a SHA-256'],
    ['without a version', { influxctl: '' }, '- influxctl: missing'],
    ['too old', { influxctl: 'v2.9.7' }, '- influxctl: too old: 2.9.8 or newer is required'],
    ['beside a path', { influxctl: '/usr/bin/influxctl' }, '- influxctl-sha256: is for a version'],
  ])('is an input error before any request: %s', async (_, inputs, words) => {
    const { scene, mirror, run } = await givenRelease();
    const { exitCode, results, errors } = await run(inputs);
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([{ code: 'invalid-input' }, { code: 'invalid-input' }]);
    expect(errors[0]).toContain(words);
    expect([...mirror.requests, ...scene.cluster.requests]).toEqual([]);
  });
});

describe('An influxctl that cannot be used ends the run before anything is revoked', () => {
  test.each<[string, Partial<Behaviour>, string]>([
    ['too old', { version: '2.9.7' }, 'is influxctl 2.9.7; 2.9.8 or newer is needed'],
    ['without a version', { versionText: 'influxctl dev' }, 'told no version, but "influxctl dev".'],
    ['killed by a signal', { crashOn: 'version' }, 'could not be read. influxctl was killed.'],
  ])('%s', async (_, behaviour, words) => {
    const { scene, influxctl, run, commands } = await givenToday({ behaviour });
    for (const force of ['false', 'true']) {
      const { exitCode, results, errors } = await run({ force });
      expect(exitCode).toBe(1);
      expect(results).toMatchObject([unavailable, unavailable]);
      expect(errors[0]).toContain(words);
      expect(errors[0]).toContain(influxctl.path);
    }
    expect(commands()).toEqual(['version', 'version']);
    expect(scene.cluster.requests).toEqual([]);
  });

  test('not where the input says: the one in PATH is not called in its place', async () => {
    const { influxctl, run } = await givenToday();
    const { exitCode, results, errors } = await run({ influxctl: '/nowhere/influxctl' });
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
    expect(errors[0]).toContain('`influxctl` names no program that can be run: /nowhere/influxctl.');
    expect(influxctl.calls()).toEqual([]);
  });
});

describe('The influxctl that is run', () => {
  test('is the one that the input names, not the one in PATH', async () => {
    const [other, { influxctl, run }] = [givenInstalled(), await givenToday()];
    expect((await run({ influxctl: other.path })).exitCode).toBe(0);
    expect(other.calls()).toHaveLength(4);
    expect(influxctl.calls()).toEqual([]);
  });

  test.each(['v2.12.1', 'InfluxDB Cloud Dedicated CLI 2.9.8 (git: 2.9) build_date: 2026-01-02\n'])(
    'may print whatever it likes around its version: %j',
    async (versionText) => {
      const { run } = await givenToday({ behaviour: { versionText } });
      expect((await run()).exitCode).toBe(0);
    },
  );
});
