import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPrivateFolder } from '../../../../src/client/influxctl/private-folder.ts';
import { makeFolder, runNode } from '../../../support/shell-programs.ts';

const module = new URL('../../../../src/client/influxctl/private-folder.ts', import.meta.url).href;

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

describe('A private folder', () => {
  let mask: number;

  // Nothing is kept from anybody, unless somebody says so.
  beforeEach(() => {
    mask = process.umask(0);
  });
  afterEach(() => {
    process.umask(mask);
  });

  test('and its files can be looked into by this user only', () => {
    const folder = openPrivateFolder(makeFolder());
    const file = folder.write('config.toml', 'secret');
    expect([modeOf(path.dirname(file)), modeOf(file)]).toEqual(['700', '600']);
    folder.remove();
  });

  test('holds the text as it was given', () => {
    const folder = openPrivateFolder(makeFolder());
    expect(readFileSync(folder.write('a', 'é\r\n"\\'), 'utf8')).toBe('é\r\n"\\');
    folder.remove();
  });

  test('never writes into a file that is there already', () => {
    const folder = openPrivateFolder(makeFolder());
    const file = folder.write('a', 'first');
    expect(() => folder.write('a', 'second')).toThrow('EEXIST');
    expect(readFileSync(file, 'utf8')).toBe('first');
    folder.remove();
  });

  test('is another one each time', () => {
    const parent = makeFolder();
    const folders = [openPrivateFolder(parent), openPrivateFolder(parent)];
    expect(readdirSync(parent)).toHaveLength(2);
    for (const folder of folders) folder.remove();
  });
});

describe('A private folder that is removed', () => {
  test('leaves nothing behind, neither on the disk nor in the process', () => {
    const [parent, listeners] = [makeFolder(), process.listenerCount('exit')];
    const folder = openPrivateFolder(parent);
    folder.write('a', 'secret');
    folder.write('b', 'secret');
    folder.remove();
    expect(readdirSync(parent)).toEqual([]);
    expect(process.listenerCount('exit')).toBe(listeners);
  });

  test('may be removed again', () => {
    const folder = openPrivateFolder(makeFolder());
    folder.remove();
    expect(() => folder.remove()).not.toThrow();
  });
});

describe('A private folder that nobody removes is gone', () => {
  test.each([
    ['the process ends by itself', ''],
    ['the process is told to end', 'process.exit(1);'],
    ['the process ends because of an error', 'throw new Error("nobody catches this");'],
    ['the process ends because of a promise', 'void Promise.reject(new Error("nobody catches this"));'],
  ])('when %s', async (_, then) => {
    const parent = makeFolder();
    const code = `
      import { openPrivateFolder } from ${JSON.stringify(module)};
      const file = openPrivateFolder(${JSON.stringify(parent)}).write('config.toml', 'secret');
      process.stdout.write(file);
      ${then}`;
    const file = await runNode(code);
    expect(path.dirname(path.dirname(file))).toBe(parent);
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(parent)).toEqual([]);
  });
});
