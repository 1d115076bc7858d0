import '../../../support/realms.ts';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../../dev/cluster/certificates.ts';
import { packagePath, repositoryPaths } from '../../../../dev/influxctl/repository.ts';

import type { FetchNeeds } from '../../../../src/action/influxctl/release.ts';
import type { Influxctl, InfluxctlVersion } from '../../../../src/connection/client-settings.ts';
import { fetchErrorOf, fetchRelease } from '../../../support/fetching.ts';
import {
  buildOnce,
  lookAtSystem,
  type PackageScene,
  signedBy,
  tamper,
  testWithApt,
} from '../../../support/package-scene.ts';
import { type PackageAnswer, servePackages } from '../../../support/package-server.ts';
import { capturePrinted } from '../../../support/printed.ts';
import { findFreePort } from '../../../support/programs.ts';
import { makeFolder } from '../../../support/shell-programs.ts';
import { beyond, givenTunnel } from '../../../support/tunnel.ts';

const printed = capturePrinted();
const binary = (version: string): string => `#!/bin/sh\necho influxctl ${version}\n`;
const scene = buildOnce(() => ({
  '2.12.10-1': binary('2.12.10'),
  '2.12.1-1': binary('2.12.1'),
  '2.9.7': binary('2.9.7'),
}));
const authority = await createAuthority('Packages');

let system: unknown;

beforeEach(() => {
  system = lookAtSystem();
});

afterEach(() => {
  expect(lookAtSystem()).toEqual(system);
});

/** What is served, and what is asked for; by default version 2.12.1 of the repository. */
interface Wish {
  readonly files?: ReadonlyMap<string, PackageAnswer>;
  readonly identity?: Identity;
  readonly url?: string;
  readonly requested?: Partial<InfluxctlVersion>;
  readonly needs?: Partial<FetchNeeds>;
}

async function fetchFrom({ files, identity, url, requested, needs }: Wish): Promise<Influxctl> {
  const { signer, ...own } = scene();
  const { origin } = url === undefined ? await servePackages(files ?? own.files, identity) : { origin: url };
  return fetchRelease({ url: origin, signingKey: signer.fingerprint, ...requested }, needs);
}

describe('A package of the signed repository', () => {
  testWithApt('is fetched by apt, and can be run', async () => {
    const folder = makeFolder();
    const { file, version, origin } = await fetchFrom({ needs: { folder } });
    expect(execFileSync(file, { encoding: 'utf8' })).toBe('influxctl 2.12.1\n');
    expect(path.relative(folder, file)).not.toContain('..');
    expect({ version, origin }).toEqual({
      version: '2.12.1',
      origin: expect.stringMatching(
        /^version 2\.12\.1 from http:\/\/localhost:\d+\/, verified by apt with the key [0-9A-F]{40}$/,
      ),
    });
    expect(printed.text()).toContain(`Fetching influxctl ${origin.replace('version ', '')}.`);
  });

  testWithApt('is the default version where none is named, and the log says so', async () => {
    const { version } = await fetchFrom({ requested: { version: undefined } });
    expect(version).toBe('2.12.1');
    expect(printed.text()).toContain('Fetching influxctl 2.12.1 (the default version) from');
  });

  testWithApt('is exactly the version that is named: 2.12.10 is not 2.12.1', async () => {
    const { file } = await fetchFrom({ requested: { version: '2.12.10' } });
    expect(readFileSync(file, 'utf8')).toBe(binary('2.12.10'));
  });

  testWithApt('comes over TLS by the authorities of the workflow', async () => {
    const identity = await authority.issue({ host: 'localhost' });
    expect(await fetchFrom({ identity, needs: { authorities: [authority.cert] } })).toMatchObject({
      version: '2.12.1',
    });
    expect((await fetchErrorOf(fetchFrom({ identity }))).message).toContain(
      'is signed by "Packages", which this runner does not know',
    );
  });

  testWithApt('comes through the proxy, with a password that only this user can read', async () => {
    const identity = await authority.issue({ host: 'localhost.test' });
    const { origin } = await servePackages(scene().files, identity);
    const { address, targets } = await givenTunnel('me:pass/word');
    const [folder, url] = [makeFolder(), beyond(origin)];
    const env = { PATH: process.env['PATH'], HTTPS_PROXY: `http://me:pass%2Fword@${address}` };
    await fetchFrom({ url, needs: { env, folder, authorities: [authority.cert] } });
    expect(new Set(targets)).toEqual(new Set([new URL(url).host]));
    const config = path.join(folder, 'apt', 'apt.conf');
    expect(readFileSync(config, 'utf8')).toContain('pass%2Fword');
    expect((statSync(config).mode & 0o777).toString(8)).toBe('600');
  });

  testWithApt('does not go through a proxy that NO_PROXY exempts it from, in either spelling', async () => {
    for (const name of ['NO_PROXY', 'no_proxy']) {
      const env = { PATH: process.env['PATH'], http_proxy: 'http://localhost:1', [name]: 'other, localhost' };
      expect(await fetchFrom({ needs: { env } })).toMatchObject({ version: '2.12.1' });
    }
  });

  testWithApt('is not affected by the configuration that the environment names', async () => {
    const config = { APT_CONFIG: '/nowhere/apt.conf', DPKG_ROOT: '/nowhere' };
    const env = { PATH: process.env['PATH'], http_proxy: '', ...config };
    expect(await fetchFrom({ needs: { env } })).toMatchObject({ version: '2.12.1' });
  });
});

describe('No package is unpacked', () => {
  type Row = [string, (own: PackageScene) => Promise<Wish> | Wish, RegExp, RegExp];
  const own = (files: PackageScene['files'], name: string, answer: PackageAnswer): Wish => ({
    files: new Map<string, PackageAnswer>([...files, [name, answer]]),
  });
  const tampered = ({ files }: PackageScene, name: string) => own(files, name, tamper(files.get(name)));
  const hanging = ({ files }: PackageScene, name: string, needs: Partial<FetchNeeds>) => ({
    ...own(files, name, 'hang'),
    needs,
  });
  const { index, key, signed } = repositoryPaths;
  const package1 = packagePath('2.12.1-1');
  const timeout = 500;
  const signingKey = /influxctl-signing-key/;
  const network = /can reach the address/;
  const mismatch = /does not match the signed index/;
  const silent =
    /^The key of the repository could not be downloaded\. http:\/\/localhost:\d+ sent nothing for 0\.5 s\.$/;
  const noKey =
    /^The key of the repository could not be downloaded\. .*\/influxdata-archive\.key answered 404\.$/;
  const noIndex = /apt says: "Failed to fetch .*\/InRelease\s+Connection (?:failed|timed out).*"\.$/;
  const noVersion = /\/debian has no influxctl 2\.12\.2\. It has 2\.12\.10, 2\.12\.1, 2\.9\.7\.$/;

  /** A repository that another one has signed, with its own key or with that of this one. */
  const forged = async ({ files, imitator }: PackageScene, isKeyKept: boolean) => {
    const others = await signedBy(files, imitator);
    return { files: isKeyKept ? others.set(key, files.get(key) ?? 0) : others };
  };
  const outdated = async ({ files, expired }: PackageScene) => ({
    files: await signedBy(files, expired),
    requested: { signingKey: expired.fingerprint },
  });
  const changed = ({ files }: PackageScene) =>
    own(files, signed, Buffer.from(`${files.get(signed)}`.replace('Suite: stable', 'Suite: stablf')));

  test.each<Row>([
    ['that another key signed', (each) => forged(each, true), /NO_PUBKEY|Missing key/, signingKey],
    [
      'that another key with the right user id signed, which is served in its place',
      (each) => forged(each, false),
      /not signed|good signature/i,
      signingKey,
    ],
    ['that an expired key signed', outdated, /EXPKEYSIG|expired/i, signingKey],
    ['that was changed', (each) => tampered(each, package1), /Hash Sum mismatch/, mismatch],
    ['of an index that was changed', (each) => tampered(each, index), /Hash Sum mismatch/, mismatch],
    ['of a signed list of indexes that was changed', changed, /BADSIG|not signed|signature/i, signingKey],
    ['of an index that is not signed', ({ files }) => own(files, signed, 404), /is not signed/, signingKey],
    [
      'where the repository lacks the version: the error lists what it has',
      () => ({ requested: { version: '2.12.2' } }),
      noVersion,
      /^Set `influxctl` to one of these versions/,
    ],
    ['where the repository has no key', ({ files }) => own(files, key, 404), noKey, network],
    ['where the key never comes', (each) => hanging(each, key, { timeout }), silent, network],
    ['where the index never comes', (each) => hanging(each, signed, { timeout }), noIndex, network],
    [
      'where the run ends meanwhile',
      (each) => hanging(each, signed, { signal: AbortSignal.timeout(1_500) }),
      /apt did not end in time\.$/,
      network,
    ],
    [
      'where no server is there',
      async () => ({ url: `http://localhost:${await findFreePort()}` }),
      /could not be reached \(ECONNREFUSED\)/,
      network,
    ],
    [
      'where there is no apt',
      () => ({ needs: { env: { PATH: makeFolder() } } }),
      /on Linux with apt only/,
      /influxctl-sha256/,
    ],
  ])('%s', async (_, make, words, hint) => {
    const folder = makeFolder();
    const wish = await make(scene());
    expect(await fetchErrorOf(fetchFrom({ ...wish, needs: { folder, ...wish.needs } }))).toMatchObject({
      code: 'influxctl-unavailable',
      message: expect.stringMatching(words),
      hint: expect.stringMatching(hint),
    });
    expect(existsSync(path.join(folder, 'apt', 'packages', 'unpacked'))).toBe(false);
    expect(readdirSync(folder).every((name) => name === 'apt')).toBe(true);
  });
});
