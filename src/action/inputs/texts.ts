import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { findTokenString, findTokenStrings } from '../../token-string.ts';
import type { Problems } from './problems.ts';
import type { LoadedProfile } from './profile.ts';
import { defaultOf, type InputName, type InputTexts, type InputValues, inputTable } from './table.ts';
import { findLeakedSecrets } from './token-strings.ts';

/** What the workflow and its profile give: each subject reads its own part of it. */
export interface Given {
  /** An input that could not be parsed has its default, or is undefined; {@link Problems.has} shows which. */
  readonly values: InputValues;
  /** Inputs and profile together; empty: given by neither. */
  readonly texts: InputTexts;
  /** Says whether the workflow itself gives an input, and not just its default. */
  readonly isInput: (name: InputName) => boolean;
  /** Says whether an input is given neither by the workflow nor by its profile, as far as that could be read. */
  readonly isMissing: (name: InputName) => boolean;
  readonly profile: LoadedProfile | undefined;
  /** What is wrong so far. Reading adds to it. */
  readonly problems: Problems;
}

const names = Object.keys(inputTable) as InputName[];

/**
 * Reads the inputs as the workflow wrote them, under their own names. A blank is no digest, and not the wish to do without one: with
 * `expect-plan` it is refused.
 */
export function readTexts(): InputTexts {
  const read = (name: InputName): string =>
    core.getInput(name) || core.getInput(name, { trimWhitespace: name !== 'expect-plan' });
  return Object.fromEntries(names.map((name) => [name, read(name)])) as InputTexts;
}

/**
 * Finds what must be masked. A `tls-key` may be the path of a file, which is no secret. An input that holds no secret may
 * hold a token by mistake; `token-ids` has its own check, which leaves its ids readable.
 */
export function findSecrets(texts: Partial<InputTexts>): string[] {
  return names.flatMap((name) => {
    const { [name]: text = '' } = texts;
    if (name === 'leaked-tokens') return findLeakedSecrets(text);
    if (name === 'token-ids' || text === '') return [];
    const isSecret = 'secret' in inputTable[name] && !(name === 'tls-key' && existsSync(text));
    return isSecret ? [text, ...findTokenStrings(text)] : findTokenStrings(text);
  });
}

/** Parses every input. The workflow's word wins over the profile's, unless it is just the default. */
export function parseTexts(
  written: InputTexts,
  profile: LoadedProfile | 'unreadable' | undefined,
  problems: Problems,
): Given {
  const isInput = (name: InputName): boolean => written[name] !== '' && written[name] !== defaultOf(name);
  const read = profile === 'unreadable' ? undefined : profile;
  const ofProfile = (name: InputName): string => (isInput(name) ? '' : (read?.texts[name] ?? ''));
  const texts = Object.fromEntries(names.map((name) => [name, ofProfile(name) || written[name]]));
  const values = names.map((name) => {
    const label = ofProfile(name) === '' ? name : `${name} (from ${read?.label})`;
    return [name, parse(name, texts[name] || defaultOf(name), label, problems)];
  });
  return {
    values: Object.fromEntries(values) as InputValues,
    texts: texts as InputTexts,
    isInput,
    isMissing: (name) => texts[name] === '' && profile !== 'unreadable',
    profile: read,
    problems,
  };
}

function parse(name: InputName, text: string, label: string, problems: Problems): unknown {
  if (text === '') return undefined;
  const isOut = isStray(name, text);
  if (isOut) problems.add({ input: label, message: 'this looks like a token, which does not belong here' });
  const value = isOut ? undefined : problems.try(label, () => inputTable[name].parse(text));
  const fallback = defaultOf(name);
  return value === undefined && fallback !== '' ? inputTable[name].parse(fallback) : value;
}

/** Texts that are shown, where a token is redacted, and those that have a check of their own. */
const harmless: ReadonlySet<InputName> = new Set([
  'reason',
  'select-description',
  'select-created-by',
  'token-ids',
]);

/** What holds a token by mistake must not be used: a host name, for example, would be looked up in the DNS. */
function isStray(name: InputName, text: string): boolean {
  const mayHoldOne = 'secret' in inputTable[name] || harmless.has(name) || name.startsWith('tls-');
  return !mayHoldOne && findTokenString(text) !== undefined;
}
