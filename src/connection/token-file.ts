import { ActionError } from '../errors.ts';
import { readText } from './text-file.ts';
import { isTomlTable } from './toml-table.ts';

/**
 * Reads the admin token of InfluxDB Clustered from its file. That it is JSON is published, what it looks like is not:
 * this takes the fields `access_token` and `token`, or the whole text.
 *
 * @throws {@link ActionError} `invalid-input` where the file cannot be read or holds no token.
 */
export function readTokenFile(file: string): string {
  const token = findToken(readText(file).trim());
  if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ActionError({ code: 'invalid-input', message: `${file} holds no token` });
}

function findToken(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof value === 'string') return value;
  const token = isTomlTable(value) ? (value['access_token'] ?? value['token']) : undefined;
  return typeof token === 'string' ? token : undefined;
}
