import { stringify } from 'yaml';
import { type InputName, inputTable } from '../../src/action/inputs/table.ts';
import type { Metadata } from './metadata.ts';

/** The type of an input or output, as https://github.com/typesafegithub/github-actions-typing describes it. */
export type Typing =
  | { readonly type: 'string' | 'boolean' | 'integer' }
  | { readonly type: 'enum'; readonly 'allowed-values': readonly string[] }
  | { readonly type: 'list'; readonly separator: string; readonly 'list-item': { readonly type: 'string' } };

/** Inputs with several values, with the separator that keeps each of them whole. */
const separators: Partial<Record<InputName, string>> = {
  'token-ids': '\n',
  'leaked-tokens': '\n',
  'select-description': '\n',
  'exclude-ids': '\n',
  'oauth-scopes': ' ',
};

/** Writes action-types.yml, which generators of typed workflows read. */
export function renderActionTypes({ groups, outputs }: Metadata): string {
  const names = groups.flatMap(({ inputs }) => inputs.map(({ name }) => name));
  const types = {
    inputs: Object.fromEntries(names.map((name) => [name, typeOf(name)])),
    outputs: Object.fromEntries(
      outputs.map(({ name }) => [name, { type: name.endsWith('-count') ? 'integer' : 'string' }]),
    ),
  };
  return `# Written by "npm run docs" from action.yml and src/action/inputs/table.ts.\n${stringify(types, { blockQuote: false })}`;
}

/** What the parser of an input takes shows its type. */
function typeOf(name: string): Typing {
  if (!isInputName(name)) throw new Error(`${name} of action.yml is no input.`);
  const { parse } = inputTable[name];
  const separator = separators[name];
  if (separator !== undefined) return { type: 'list', separator, 'list-item': { type: 'string' } };
  if ('words' in parse) return { type: 'enum', 'allowed-values': parse.words };
  if (typeof readValue(parse, 'true') === 'boolean') return { type: 'boolean' };
  return { type: typeof readValue(parse, '1') === 'number' ? 'integer' : 'string' };
}

function readValue(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function isInputName(name: string): name is InputName {
  return name in inputTable;
}
