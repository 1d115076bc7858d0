import '../../../support/realms.ts';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Behaviour } from '../../../../dev/influxctl/install.ts';
import { openInfluxctl } from '../../../../src/client/influxctl/open.ts';
import type { InfluxctlSource } from '../../../../src/connection/client-settings.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { givenInfluxctl, openIn } from '../../../support/influxctl-scene.ts';
import { anyInfluxctl } from '../../../support/influxctl-settings.ts';
import { isRunning, makeFolder, until, writeProgram } from '../../../support/shell-programs.ts';
import { openingErrorOf } from '../../../support/unopened-influxctl.ts';

const code = 'influxctl-unavailable';

/** Fetches version 2.12.1, which is installed there. */
const fetching = (file: string) => async () => ({ file, version: '2.12.1', origin: 'the archive' });

describe('The influxctl in PATH', () => {
  test('is the first one that can be run', async () => {
    const [missing, folders, texts] = [path.join(makeFolder(), 'none'), makeFolder(), makeFolder()];
    mkdirSync(path.join(folders, 'influxctl'));
    writeFileSync(path.join(texts, 'influxctl'), 'not to be run', { mode: 0o644 });
    const [first, second] = [await givenInfluxctl([]), await givenInfluxctl([])];
    const PATH = [missing, folders, texts, first.influxctl.folder, second.influxctl.folder].join(':');
    const open = await openIn(first, {}, { env: { ...first.needs.env, PATH } });
    expect(open.origin).toBe(first.influxctl.path);
    expect(second.influxctl.calls()).toEqual([]);
  });

  test('is never one that a relative entry leads to: it could be anything in the workspace', async () => {
    const { influxctl } = await givenInfluxctl([]);
    const relative = path.relative(process.cwd(), influxctl.folder);
    const PATH = ['', '.', relative, `./${relative}`].join(':');
    const error = await openingErrorOf(anyInfluxctl, { env: { PATH } });
    expect(error).toMatchObject({ code, message: 'There is nothing to fetch.' });
    expect(influxctl.calls()).toEqual([]);
  });

  test('is found where the variable is spelled as on Windows', async () => {
    const scene = await givenInfluxctl([]);
    const env = { Path: scene.influxctl.folder, RUNNER_TEMP: scene.temp };
    expect((await openIn(scene, {}, { env })).origin).toBe(scene.influxctl.path);
  });

  test('is used where it is the version that is named', async () => {
    const scene = await givenInfluxctl([], { version: '2.10.1' });
    const open = await openIn(scene, { source: { ...anyInfluxctl, version: '2.10.1' } });
    expect(open).toMatchObject({ origin: scene.influxctl.path, version: '2.10.1' });
  });

  test.each([
    ['too old', '2.9.7', undefined],
    ['another version', '2.12.0', '2.12.1'],
    ['not the named version, but starts like it', '2.12.10', '2.12.1'],
    ['of no version', 'dev', undefined],
  ])('is left alone, and one is fetched, where it is %s', async (_, versionText, version) => {
    const [scene, other] = [await givenInfluxctl([], { versionText }), await givenInfluxctl([])];
    const sources: unknown[] = [];
    const fetch = async (source: unknown) => {
      sources.push(source);
      return fetching(other.influxctl.path)();
    };
    const open = await openIn(scene, { source: { ...anyInfluxctl, version } }, { fetch });
    expect(open).toMatchObject({ origin: 'the archive', version: '2.12.1' });
    expect(sources).toEqual([{ ...anyInfluxctl, version }]);
  });

  test('is named in the error where it does not fit and none can be fetched', async () => {
    const { influxctl, needs } = await givenInfluxctl([], { version: '2.9.7' });
    const { message } = await openingErrorOf(anyInfluxctl, { env: needs.env });
    expect(message).toMatch(/ or newer for management tokens is required\. There is nothing to fetch\.$/);
    expect(message).toContain(`${influxctl.path} is influxctl 2.9.7; 2.9.8 or newer for management tokens`);
  });

  test('is not called where a checksum asks for an archive', async () => {
    const [scene, other] = [await givenInfluxctl([]), await givenInfluxctl([])];
    const source = { ...anyInfluxctl, version: '2.12.1', sha256: 'ab'.repeat(32) };
    const { origin } = await openIn(scene, { source }, { fetch: fetching(other.influxctl.path) });
    expect([origin, scene.influxctl.calls()]).toEqual(['the archive', []]);
  });
});

test.each(['2.12.0', '2.12.10', '2.9.7'])(
  'The influxctl that was fetched must report the version that was fetched, not %s',
  async (version) => {
    const { path: file } = (await givenInfluxctl([], { version })).influxctl;
    const fetch = fetching(file);
    const message = `${file} is influxctl ${version}, not 2.12.1. It was fetched as the archive.`;
    const error = await openingErrorOf({ ...anyInfluxctl, version: '2.12.1' }, { fetch });
    expect(error).toMatchObject({ code, message });
  },
);

describe('The influxctl that a path names', () => {
  test('is run, and no other; the path may be relative to the workspace', async () => {
    const [named, other] = [await givenInfluxctl([]), await givenInfluxctl([])];
    const source = { kind: 'path', path: path.relative(process.cwd(), named.influxctl.path) } as const;
    const open = await openIn(named, { source }, { env: other.needs.env });
    expect(open).toMatchObject({ origin: named.influxctl.path, version: '2.12.1' });
    expect(other.influxctl.calls()).toEqual([]);
  });

  test.each([
    ['is missing', () => path.join(makeFolder(), 'influxctl')],
    ['is a folder', () => makeFolder()],
    ['cannot be run', () => writeProgram('echo 2.12.1', 0o644)],
  ])('is refused, by its whole path, where it %s', async (_, make) => {
    const file = make();
    const message = `\`influxctl\` names no program that can be run: ${file}.`;
    expect(await openingErrorOf({ kind: 'path', path: file })).toMatchObject({ code, message });
  });
});

describe('The version of influxctl', () => {
  test.each<[string, Partial<Behaviour>, string]>([
    ['a line with version and system', { version: '2.9.8' }, '2.9.8'],
    ['several lines', { versionText: 'influxctl\n  Version:  v3.0.0\n  Built:  2026-01-02\n' }, '3.0.0'],
    ['a candidate for a release', { versionText: 'influxctl 2.13.0-rc.1\n' }, '2.13.0'],
    ['a line on standard error', { versionText: '', stderr: 'influxctl 2.12.1\n' }, '2.12.1'],
    ['colours', { versionText: '\u001b[1minfluxctl\u001b[0m \u001b[32m2.12.1\u001b[0m\n' }, '2.12.1'],
  ])('is read from %s', async (_, behaviour, version) => {
    expect(await openIn(await givenInfluxctl([], behaviour))).toMatchObject({ version });
  });

  test.each([
    ['management', '2.9.7', '2.9.8 or newer for management tokens'],
    ['database', '2.9.8', '2.10.0 or newer for database tokens'],
  ] as const)('must be new enough for %s tokens: %s is not', async (kind, version, least) => {
    const { path: file } = (await givenInfluxctl([], { version })).influxctl;
    const message = `${file} is influxctl ${version}; ${least} is required.`;
    const error = await openingErrorOf({ kind: 'path', path: file }, { kind: tokenKinds[kind] });
    expect(error).toMatchObject({ code, message });
  });

  test.each([
    ['nothing', 'true', '""'],
    ['words only', 'echo development build', '"development build"'],
  ])('cannot be read where influxctl prints %s', async (_, script, said) => {
    const file = writeProgram(script);
    const message = `${file} did not report a version; it printed ${said}.`;
    expect(await openingErrorOf({ kind: 'path', path: file })).toMatchObject({ code, message });
  });

  test.each([
    ['fails', 'echo 2.12.1; echo "no" >&2; exit 7', 'influxctl ended with exit code 7: "no".'],
    ['is killed', 'echo 2.12.1; kill -KILL $$', 'influxctl was killed.'],
    [
      'fails with more than 64 KiB',
      "head -c 70000 /dev/zero | tr '\\0' x >&2; exit 7",
      'influxctl ended with exit code 7.',
    ],
    ['prints without end', 'exec cat /dev/zero', 'influxctl printed more than 64 MiB and was stopped.'],
  ])('is not believed where influxctl %s', async (_, script, said) => {
    const file = writeProgram(script);
    const message = `The version of ${file} could not be read. ${said}`;
    expect(await openingErrorOf({ kind: 'path', path: file })).toMatchObject({ code, message });
  });

  test('cannot be read of a program for another system', async () => {
    const file = path.join(makeFolder(), 'influxctl');
    writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0]));
    chmodSync(file, 0o755);
    const { message } = await openingErrorOf({ kind: 'path', path: file });
    expect(message).toMatch(
      /^The version of .* could not be read\. influxctl (?:could not be started|ended with)/,
    );
  });

  test.each([
    ['that a path names', (file: string): InfluxctlSource => ({ kind: 'path', path: file })],
    ['in PATH', () => anyInfluxctl],
  ])(
    'is no longer waited for where the run ends, and none is fetched for the one %s',
    async (_, toSource) => {
      const { influxctl, settings, needs, temp } = await givenInfluxctl([], { hangAt: 'version' });
      const abort = new AbortController();
      const source = toSource(influxctl.path);
      const opening = openInfluxctl({ ...settings, source }, needs, abort.signal);
      await until(() => influxctl.calls().length === 1);
      abort.abort();
      await expect(opening).rejects.toThrow(/The run ended before influxctl did\.$/);
      await until(() => influxctl.calls().every(({ pid }) => !isRunning(pid)));
      expect(readdirSync(temp)).toEqual([]);
    },
  );
});
