import { ActionError } from '../../src/errors.ts';

/** Why a text is refused as the value of an input. Throws where it is accepted. */
export function refusalOf(parse: (text: string) => unknown, text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}
