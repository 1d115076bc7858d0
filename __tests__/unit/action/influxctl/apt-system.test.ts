import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createAuthority } from '../../../../dev/cluster/certificates.ts';
import { buildOnce, lookAtSystem, testWithApt } from '../../../support/package-scene.ts';
import { servePackages } from '../../../support/package-server.ts';
import { makeFolder } from '../../../support/shell-programs.ts';

const script = fileURLToPath(new URL('../../../support/fetch-influxctl.ts', import.meta.url));
/** An ordinary user of every Linux. */
const ordinary = 65_534;
const users = { root: 0, 'an ordinary user': ordinary };

/** Runs a command as root in a view of the file system of its own. */
const inOwnView = ['--mount', '--propagation', 'private', 'sh', '-ec'];

/** Whether file systems can be mounted here, and another user can start Node. */
const canTry =
  spawnSync('unshare', [...inOwnView, 'mount -t tmpfs none /mnt']).status === 0 &&
  spawnSync('setpriv', [`--reuid=${ordinary}`, '--clear-groups', process.execPath, '--check', script])
    .status === 0;

const testAsRoot: typeof testWithApt = canTry
  ? testWithApt
  : (name, run) => test.skip(`${name} (skipped: needs root, and a folder that all users can read)`, run);

const authority = await createAuthority('Packages');
const scene = buildOnce(() => ({ '2.12.1-1': '#!/bin/sh\necho influxctl 2.12.1\n' }));

/** Fetches influxctl as a user, after these commands changed its view of the file system. */
async function fetchAs(uid: number, mounts: string): Promise<unknown> {
  const { files, signer } = scene();
  const { origin } = await servePackages(files, await authority.issue({ host: 'localhost' }));
  const source = {
    kind: 'version',
    version: '2.12.1',
    sha256: undefined,
    url: origin,
    signingKey: signer.fingerprint,
  };
  const temp = makeFolder();
  chownSync(temp, uid, uid);
  const drop = `exec setpriv --reuid=${uid} --regid=${uid} --clear-groups "$@"`;
  const node = [process.execPath, script, JSON.stringify({ source, authorities: [authority.cert] })];
  const { stdout } = await promisify(execFile)(
    'unshare',
    [...inOwnView, `${mounts}\n${drop}`, 'sh', ...node],
    {
      env: { PATH: process.env['PATH'], RUNNER_TEMP: temp, HOME: temp },
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe.each(Object.entries(users))('As %s', (_, uid) => {
  testAsRoot(
    'apt runs no hook of the system, follows no option of it, and needs no ca-certificates',
    async () => {
      const [hostile, traces] = [makeFolder(), makeFolder()];
      for (const folder of [hostile, traces]) chmodSync(folder, 0o777);
      const hook = (name: string) => `${name} {"touch ${path.join(traces, name.replaceAll(':', '-'))}";};`;
      const config = [
        ...['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'].map(
          hook,
        ),
        'Acquire::AllowInsecureRepositories "true";',
        'Acquire::https::Proxy "http://localhost:1";',
        'Dir::Bin::dpkg "/nowhere";',
        `Dir::Etc::sourceparts "${hostile}";`,
      ];
      writeFileSync(path.join(hostile, '99hostile'), config.join('\n'));
      const before = lookAtSystem();
      const said = await fetchAs(
        uid,
        `mount --bind ${hostile} /etc/apt/apt.conf.d\nmount -t tmpfs none /etc/ssl`,
      );
      expect(said).toEqual({ version: '2.12.1', left: [] });
      expect(readdirSync(traces)).toEqual([]);
      expect(lookAtSystem()).toEqual(before);
    },
  );

  testAsRoot('a full disk is an error that says so, and nothing is left', async () => {
    const said = await fetchAs(uid, `mount -t tmpfs -o size=64k,mode=1777 none "$RUNNER_TEMP"`);
    expect(said).toMatchObject({
      name: 'ActionError',
      code: 'influxctl-unavailable',
      message: 'The private folder of influxctl could not be filled (ENOSPC).',
      left: [],
    });
  });
});
