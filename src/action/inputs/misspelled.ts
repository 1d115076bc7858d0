import { findTokenStrings } from '../../token-string.ts';
import type { Problem } from './problems.ts';
import { defaultOf, type InputName, type InputTexts, inputTable } from './table.ts';
import { findSecrets } from './texts.ts';

/** What is given under a name that is almost that of an input, such as `dry_run`. */
interface Misspelled {
  /** The inputs, with such texts in place of those that are not given: they are checked and reported with the others. */
  readonly texts: InputTexts;
  /** One for each such name: without `dry-run` or `exclude-ids` too much would be revoked. */
  readonly problems: readonly Problem[];
  /** What must be masked. */
  readonly secrets: readonly string[];
}

/** What remains of the name of an input if it is spelled carelessly: marks between words and plurals do not count. */
const toStem = (name: string): string => name.toLowerCase().replace(/[^a-z\d]|s/g, '');

const namesByStem = new Map((Object.keys(inputTable) as InputName[]).map((name) => [toStem(name), name]));

/** Finds variables of inputs that are named almost as in the table. Other unknown ones may be another action's. */
export function findMisspelled(texts: InputTexts, env: NodeJS.ProcessEnv): Misspelled {
  const found = Object.entries(env).flatMap(([variable, value = '']) => {
    const [, given = ''] = /^INPUT_(.+)$/is.exec(variable) ?? [];
    const name = namesByStem.get(toStem(given));
    const text = value.trim();
    // The same text as in the input itself changes nothing: Windows finds a variable in any letter case.
    const isLost = name !== undefined && text !== '' && text !== texts[name];
    return isLost ? [{ variable, given, name, text }] : [];
  });
  const missing = found.filter(({ name }) => texts[name] === '' || texts[name] === defaultOf(name));
  return {
    texts: { ...texts, ...Object.fromEntries(missing.map(({ name, text }) => [name, text])) },
    problems: found.map(({ variable, given, name }) => ({
      input: `${given.toLowerCase()} (${variable})`,
      message: `not an input; write \`${name}\` (INPUT_${name.toUpperCase()})`,
    })),
    secrets: found.flatMap(({ name, text }) => [...findSecrets({ [name]: text }), ...findTokenStrings(text)]),
  };
}
