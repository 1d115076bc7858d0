import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BundledPackage, readPackage } from '../../../dev/build/bundled-package.ts';
import { allowedLicences, checkLicences, isAllowed, renderLicences } from '../../../dev/build/licences.ts';
import { fillFolder } from '../../../dev/build/output-folder.ts';
import { groupByPackage, listSources } from '../../../dev/build/sources.ts';
import { makeFolder } from '../../support/shell-programs.ts';

/** Writes files by relative path, and gives the path of the folder that holds them. */
function writeFolder(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function bundledPackage(parts: Partial<BundledPackage> = {}): BundledPackage {
  return {
    name: 'left',
    version: '1.0.0',
    licence: 'MIT',
    author: undefined,
    repository: undefined,
    texts: [{ file: 'LICENSE', text: 'Do as you like.' }],
    ...parts,
  };
}

/** Licence expressions of the given ids, nested and bracketed as they come. */
function expressionsOf(ids: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.letrec<{ expression: string; pair: string }>((tie) => ({
    expression: fc.oneof({ maxDepth: 4 }, ids, tie('pair')),
    pair: fc
      .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'), fc.boolean())
      .map(([left, operator, right, bare]) =>
        bare ? `${left} ${operator} ${right}` : `(${left} ${operator} ${right})`,
      ),
  })).expression;
}

describe('A licence', () => {
  const allowed = expressionsOf(fc.constantFrom(...allowedLicences));

  test('is allowed where its expression names allowed licences only', () => {
    fc.assert(fc.property(allowed, (expression) => isAllowed(expression)));
  });

  test.each(['AND', 'OR'])('is refused where a side of an %s is not allowed', (operator) => {
    fc.assert(
      fc.property(
        allowed,
        allowed,
        fc.constantFrom('GPL-3.0-only', 'UNLICENSED', '1', 'mit', 'toString'),
        (left, right, other) =>
          !isAllowed(`${left} ${operator} (${other} ${operator} ${right})`) &&
          !isAllowed(`${other} ${operator} ${left}`),
      ),
    );
  });

  test.each([
    ...['', 'AND', 'MIT AND', 'OR MIT', 'MIT MIT', 'MIT/ISC', 'MIT, ISC', '(MIT', 'MIT)', '()', '(MIT)(ISC)'],
    ...['MIT and ISC', 'MIT WITH Classpath-exception-2.0', 'MIT+', 'SEE LICENSE IN LICENSE.md'],
  ])('is refused where its expression is not understood: "%s"', (expression) => {
    expect(isAllowed(expression)).toBe(false);
  });

  test('that is refused stops the build with the names of all its packages, and no other does', () => {
    const packages = [
      bundledPackage({ name: 'kept' }),
      bundledPackage({ name: 'viral', version: '2.0.0', licence: 'GPL-3.0-only' }),
      bundledPackage({ name: '@silent/one', licence: undefined }),
    ];
    expect(() => checkLicences(packages)).toThrow(
      /: @silent\/one 1\.0\.0 \(none stated\), viral 2\.0\.0 \(GPL-3\.0-only\)\.$/,
    );
    const allowed = [bundledPackage(), bundledPackage({ licence: '(MIT OR ISC)' })];
    expect(() => checkLicences(allowed)).not.toThrow();
  });
});

describe('The bundled files', () => {
  test('are those of every chunk, modules that were joined into another one included', () => {
    const modules = [
      { nameForCondition: '/a.js', chunks: [1] },
      { nameForCondition: '/b.js', chunks: [2, 'name'] },
      {
        nameForCondition: '/c.js',
        chunks: [1],
        modules: [
          { nameForCondition: '/c.js', chunks: [] },
          { nameForCondition: '/d.js', chunks: [], modules: [{ nameForCondition: '/e.js' }] },
        ],
      },
    ];
    expect(new Set(listSources(modules))).toEqual(new Set(['/a.js', '/b.js', '/c.js', '/d.js', '/e.js']));
  });

  test('leave out what was read and is in no chunk, and what is no file', () => {
    const modules = [
      { nameForCondition: '/shaken-off.js', chunks: [], modules: [{ nameForCondition: '/inner.js' }] },
      { nameForCondition: '/unknown.js' },
      { nameForCondition: null, chunks: [1] },
      { chunks: [1] },
    ];
    expect(listSources(modules)).toEqual([]);
  });
});

describe('A file belongs to', () => {
  test.each([
    ['a package', '/p/node_modules/left', '/lib/index.js'],
    ['a scoped package', '/p/node_modules/@s/left', '/index.js'],
    ['the package of a package', '/p/node_modules/@s/left/node_modules/right', '/a/b.js'],
    ['the scoped package of a package', '/p/node_modules/left/node_modules/@t/right', '/b.js'],
    ['a package on Windows', 'C:\\p\\node_modules\\@s\\left', '\\a.js'],
  ])('%s', (_, folder, rest) => {
    expect([...groupByPackage([folder + rest])]).toEqual([[folder, [folder + rest]]]);
  });

  test('no package if it is one of the sources', () => {
    const sources = ['/p/src/main.ts', '/p/node_modules.ts', '/p/my_node_modules/x/y.ts'];
    expect(groupByPackage(sources).size).toBe(0);
  });

  test('the same package as its neighbours, and not to another version of it', () => {
    const [one, two] = ['/p/node_modules/a/1.js', '/p/node_modules/a/x/2.js'] as const;
    const other = '/p/node_modules/b/node_modules/a/1.js';
    expect([...groupByPackage([one, other, two])]).toEqual([
      ['/p/node_modules/a', [one, two]],
      ['/p/node_modules/b/node_modules/a', [other]],
    ]);
  });
});

describe('A package', () => {
  test('is read with its licence files, under each of their names', () => {
    const names = ['COPYING', 'LICENCE.txt', 'LICENSE-MIT', 'NOTICE', 'license.md'];
    const root = writeFolder({
      'package.json': '{"name":"left","version":"1.0.0","license":"MIT"}',
      ...Object.fromEntries(names.map((name) => [name, `Text of ${name}`])),
      'README.md': 'Read me',
      'license.js': 'code',
      'notice.d.ts': 'code',
      'licenses.json': '{}',
    });
    expect(readPackage(root, [path.join(root, 'index.js')])).toEqual(
      bundledPackage({ texts: names.map((file) => ({ file, text: `Text of ${file}` })) }),
    );
  });

  test('is read with the licences of the folders that its bundled files are in, and of no others', () => {
    const project = writeFolder({
      LICENSE: 'of the project',
      'left/package.json': '{"name":"left","version":"1.0.0","license":"MIT"}',
      'left/LICENSE': 'root',
      'left/lib/taken-over/LICENSE': 'taken over',
      'left/lib/taken-over/deep/index.js': '',
      'left/lib/unused/LICENSE': 'unused',
    });
    const root = path.join(project, 'left');
    expect(readPackage(root, [path.join(root, 'lib/taken-over/deep/index.js')]).texts).toEqual([
      { file: 'LICENSE', text: 'root' },
      { file: 'lib/taken-over/LICENSE', text: 'taken over' },
    ]);
  });

  test.each([
    ['{"author":"Ann","repository":"github:ann/left"}', 'Ann', 'github:ann/left'],
    ['{"author":{"name":"Ann"},"repository":{"url":"https://x/left"}}', 'Ann', 'https://x/left'],
    ['{"license":{"type":"MIT"}}', undefined, undefined],
  ])(
    'has an author and a repository, and no licence in the form of old: %s',
    (manifest, author, repository) => {
      const expected = { author, repository, licence: undefined };
      expect(readPackage(writeFolder({ 'package.json': manifest }), [])).toMatchObject(expected);
    },
  );
});

describe('LICENSES.txt', () => {
  test('names every package with its version, its licence and its licence files', () => {
    const texts = [
      { file: 'LICENSE', text: '\uFEFFFirst\r\n\r\nSecond  \r\n\n' },
      { file: 'lib/NOTICE', text: 'Third' },
    ];
    expect(renderLicences([bundledPackage({ texts })])).toBe(
      'left 1.0.0\nLicence: MIT\n\nLICENSE:\n\nFirst\n\nSecond\n\nlib/NOTICE:\n\nThird\n',
    );
  });

  test('says that a package ships no licence file, and whose it is', () => {
    expect(renderLicences([bundledPackage({ texts: [], author: 'Ann', repository: 'https://x/left' })])).toBe(
      'left 1.0.0\nLicence: MIT\n\nIt ships no licence file. Author: Ann. Repository: https://x/left.\n',
    );
    expect(renderLicences([bundledPackage({ texts: [] })])).toContain(
      'Author: not stated. Repository: not stated.',
    );
  });

  test('is the same in any order of the packages', () => {
    const packages = ['B', 'a', '@s/a', 'a-b'].flatMap((name) =>
      ['2.0.0', '1.0.0'].map((version) => bundledPackage({ name, version })),
    );
    const text = renderLicences(packages);
    const sorted = ['@s/a', 'B', 'a', 'a-b'].flatMap((name) => [`${name} 1.0.0`, `${name} 2.0.0`]);
    expect(text.match(/^\S+ \d\.0\.0$/gm)).toEqual(sorted);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(packages, { minLength: packages.length }),
        (shuffled) => renderLicences(shuffled) === text,
      ),
    );
  });
});

describe('The output folder', () => {
  const files = new Map<string, string | Uint8Array>([
    ['index.js', 'new'],
    ['assets/a.bin', new Uint8Array([0, 255])],
  ]);
  const listFiles = (folder: string): string[] =>
    (readdirSync(folder, { recursive: true }) as string[]).sort();

  test('holds what was built, and nothing of the build before', () => {
    const folder = writeFolder({ 'index.js': 'old', '1.index.js': 'old', 'old/b.bin': 'old' });
    fillFolder(folder, files);
    expect(listFiles(folder)).toEqual(['assets', path.join('assets', 'a.bin'), 'index.js']);
    expect(readFileSync(path.join(folder, 'index.js'), 'utf8')).toBe('new');
    expect([...readFileSync(path.join(folder, 'assets', 'a.bin'))]).toEqual([0, 255]);
  });

  test.each([
    ['is empty', () => writeFolder({})],
    ['does not exist', () => path.join(makeFolder(), 'new')],
    ['holds a part of a build', () => writeFolder({ 'LICENSES.txt': 'old', '1.index.js': 'old' })],
  ])('is filled where it %s', (_, chooseFolder) => {
    const folder = chooseFolder();
    fillFolder(folder, files);
    expect(readFileSync(path.join(folder, 'index.js'), 'utf8')).toBe('new');
  });

  test('is left alone where it holds files that no build wrote', () => {
    const folder = writeFolder({ 'thesis.txt': 'years of work', 'package.json': '{}' });
    expect(() => fillFolder(folder, files)).toThrow('holds files that no build wrote');
    expect(listFiles(folder)).toEqual(['package.json', 'thesis.txt']);
  });
});
