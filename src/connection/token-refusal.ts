import { parseFields } from '../json.ts';
import type { Answer } from './answer.ts';

/** What a token endpoint answered instead of an access token. */
interface Refusal {
  /** What follows the endpoint's name. */
  readonly message: string;
  /** What to do about it. Undefined: what the code says. */
  readonly hint: string | undefined;
}

/** What to do about an answer that is not in the form of a token endpoint. */
const noEndpoint =
  'A token endpoint answers otherwise: check `oauth-token-url`, and any proxy in front of the identity provider.';

/** The fields of an error of a token endpoint (RFC 6749, section 5.2), in the order in which they are quoted. */
const errorFields = ['error', 'error_description', 'error_uri'];

/**
 * Says what a token endpoint answered instead of an access token: its error, at any status. Of any other answer nothing is
 * quoted but where it redirects, without the path: it may hold a token, under any name and in any form.
 */
export function describeRefusal(answer: Answer, { href }: URL, quote: (text: string) => string): Refusal {
  const said = findError(answer.body).join(': ');
  return said === ''
    ? { message: `returned no access token, but ${describeOther(answer, href, quote)}`, hint: noEndpoint }
    : { message: `refused to give an access token (${answer.status}): "${quote(said)}".`, hint: undefined };
}

function describeOther(answer: Answer, base: string, quote: (text: string) => string): string {
  const { status, contentType, length, location, unknownCoding } = answer;
  if (location !== undefined) {
    const { protocol, host = '' } = URL.parse(location, base) ?? {};
    const where = host === '' ? '' : ` to "${quote(`${protocol}//${host}`)}"`;
    return `${status}, a redirect${where}. Redirects are not followed.`;
  }
  if (unknownCoding !== undefined)
    return `${status} in the content coding "${quote(unknownCoding)}", which cannot be read.`;
  if (length === 0) return `${status} without a body.`;
  const type = contentType === '' ? '' : ` of ${quote(contentType)}`;
  return `${status} with a body${type}, not shown since it may hold a token.`;
}

function findError(body: string): string[] {
  const fields = new Map(Object.entries(parseFields(body)));
  return errorFields
    .map((name) => fields.get(name))
    .filter((text) => typeof text === 'string')
    .filter((text) => text !== '');
}
