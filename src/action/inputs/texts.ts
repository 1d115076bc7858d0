import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { findTokenString } from '../../revocation/token-ids.ts';
import { findLeakedTokens } from './leaked-tokens.ts';
import type { Problems } from './problems.ts';
import type { LoadedProfile } from './profile.ts';
import { type InputName, type InputTexts, type InputValues, inputTable } from './table.ts';

const names = Object.keys(inputTable) as InputName[];

/** Reads the inputs as the workflow wrote them. */
export function readTexts(): InputTexts {
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as InputTexts;
}

/**
 * Finds what must be masked. A `tls-key` may be the path of a file, which is no secret. An input that holds no secret may
 * hold a token by mistake; `token-ids` has a check of its own, which leaves its ids readable.
 */
export function findSecrets(texts: InputTexts): string[] {
  return names.flatMap((name) => {
    const text = texts[name];
    if (name === 'leaked-tokens') return findLeakedTokens(text);
    if (name === 'tls-key' && existsSync(text)) return [];
    if ('secret' in inputTable[name]) return text === '' ? [] : [text];
    return name === 'token-ids' ? [] : (findTokenString(text) ?? []);
  });
}

/** Says whether the workflow itself gives an input, and not just its default. */
export function isGiven(written: InputTexts, name: InputName): boolean {
  return written[name] !== '' && written[name] !== defaultOf(name);
}

/** Joins the workflow's word with the profile's: the workflow's wins. */
export function mergeTexts(written: InputTexts, profile: LoadedProfile | undefined): InputTexts {
  const given = Object.entries(written).filter(([, text]) => text !== '');
  return { ...written, ...profile?.texts, ...Object.fromEntries(given) };
}

/** Parses every input. What is wrong is a problem, and leaves a value that is not used. */
export function parseTexts(
  written: InputTexts,
  profile: LoadedProfile | undefined,
  problems: Problems,
): InputValues {
  const texts = mergeTexts(written, profile);
  const values = names.map((name) => {
    const text = texts[name] || defaultOf(name);
    const isFromProfile = profile?.texts[name] !== undefined && written[name] === '';
    const label = isFromProfile ? `${name} (from ${profile.label})` : name;
    if (isStray(name, text)) {
      problems.add({ input: label, message: 'this looks like a token, which does not belong here' });
      return [name, undefined];
    }
    return [name, text === '' ? undefined : problems.try(label, () => inputTable[name].parse(text))];
  });
  return Object.fromEntries(values) as InputValues;
}

/** Texts that are shown, where a token is redacted, and those that have a check of their own. */
const harmless: ReadonlySet<InputName> = new Set(['reason', 'description', 'created-by', 'token-ids']);

/** What holds a token by mistake must go nowhere: a host name, say, would be asked for in the DNS. */
function isStray(name: InputName, text: string): boolean {
  const mayHoldOne = 'secret' in inputTable[name] || harmless.has(name) || name.startsWith('tls-');
  return !mayHoldOne && findTokenString(text) !== undefined;
}

function defaultOf(name: InputName): string {
  const spec = inputTable[name];
  return 'default' in spec ? spec.default : '';
}
