import { readFileSync } from 'node:fs';
import { ActionError } from '../errors.ts';

/**
 * Reads a file that an input or a profile names.
 *
 * @throws {@link ActionError} `invalid-input` where it cannot be read.
 */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ActionError({ code: 'invalid-input', message: `${file} cannot be read (${reason})`, cause });
  }
}
