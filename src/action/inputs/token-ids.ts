import { readText } from '../../connection/text-file.ts';
import { isEmptyList } from '../../revocation/entries.ts';
import { inComment, type ParsedIds, parseTokenIds, uniqueIds } from '../../revocation/token-ids.ts';
import { shortenList } from './problems.ts';

/** For several problems: they come from a table, or from text between the ids. */
const advice = 'only ids belong here, one a line; put the rest behind `#`';

/** Reads `token-ids` and the file that `token-ids-file` names, and says what is wrong with them. Both count. */
export function loadTokenIds(text: string, path: string) {
  const sources = [
    { input: 'token-ids', parse: () => parseIdList(text), given: text !== '' },
    { input: 'token-ids-file', parse: () => parseIdList(readText(path), `${path} `), given: path !== '' },
  ].filter(({ given }) => given);
  const read = sources.map(({ input, parse }) => ({ input, ...attempt(parse) }));
  return {
    /** What entries that could not be read are called, so that they are not lost: `unreadable-entry-<n>`, by their positions. */
    unreadable: nameEntries(read.flatMap(({ unreadable }) => unreadable)),
    /** Those that could be read, even where others could not. */
    ids: uniqueIds(read.flatMap(({ ids }) => ids)),
    problems: read.flatMap(({ input, problems }) => {
      const rest = problems.filter((problem) => problem !== inComment);
      const last = rest.length < problems.length ? [inComment] : rest.length > 1 ? [advice] : [];
      const messages = [...shortenList(rest), ...last];
      return messages.map((message) => ({ input, message }));
    }),
    /** Token strings found among the ids. */
    secrets: read.flatMap(({ secrets }) => secrets),
  };
}

/**
 * Reads a list of ids; what names it stands in front of a problem with the whole list. One without ids may be cut, of another
 * cluster, or made of secrets that do not exist: that there is none has to be written.
 */
export function parseIdList(text: string, name = ''): ParsedIds {
  const parsed = parseTokenIds(text);
  if (parsed.ids.length > 0 || parsed.problems.length > 0 || isEmptyList(text)) return parsed;
  return { ...parsed, problems: [`${name}holds no id; if that is intended, write \`[]\``] };
}

/** Names entries by their positions. One that both inputs have gets the next free number: names are unique. */
function nameEntries(positions: readonly number[]): string[] {
  const taken = new Set<number>();
  for (const position of positions) {
    let free = position;
    while (taken.has(free)) free += 1;
    taken.add(free);
  }
  return [...taken].map((position) => `unreadable-entry-${position}`);
}

function attempt(parse: () => ParsedIds): ParsedIds {
  try {
    return parse();
  } catch (error) {
    return { ids: [], problems: [(error as Error).message], unreadable: [1], secrets: [] };
  }
}
