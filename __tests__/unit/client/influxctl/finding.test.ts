import '../../../support/realms.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { givenInfluxctl, openIn } from '../../../support/influxctl-scene.ts';
import { anyInfluxctl, release } from '../../../support/influxctl-settings.ts';
import { makeFolder, writeProgram } from '../../../support/shell-programs.ts';
import { openingErrorOf } from '../../../support/unopened-influxctl.ts';

describe('The influxctl in PATH', () => {
  test('is the first one that can be run', async () => {
    const [notThere, folders, texts] = [path.join(makeFolder(), 'none'), makeFolder(), makeFolder()];
    mkdirSync(path.join(folders, 'influxctl'));
    writeFileSync(path.join(texts, 'influxctl'), 'not to be run', { mode: 0o644 });
    const [first, second] = [await givenInfluxctl([]), await givenInfluxctl([])];
    const PATH = [notThere, folders, texts, first.influxctl.folder, second.influxctl.folder].join(':');
    const open = await openIn(first, {}, { env: { PATH } });
    expect(open.file).toBe(first.influxctl.path);
    expect(second.influxctl.calls()).toEqual([]);
  });

  test('is never one that a relative entry leads to: it could be anything in the workspace', async () => {
    const { influxctl } = await givenInfluxctl([]);
    const relative = path.relative(process.cwd(), influxctl.folder);
    const PATH = ['', '.', relative, `./${relative}`].join(':');
    const error = await openingErrorOf(anyInfluxctl, { env: { PATH } });
    expect(error).toMatchObject({
      code: 'influxctl-unavailable',
      message: 'There is no influxctl in PATH.',
      hint: expect.stringContaining('the input `influxctl`'),
    });
    expect(influxctl.calls()).toEqual([]);
  });

  test.each([
    ['there is no PATH', {}],
    ['PATH is empty', { PATH: '' }],
  ])('is not found where %s', async (_, env) => {
    expect((await openingErrorOf(anyInfluxctl, { env })).message).toBe('There is no influxctl in PATH.');
  });

  test('is found where the variable is spelled as on Windows', async () => {
    const scene = await givenInfluxctl([]);
    const open = await openIn(scene, {}, { env: { Path: scene.influxctl.folder } });
    expect(open.file).toBe(scene.influxctl.path);
  });
});

describe('The influxctl that a path names', () => {
  test('is run, and no other', async () => {
    const [named, other] = [await givenInfluxctl([]), await givenInfluxctl([])];
    const source = { kind: 'path', path: named.influxctl.path } as const;
    const open = await openIn(named, { source }, { env: other.needs.env });
    expect(open).toMatchObject({ file: named.influxctl.path, version: '2.12.1' });
    expect(other.influxctl.calls()).toEqual([]);
  });

  test('may be named from the workspace', async () => {
    const scene = await givenInfluxctl([]);
    const source = { kind: 'path', path: path.relative(process.cwd(), scene.influxctl.path) } as const;
    expect((await openIn(scene, { source })).file).toBe(scene.influxctl.path);
  });

  test.each([
    ['is not there', () => path.join(makeFolder(), 'influxctl')],
    ['is a folder', () => makeFolder()],
    ['cannot be run', () => writeProgram('echo 2.12.1', 0o644)],
  ])('is refused, by its whole path, where it %s', async (_, make) => {
    const file = make();
    expect(await openingErrorOf({ kind: 'path', path: file })).toMatchObject({
      code: 'influxctl-unavailable',
      message: `\`influxctl\` names no program that can be run: ${file}.`,
    });
  });
});

describe('The influxctl to download', () => {
  test('is installed, and run from where it was installed', async () => {
    const scene = await givenInfluxctl([]);
    const asked: unknown[] = [];
    const install = async (wanted: unknown): Promise<string> => {
      asked.push(wanted);
      return scene.influxctl.path;
    };
    const open = await openIn(scene, { source: release }, { install, env: {} });
    expect(open.file).toBe(scene.influxctl.path);
    expect(asked).toEqual([release]);
  });

  test('is none where it cannot be installed', async () => {
    const install = () => Promise.reject(new Error('The archive is another one.'));
    expect((await openingErrorOf(release, { install })).message).toBe('The archive is another one.');
  });
});
