import { ActionError } from '../../errors.ts';

/** A part that the checks before have found to be there. Throws an {@link ActionError} where they have not. */
export function requirePart<Part>(part: Part | undefined): Part {
  if (part !== undefined) return part;
  throw new ActionError({ code: 'internal', message: 'A missing input was not noticed.' });
}
