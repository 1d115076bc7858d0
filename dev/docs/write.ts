import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { codeTable } from '../../src/errors.ts';

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** Writes the README's tables from action.yml and the table of codes; with `--check`, only says whether they differ. */
const check = process.argv.includes('--check');
const { inputs, outputs } = parse(readFileSync('action.yml', 'utf8')) as Metadata;
const tables: Readonly<Record<string, string>> = {
  inputs: renderTable(
    ['input', 'default', 'meaning'],
    Object.entries(inputs).map(([name, { description, default: value }]) => [
      `\`${name}\``,
      value === undefined ? '' : `\`${value}\``,
      description,
    ]),
  ),
  outputs: renderTable(
    ['output', 'meaning'],
    Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  ),
  codes: renderTable(
    ['code', 'what happened', 'what to do'],
    Object.entries(codeTable).map(([code, { meaning, hint }]) => [`\`${code}\``, meaning, hint]),
  ),
};
const before = readFileSync('README.md', 'utf8');
const after = Object.entries(tables).reduce(replaceTable, before);
if (!check) writeFileSync('README.md', after);
else if (after !== before) {
  console.error(
    'The tables of README.md differ from action.yml or src/errors.ts. Run "npm run docs" and commit.',
  );
  process.exitCode = 1;
} else console.log('The tables of README.md match action.yml and src/errors.ts.');

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}

function replaceTable(text: string, [name, table]: readonly [string, string]): string {
  const marked = new RegExp(`(<!-- ${name}: [^>]*-->\n)[\\s\\S]*?(\n<!-- end -->)`);
  if (!marked.test(text)) throw new Error(`README.md has no place for the table of ${name}.`);
  return text.replace(marked, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}
