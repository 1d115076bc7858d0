import { ActionError } from '../../errors.ts';
import type { Problem } from './table.ts';

/** What is wrong with the inputs, gathered so that all of it is told at once. */
export interface Problems {
  add(...problems: readonly Problem[]): void;
  /** Does what may throw an {@link ActionError}. Absent: it did, and that is a problem with the input. */
  try<Value>(input: string, work: () => Value): Value | undefined;
  /** An error that names every problem. Absent: there is none. */
  toError(): ActionError | undefined;
}

/** Opens an empty list of problems. */
export function gatherProblems(): Problems {
  const all: Problem[] = [];
  return {
    add: (...problems) => void all.push(...problems),
    try(input, work) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        all.push({ input, message: error.message });
        return undefined;
      }
    },
    toError: () => (all.length === 0 ? undefined : describe(all)),
  };
}

function describe(problems: readonly Problem[]): ActionError {
  const lines = problems.map(({ input, message }) => `- ${input}: ${message}`);
  const names = new Set(problems.map(({ input }) => input));
  const count = names.size === 1 ? 'An input is' : `${names.size} inputs are`;
  return new ActionError({ code: 'invalid-input', message: [`${count} not valid:`, ...lines].join('\n') });
}
