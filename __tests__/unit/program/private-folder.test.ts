import '../../support/realms.ts';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPrivateFolder, type PrivateFolder } from '../../../src/program/private-folder.ts';
import { makeFolder, runNode } from '../../support/shell-programs.ts';

const module = new URL('../../../src/program/private-folder.ts', import.meta.url).href;

const open: PrivateFolder[] = [];

afterEach(() => {
  for (const folder of open.splice(0)) folder.remove();
});

/** Opens a folder of its own in a runner's temporary folder. */
function openIn(parent: string): PrivateFolder {
  const folder = openPrivateFolder({ RUNNER_TEMP: parent }, () => {});
  open.push(folder);
  return folder;
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

describe('A private folder', () => {
  let mask: number;

  // Nothing is kept from anyone, unless the folder says so.
  beforeEach(() => {
    mask = process.umask(0);
  });
  afterEach(() => {
    process.umask(mask);
  });

  test('and what is in it can be looked into by this user only', () => {
    const folder = openIn(makeFolder());
    const modes = [folder.path, folder.write('config.toml', 'secret')].map(modeOf);
    expect(modes).toEqual(['700', '600']);
  });

  test('holds the text as it was given, and never writes into a file that exists', () => {
    const folder = openIn(makeFolder());
    const file = folder.write('a', 'é\r\n"\\');
    expect(() => folder.write('a', 'second')).toThrow('EEXIST');
    expect(readFileSync(file, 'utf8')).toBe('é\r\n"\\');
  });

  test('is another one each time', () => {
    const parent = makeFolder();
    expect(openIn(parent).path).not.toBe(openIn(parent).path);
  });

  test.each([
    ['is missing', (folder: string) => path.join(folder, 'missing'), 'ENOENT'],
    ['is a file', (folder: string) => path.join(folder, 'file'), 'ENOTDIR'],
  ])('cannot be made where RUNNER_TEMP %s, and the error names it', (_, nameIn, code) => {
    const folder = openIn(makeFolder());
    folder.write('file', '');
    const parent = nameIn(folder.path);
    const message = `RUNNER_TEMP is ${parent}, where no folder can be made (${code}).`;
    const error = expect.objectContaining({ code: 'influxctl-unavailable', message });
    expect(() => openPrivateFolder({ RUNNER_TEMP: parent }, () => {})).toThrow(error);
  });
});

describe('A private folder that is removed', () => {
  test('leaves nothing behind, neither on the disk nor in the process, and may be removed again', () => {
    const [parent, listeners] = [makeFolder(), process.listenerCount('exit')];
    const folder = openPrivateFolder({ RUNNER_TEMP: parent }, () => {});
    folder.write('a', 'secret');
    for (const _ of ['once', 'again']) {
      folder.remove();
      expect([readdirSync(parent), process.listenerCount('exit')]).toEqual([[], listeners]);
    }
  });
});

describe('A private folder with a folder that not even its owner may write to', () => {
  /** Makes one as an ordinary user, removes it, and gives the warnings. */
  const removeFrom = async (parent: string, before = ''): Promise<string[]> => {
    const code = `
      import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
      import { openPrivateFolder } from ${JSON.stringify(module)};
      const parent = ${JSON.stringify(parent)};
      if (process.getuid() === 0) {
        chownSync(parent, 65_534, 65_534);
        process.setgid(65534);
        process.setuid(65534);
      }
      const warnings = [];
      const folder = openPrivateFolder({ RUNNER_TEMP: parent }, (text) => warnings.push(text));
      folder.write('config.toml', 'secret');
      mkdirSync(folder.path + '/archive/inner', { recursive: true });
      writeFileSync(folder.path + '/archive/inner/influxctl', '');
      for (const each of ['/archive/inner', '/archive']) chmodSync(folder.path + each, 0o555);
      ${before}
      folder.remove();
      process.stdout.write(JSON.stringify(warnings));`;
    return JSON.parse(await runNode(code));
  };

  test('is removed with all that is in it', async () => {
    const parent = makeFolder();
    expect(await removeFrom(parent)).toEqual([]);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('is named in a warning where it cannot be removed, and holds nothing any more', async () => {
    const parent = makeFolder();
    const warnings = await removeFrom(parent, 'chmodSync(parent, 0o555);');
    const [name = ''] = readdirSync(parent);
    const left = path.join(parent, name);
    expect(warnings).toEqual([expect.stringContaining(`The folder ${left} could not be removed (EACCES).`)]);
    expect(readdirSync(left)).toEqual([]);
  });
});

describe('A private folder that nothing removes is gone', () => {
  test.each([
    ['the process ends by itself', ''],
    ['the process calls exit', 'process.exit(1);'],
    ['the process ends because of an error', 'throw new Error("not caught");'],
    ['the process ends because of a promise', 'void Promise.reject(new Error("not caught"));'],
  ])('when %s', async (_, then) => {
    const parent = makeFolder();
    const code = `
      import { openPrivateFolder } from ${JSON.stringify(module)};
      process.stdout.write(openPrivateFolder({ RUNNER_TEMP: ${JSON.stringify(parent)} }, () => {}).write('a', 'secret'));
      ${then}`;
    const file = await runNode(code);
    expect(path.dirname(path.dirname(file))).toBe(parent);
    expect([existsSync(file), readdirSync(parent)]).toEqual([false, []]);
  });
});

describe('What a killed run left behind', () => {
  const day = 24 * 3_600;

  /** A folder as a killed run leaves it, this many seconds ago. */
  const leave = (parent: string, name: string, age: number): string => {
    const folder = path.join(parent, name);
    mkdirSync(path.join(folder, 'inner'), { recursive: true });
    const then = Date.now() / 1_000 - age;
    utimesSync(folder, then, then);
    return folder;
  };

  /** Opens a folder in the system's folder for temporary files, which is this one. */
  const openBeside = async (parent: string, env = '{}'): Promise<void> => {
    const code = `
      process.env.TMPDIR = ${JSON.stringify(parent)};
      const { openPrivateFolder } = await import(${JSON.stringify(module)});
      openPrivateFolder(${env}, () => {});`;
    await runNode(code);
  };

  test('is removed from the system’s folder for temporary files after 25 hours, and nothing else is', async () => {
    const parent = makeFolder();
    const elsewhere = leave(makeFolder(), 'elsewhere', 2 * day);
    leave(parent, 'influxctl-private-oldold', 26 * 3_600);
    leave(parent, 'influxctl-private-young1', day);
    leave(parent, 'of-someone-else', 30 * day);
    symlinkSync(elsewhere, path.join(parent, 'influxctl-private-link01'));
    await openBeside(parent);
    const left = ['influxctl-private-link01', 'influxctl-private-young1', 'of-someone-else'];
    expect(readdirSync(parent).sort()).toEqual(left);
    expect(readdirSync(elsewhere)).toEqual(['inner']);
  });

  test('is left to the runner in RUNNER_TEMP', async () => {
    const parent = makeFolder();
    leave(parent, 'influxctl-private-oldold', 2 * day);
    await openBeside(makeFolder(), JSON.stringify({ RUNNER_TEMP: parent }));
    expect(readdirSync(parent)).toEqual(['influxctl-private-oldold']);
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;

  asRoot('by another user is left alone (needs root)', async () => {
    const parent = makeFolder();
    const folder = leave(parent, 'influxctl-private-oldold', 2 * day);
    chmodSync(folder, 0o700);
    chownSync(folder, 65_534, 65_534);
    await openBeside(parent);
    expect(readdirSync(parent)).toEqual(['influxctl-private-oldold']);
  });
});
