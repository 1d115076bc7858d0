import { parseFields } from '../json.ts';
import type { Answer } from './answer.ts';

/** The fields of an error of a token endpoint (RFC 6749, section 5.2), in the order in which they are quoted. */
const errorFields = ['error', 'error_description', 'error_uri'];

/**
 * Says what a token endpoint answered instead of an access token: its error, at any status. Of any other answer nothing is
 * quoted: it may hold a token, under any name and in any form.
 */
export function describeRefusal(answer: Answer, quote: (text: string) => string): string {
  const { status, contentType, body, cut } = answer;
  const said = findError(body).join(': ');
  if (said !== '') return `refused to give an access token (${status}): "${quote(said)}".`;
  if (body === '') return `returned no access token, but ${status} without a body.`;
  const length = `${cut ? 'more than ' : ''}${Buffer.byteLength(body)} bytes`;
  const type = contentType === '' ? '' : ` of ${quote(contentType)}`;
  return `returned no access token, but ${status} with ${length}${type}, not shown since they may hold a token.`;
}

function findError(body: string): string[] {
  const fields = new Map(Object.entries(parseFields(body)));
  return errorFields
    .map((name) => fields.get(name))
    .filter((text) => typeof text === 'string')
    .filter((text) => text !== '');
}
