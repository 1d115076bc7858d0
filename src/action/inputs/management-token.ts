import { rejectInput } from './parsers.ts';

/** Reads the token to authenticate with. No message quotes any of it. */
export function parseManagementToken(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text)) throw rejectInput('holds white space or characters that no token has');
  if (/^apiv\d+_/.test(text))
    throw rejectInput('this looks like a database token; a management token is needed');
  return text;
}
