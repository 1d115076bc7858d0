import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { listen, type Misbehave, serve } from '../../dev/endpoint.ts';
import { type Behaviour, installInfluxctl, packInfluxctl } from '../../dev/influxctl/install.ts';
import { packagePath } from '../../dev/influxctl/repository.ts';
import { givenToday, runWith } from '../support/influxctl-step.ts';
import { buildOnce, lookAtSystem, testWithApt } from '../support/package-scene.ts';
import { type PackageAnswer, servePackages } from '../support/package-server.ts';
import { closeLater, type ScenarioStep } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';
import { signalWhen } from '../support/signals.ts';

type Texts = Readonly<Record<string, string>>;

const unavailable = { status: 'failed', code: 'influxctl-unavailable' };

/** A cluster of today, and a step that finds no influxctl in `PATH`. */
async function givenWithout(options: Omit<ClusterOptions, 'tokens'> = {}) {
  const today = await givenToday({ options });
  const { scene, ids, influxctl } = today;
  const PATH = process.env['PATH'] ?? '';
  const run = (inputs: Texts, step: ScenarioStep = {}) =>
    runWith(
      influxctl,
      scene,
      { client: 'auto', 'token-ids': ids.join(' '), ...inputs },
      { ...step, env: { PATH, ...step.env } },
    );
  return { ...today, run };
}

/** The same, and a server with an archive of influxctl. */
async function givenRelease(misbehave?: Misbehave, options: Omit<ClusterOptions, 'tokens'> = {}) {
  const without = await givenWithout(options);
  const { archive, sha256 } = packInfluxctl(without.influxctl.folder);
  const server = createServer();
  const url = `http://localhost:${await listen(server)}/influxctl.tar.gz`;
  const content = readFileSync(archive);
  const mirror = closeLater(
    serve({ server, answer: (_, response) => response.end(content), decide: misbehave }),
  );
  const inputs = { influxctl: '2.12.1', 'influxctl-sha256': sha256, 'influxctl-download-url': url };
  const run = (changes: Texts = {}, step: ScenarioStep = {}) => without.run({ ...inputs, ...changes }, step);
  return { ...without, mirror, url, sha256, run };
}

describe('An archive of influxctl', () => {
  test('is downloaded, verified and run, and nothing of it is left', async () => {
    const { ids, url, sha256, mirror, run, commands } = await givenRelease();
    const { exitCode, revoked, log } = await run({ 'influxctl-sha256': `${sha256}  influxctl.tar.gz` });
    expect([exitCode, revoked]).toEqual([0, ids]);
    expect(log).toContain(`Fetching influxctl 2.12.1 from ${url}, verified by \`influxctl-sha256\`.`);
    expect(log).toContain(`Client: influxctl 2.12.1 (version 2.12.1 from ${url}, verified by`);
    expect(commands()).toEqual(['version', 'list', 'revoke', 'list']);
    expect(mirror.requests).toHaveLength(1);
  });

  test.each(['influxctl', 'auto'])('with another checksum is not run: client %s', async (client) => {
    const { url, sha256, run, commands } = await givenRelease();
    const wrong = 'a'.repeat(64);
    const { exitCode, results, errors } = await run({ client, 'influxctl-sha256': wrong });
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([unavailable, unavailable]);
    expect(errors[0]).toContain('Checksum mismatch: the archive was not unpacked.');
    expect(errors[0]).toContain(`The SHA-256 of ${url} is ${sha256}, expected is ${wrong}.`);
    expect(commands()).toEqual([]);
  });

  test('is not downloaded where the cluster serves management tokens over the API', async () => {
    const { mirror, run } = await givenRelease(undefined, { collection: '/api/v0/management-tokens' });
    const { exitCode, outputs } = await run();
    expect(exitCode).toBe(0);
    expect(outputs['client']).toBe('api');
    expect(mirror.requests).toEqual([]);
  });

  test.each<[string, NodeJS.Signals[], string]>([
    ['a job that is cancelled', ['SIGINT'], 'cancelled'],
    ['a run beyond its deadline', [], 'not-attempted'],
  ])('that does not arrive does not keep %s', async (_, signals, code) => {
    const { mirror, run } = await givenRelease(() => 'hang');
    const onStart = signalWhen(() => mirror.requests.length > 0, ...signals);
    const { exitCode, results } = await run({ deadline: '3s' }, onStart);
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([{ code }, { code }]);
  });

  test('that takes longer than a list under force may take is waited for, and the list is read', async () => {
    const { ids, run, commands } = await givenRelease(({ earlier }) =>
      earlier < 3 ? { status: 503 } : undefined,
    );
    // The waits between four attempts take 3.5 s, the list under force a quarter of the deadline.
    const { revoked, warnings } = await run({ force: 'true', deadline: '12s', retries: '3' });
    expect(revoked).toEqual(ids);
    expect(warnings.join()).not.toContain('The list of tokens could not be read');
    expect(commands()).toEqual(['version', 'list', 'revoke', 'list']);
  });
});

describe('Where no version and no checksum is given', () => {
  const packed = installInfluxctl(makeFolder());
  const packages = buildOnce(() => ({ '2.12.1-1': readFileSync(packed.path, 'utf8') }));

  /** A step that is to use a mirror of the repository. */
  const givenMirror = async (...changes: [string, PackageAnswer][]) => {
    const without = await givenWithout();
    const { files, signer } = packages();
    const mirror = await servePackages(new Map<string, PackageAnswer>([...files, ...changes]));
    const inputs = { 'influxctl-download-url': mirror.origin, 'influxctl-signing-key': signer.fingerprint };
    const earlier = packed.calls().length;
    const calls = () => packed.calls().slice(earlier);
    return { ...without, mirror, calls, run: (step: ScenarioStep = {}) => without.run(inputs, step) };
  };

  testWithApt(
    'apt fetches the default version from the signed repository, and nothing of it is left',
    async () => {
      const { ids, mirror, influxctl, calls, run } = await givenMirror();
      const before = lookAtSystem();
      const { exitCode, revoked, log } = await run();
      expect([exitCode, revoked]).toEqual([0, ids]);
      expect(log).toContain(
        `Fetching influxctl 2.12.1 (the default version) from ${mirror.origin}/, verified by apt`,
      );
      expect(calls().map(({ command }) => command)).toEqual(['version', 'list', 'revoke', 'list']);
      expect(new Set(calls().map(({ env }) => env['HOME'] === influxctl.env.HOME))).toEqual(new Set([false]));
      expect(lookAtSystem()).toEqual(before);
    },
  );

  testWithApt('apt is stopped at once where the job is cancelled, and leaves nothing', async () => {
    const { mirror, run } = await givenMirror([packagePath('2.12.1-1'), 'hang']);
    const onStart = signalWhen(() => mirror.requests.some((each) => each.endsWith('.deb')), 'SIGINT');
    const { exitCode, results } = await run(onStart);
    expect(exitCode).toBe(1);
    expect(results).toMatchObject([{ code: 'cancelled' }, { code: 'cancelled' }]);
  });
});

describe('An influxctl that cannot be used ends the run before anything is revoked', () => {
  test.each<[string, Partial<Behaviour>, string]>([
    ['too old', { version: '2.9.7' }, 'is influxctl 2.9.7; 2.9.8 or newer for management tokens'],
    [
      'without a version',
      { versionText: 'influxctl dev' },
      'did not report a version; it printed "influxctl dev".',
    ],
    ['killed by a signal', { crashAt: 'version' }, 'could not be read. influxctl was killed.'],
  ])('%s', async (_, behaviour, words) => {
    const { scene, influxctl, run, commands } = await givenToday({ behaviour });
    for (const force of ['false', 'true']) {
      const { exitCode, results, errors } = await run({ force, influxctl: influxctl.path });
      expect(exitCode).toBe(1);
      expect(results).toMatchObject([unavailable, unavailable]);
      expect(errors[0]).toContain(words);
      expect(errors[0]).toContain(influxctl.path);
    }
    expect(commands()).toEqual(['version', 'version']);
    expect(scene.cluster.requests).toEqual([]);
  });
});
