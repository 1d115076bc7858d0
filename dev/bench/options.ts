import { parseArgs } from 'node:util';

/** What can be measured by itself. */
export const parts = ['scale', 'cold', 'list'] as const;

/** What can be measured by itself. */
export type Part = (typeof parts)[number];

/** What a bench measures. */
export interface Options {
  readonly parts: readonly Part[];
  /** How many ids are revoked, ascending. */
  readonly sizes: readonly number[];
  /** How many rounds with so many ids. */
  readonly roundsOf: (ids: number) => number;
  readonly coldRounds: number;
  /** Whether everything runs once before it counts. */
  readonly thorough: boolean;
  /** How many tokens the long list holds. */
  readonly listTokens: number;
  readonly listRounds: number;
  /** Whether plot and tables are written into docs. */
  readonly write: boolean;
}

/**
 * Reads the command line. `--short` only shows that everything runs. `--only` measures one part, `--ids` and `--rounds`
 * say how much, `--write` puts plot and tables into docs. Throws on what it does not know.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      only: { type: 'string' },
      ids: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const { short, write, only, ids } = values;
  if (write && (short || only !== undefined || ids !== undefined))
    throw new Error('--write is for a whole run: leave out --short, --only and --ids.');
  const rounds = values.rounds === undefined ? undefined : parseCount('--rounds', values.rounds);
  const sizes = ids?.split(',').map((each) => parseCount('--ids', each));
  return {
    parts: only === undefined ? parts : [parsePart(only)],
    sizes: (sizes ?? (short ? [1, 10] : [1, 10, 100, 1000, 10_000])).toSorted((a, b) => a - b),
    // Half a minute for a round of 10,000: fewer show as much, since a long run evens itself out.
    roundsOf: (size) => rounds ?? (short ? 1 : size > 1000 ? 3 : 5),
    coldRounds: rounds ?? (short ? 1 : 30),
    thorough: !short,
    listTokens: short ? 1000 : 100_000,
    listRounds: short ? 1 : 3,
    write,
  };
}

function parseCount(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${option} takes whole numbers from 1, not "${text}".`);
  return Number(text);
}

function parsePart(text: string): Part {
  const part = parts.find((each) => each === text);
  if (part === undefined) throw new Error(`--only takes one of ${parts.join(', ')}, not "${text}".`);
  return part;
}
