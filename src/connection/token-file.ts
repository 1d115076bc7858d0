import { invalidInput } from '../errors.ts';
import { isFields, parseJson } from '../json.ts';
import { isPrintable } from '../token-string.ts';
import { readText } from './text-file.ts';

/**
 * Reads the admin token of InfluxDB Clustered from its file. That it is JSON is published, what it looks like is not:
 * this takes the fields `access_token` and `token`, or the whole text.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read or holds no token.
 */
export function readTokenFile(file: string): string {
  const token = findToken(readText(file).trim());
  if (token !== undefined && isPrintable(token)) return token;
  throw invalidInput(`${file} holds no token`);
}

function findToken(text: string): string | undefined {
  const value = parseJson(text);
  if (value === undefined) return text;
  if (typeof value === 'string') return value;
  const token = isFields(value) ? (value['access_token'] ?? value['token']) : undefined;
  return typeof token === 'string' ? token : undefined;
}
