import '../../../support/realms.ts';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../../../dev/influxctl/install.ts';
import { openInfluxctl } from '../../../../src/client/influxctl/open.ts';
import { givenInfluxctl, openIn } from '../../../support/influxctl-scene.ts';
import { anyInfluxctl } from '../../../support/influxctl-settings.ts';
import { isRunning, makeFolder, until, writeProgram } from '../../../support/shell-programs.ts';
import { openingErrorOf } from '../../../support/unopened-influxctl.ts';

describe('The version of influxctl', () => {
  test.each<[string, Partial<Behaviour>, string]>([
    ['a line with version and system', { version: '2.9.8' }, '2.9.8'],
    ['a bare number', { versionText: '2.10.0\n' }, '2.10.0'],
    ['a tag', { versionText: 'v2.12.1' }, '2.12.1'],
    ['a sentence', { versionText: 'influxctl version 2.12.1, commit 1a2b3c4, go1.24.2\n' }, '2.12.1'],
    ['several lines', { versionText: 'influxctl\n  Version:  v3.0.0\n  Built:  2026-01-02\n' }, '3.0.0'],
    ['a candidate for a release', { versionText: 'influxctl 2.13.0-rc.1\n' }, '2.13.0'],
    ['a line on standard error', { versionText: '', stderr: 'influxctl 2.12.1\n' }, '2.12.1'],
    ['colours', { versionText: '\u001b[1minfluxctl\u001b[0m \u001b[32m2.12.1\u001b[0m\n' }, '2.12.1'],
  ])('is read from %s', async (_, behaviour, version) => {
    expect(await openIn(await givenInfluxctl([], behaviour))).toMatchObject({ version });
  });

  test.each(['2.9.7', '2.8.99', '1.99.99', '0.0.0'])('must not be as old as %s', async (version) => {
    const { influxctl, needs: own } = await givenInfluxctl([], { version });
    const error = await openingErrorOf(anyInfluxctl, { env: own.env });
    expect(error).toMatchObject({
      code: 'influxctl-unavailable',
      message:
        `${influxctl.path} is influxctl ${version}; 2.9.8 or newer is needed: ` +
        'older ones stop at the first id that fails.',
    });
  });

  test.each([
    ['nothing', 'true', '""'],
    ['words only', 'echo development build', '"development build"'],
    ['half of a number', 'echo influxctl 2.12', '"influxctl 2.12"'],
    ['an address', 'echo 10.0.0.12', '"10.0.0.12"'],
  ])('cannot be read where influxctl prints %s', async (_, script, said) => {
    const file = writeProgram(script);
    const { code, message } = await openingErrorOf({ kind: 'path', path: file });
    expect({ code, message }).toEqual({
      code: 'influxctl-unavailable',
      message: `${file} told no version, but ${said}.`,
    });
  });

  test.each([
    [
      'fails',
      'echo 2.12.1; echo "no licence" >&2; exit 7',
      'influxctl ended with exit code 7: "no licence".',
    ],
    ['is killed', 'echo 2.12.1; kill -KILL $$', 'influxctl was killed.'],
    ['prints without end', 'exec cat /dev/zero', 'influxctl printed more than 64 MiB and was stopped.'],
  ])('is not believed where influxctl %s', async (_, script, said) => {
    const file = writeProgram(script);
    expect(await openingErrorOf({ kind: 'path', path: file })).toMatchObject({
      code: 'influxctl-unavailable',
      message: `The version of ${file} could not be read. ${said}`,
    });
  });

  test('cannot be read of a program for another system', async () => {
    const file = path.join(makeFolder(), 'influxctl');
    writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]));
    chmodSync(file, 0o755);
    const { code, message } = await openingErrorOf({ kind: 'path', path: file });
    expect(code).toBe('influxctl-unavailable');
    expect(message).toMatch(
      /^The version of .* could not be read\. influxctl (?:could not be started|ended with)/,
    );
  });

  test('is no longer waited for where the run ends', async () => {
    const { influxctl, settings, needs: own } = await givenInfluxctl([], { hangOn: 'version' });
    const abort = new AbortController();
    const opening = openInfluxctl(settings, own, abort.signal);
    await until(() => influxctl.calls().length === 1);
    abort.abort();
    await expect(opening).rejects.toThrow('The run ended before influxctl did.');
    await until(() => influxctl.calls().every(({ pid }) => !isRunning(pid)));
    expect(readdirSync(own.temp)).toEqual([]);
  });
});
