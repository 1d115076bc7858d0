import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { codeTable } from '../../src/errors.ts';
import { renderActionTypes } from './action-types.ts';
import { type Parameter, readMetadata } from './metadata.ts';
import { renderSchema, schemaFile } from './schema.ts';

/** Writes action-types.yml, the schema's enums, and tables into pages with markers. `--check` only reports what differs. */
const check = process.argv.includes('--check');
const metadata = readMetadata();
/** The inputs that most workflows use: the README shows no others. */
const common =
  'host account-id management-token token-ids leaked-tokens select-description older-than force dry-run tls-ca';
const outputs = metadata.outputs.map(({ name, description }) => [`\`${name}\``, description]);
const codes = Object.entries(codeTable).map(([code, { meaning, hint }]) => [`\`${code}\``, meaning, hint]);
const tables: Readonly<Record<string, string>> = {
  common: renderInputs(common.split(' ').map(findInput)),
  inputs: metadata.groups.map(({ title, inputs }) => `### ${title}\n\n${renderInputs(inputs)}`).join('\n\n'),
  outputs: renderTable(['output', 'meaning'], outputs),
  codes: renderTable(['code', 'what happened', 'what to do'], codes),
};
const pages = ['README.md', ...globSync('docs/**/*.md')].map((file) => [file, readFileSync(file, 'utf8')]);
for (const name of Object.keys(tables))
  if (!pages.some(([, text = '']) => marked(name).test(text)))
    throw new Error(`No page has a place for the table of ${name}.`);
const files = [
  ['action-types.yml', renderActionTypes(metadata)],
  [schemaFile, renderSchema()],
  ...pages.map(([file = '', text = '']) => [file, Object.entries(tables).reduce(replaceTable, text)]),
] as const;
for (const [file = '', text = ''] of files) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`${file} differs from action.yml or its other sources. Run "npm run docs" and commit.`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
if (check && process.exitCode === undefined)
  console.log('action-types.yml, the schema and all tables match their sources.');

function findInput(name: string): Parameter {
  const found = metadata.groups.flatMap(({ inputs }) => inputs).find((input) => input.name === name);
  if (found === undefined) throw new Error(`action.yml has no input ${name}.`);
  return found;
}

function renderInputs(inputs: readonly Parameter[]): string {
  const rows = inputs.map(({ name, description, default: value }) => [
    `\`${name}\``,
    value === undefined ? '' : `\`${value}\``,
    description,
  ]);
  return renderTable(['input', 'default', 'meaning'], rows);
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}

function marked(name: string): RegExp {
  return new RegExp(`(<!-- ${name}: [^>]*-->\n)[\\s\\S]*?(\n<!-- end -->)`);
}

function replaceTable(text: string, [name, table]: readonly [string, string]): string {
  return text.replace(marked(name), (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}
