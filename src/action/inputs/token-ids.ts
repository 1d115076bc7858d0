import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { TokenId } from '../../revocation/token.ts';
import { type ParsedIds, parseTokenIds, uniqueIds } from '../../revocation/token-ids.ts';
import { rejectInput } from './parsers.ts';
import type { Problem } from './problems.ts';

/** A file of ids may be this large, in bytes: more than 400,000 ids. */
const largestFile = 16 * 1024 * 1024;

/** Problems named one by one; a longer list helps no one. */
const shownProblems = 5;

/** The ids of both inputs, and what is wrong with them. */
interface LoadedIds {
  /** Those that could be read, even where others could not. */
  readonly ids: readonly TokenId[];
  readonly problems: readonly Problem[];
  /** Token strings found among the ids. */
  readonly secrets: readonly string[];
}

/** Reads `token-ids` and the file that `token-ids-file` names. Both count. */
export function loadTokenIds(text: string, path: string): LoadedIds {
  const sources = [
    { input: 'token-ids', parse: () => parseTokenIds(text), given: text !== '' },
    { input: 'token-ids-file', parse: () => parseTokenIds(readIdFile(path)), given: path !== '' },
  ].filter(({ given }) => given);
  const read = sources.map(({ input, parse }) => ({ input, ...attempt(parse) }));
  return {
    ids: uniqueIds(read.flatMap(({ ids }) => ids)),
    problems: read.flatMap(({ input, problems }) => shorten(problems).map((message) => ({ input, message }))),
    secrets: read.flatMap(({ secrets }) => secrets),
  };
}

function attempt(parse: () => ParsedIds): ParsedIds {
  try {
    return parse();
  } catch (error) {
    return { ids: [], problems: [(error as Error).message], secrets: [] };
  }
}

function readIdFile(path: string): string {
  try {
    const { size, isFile } = describeFile(path);
    if (!isFile) throw rejectInput('this is not a file');
    if (size > largestFile) throw rejectInput('the file is larger than 16 MiB');
    const bytes = readFileSync(path);
    if (!isUtf8(bytes) || bytes.includes(0)) throw rejectInput('the file is not UTF-8 text');
    return bytes.toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'invalid-input' ? error : rejectInput(`the file cannot be read (${code})`);
  }
}

/** A device or a pipe could be read for ever. */
function describeFile(path: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isFile: stat.isFile() };
}

function shorten(problems: readonly string[]): readonly string[] {
  if (problems.length <= shownProblems) return problems;
  const more = problems.length - shownProblems;
  return [...problems.slice(0, shownProblems), `and ${more} more ${more === 1 ? 'entry' : 'entries'}`];
}
