import { clientRules } from './client-rules.ts';
import { connectionRules } from './connection-rules.ts';
import type { Situation } from './situation.ts';
import type { Problem } from './table.ts';
import { tokenRules } from './token-rules.ts';

const rules = [...tokenRules, ...connectionRules, ...clientRules];

/** What is wrong only in combination. An input that could not be parsed is not called missing. */
export function findContradictions(situation: Situation): Problem[] {
  return rules
    .filter(({ isBroken }) => isBroken(situation))
    .map(({ input, message }) => ({ input, message }));
}
