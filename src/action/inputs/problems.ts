import { ActionError, invalidInput } from '../../errors.ts';

/** What is wrong with an input, a profile or the environment. The message follows its name. */
export interface Problem {
  readonly input: string;
  readonly message: string;
}

/** What is wrong with the inputs, gathered so that all of it is reported at once. */
export interface Problems {
  add(...problems: readonly Problem[]): void;
  /** Adds a problem if the inputs break a rule. */
  addIf(isBroken: boolean, input: string, message: string): void;
  /** Does what may throw an {@link ActionError}, which is then a problem with the input; undefined if it did. */
  try<Value>(input: string, work: () => Value): Value | undefined;
  /** Says whether there is a problem with an input: its value means nothing then. */
  has(input: string): boolean;
  /** Says whether there is any problem. */
  any(): boolean;
  /** An error that names every problem. */
  toError(): ActionError;
}

/** Problems with one list named one by one; more help no one. */
const shownProblems = 5;

/** Shortens what is wrong with the entries of one list. */
export function shortenList(problems: readonly string[]): readonly string[] {
  if (problems.length <= shownProblems) return problems;
  const more = problems.length - shownProblems;
  return [...problems.slice(0, shownProblems), `and ${more} more ${more === 1 ? 'entry' : 'entries'}`];
}

/** Opens an empty list of problems. */
export function gatherProblems(): Problems {
  const all: Problem[] = [];
  return {
    add: (...problems) => void all.push(...problems),
    addIf(isBroken, input, message) {
      if (isBroken) all.push({ input, message });
    },
    try(input, work) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        all.push({ input, message: error.message });
        return undefined;
      }
    },
    has: (input) => all.some((problem) => problem.input === input),
    any: () => all.length > 0,
    toError: () => describe(all),
  };
}

function describe(problems: readonly Problem[]): ActionError {
  const lines = problems.map(({ input, message }) => `- ${input}: ${message}`);
  const names = new Set(problems.map(({ input }) => input));
  const count = names.size === 1 ? 'A setting is' : `${names.size} settings are`;
  return invalidInput([`${count} not valid:`, ...lines].join('\n'));
}
