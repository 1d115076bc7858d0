/**
 * How long the prefix of a token string is, in characters, as `influxctl management list` publishes it: `M.V1.` and four
 * that vary. It is not secret.
 */
export const prefixLength = 9;

/** The quotes of word processors, for a class of a regular expression. */
export const typographicQuotes = '“”„‘’‚«»‹›';

/** All that a pasted text may stand in, for such a class too. */
export const quotes = `"'\`${typographicQuotes}`;

/** How management tokens (`M.V1.…`) and database tokens (`apiv1_…`) begin. */
const beginning = String.raw`M\.V\d+\.|apiv\d+_`;

/** JWTs begin with `eyJ`, base64url of `{"`. What stands before a token string, such as `token=` or a quote, is no part of it. */
const anyBeginning = String.raw`(?:${beginning}|\beyJ)`;

/** The characters of base64, base64url and JWTs: others have not been seen in a token string. */
const characters = String.raw`[\w.+/=~-]`;

const tokenString = new RegExp(`${anyBeginning}[^\\s${quotes},;()[\\]{}<>]*`);
const everyTokenString = new RegExp(tokenString, 'g');
const exactTokenString = new RegExp(`${anyBeginning}${characters}*`, 'g');

/** Where a second token string begins, as in `T1:T2`. Behind a dot `eyJ` begins the payload of the same JWT. */
const nextBeginning = new RegExp(String.raw`(?=${beginning}|(?<!\.)\beyJ)`);

/** Where a second management or database token begins directly behind the first. */
const nextToken = new RegExp(`(?=${beginning})`);

/** What may follow a token string in code, JSON, a URL or a sentence. Anything else may be a part of it. */
const delimiter = new RegExp(`^[\\s${quotes},;:()[\\]{}<>&\\\\|!?*#]`);

/** From the first character on that is in no token string that has been seen. */
const trailing = new RegExp(`(?!${characters}).*$`, 's');

/** A shorter text is no secret to authenticate with: masking it would hide ordinary words. */
export const shortestSecret = 8;

/** How many characters a made-up string has: more than a secret could be guessed with. */
const inventedLength = 64;

/** Makes up a string of the form of a management token. `random` gives numbers from 0 up to 1. */
export function inventTokenString(random: () => number): string {
  const digits = Array.from({ length: inventedLength }, () => Math.floor(random() * 36).toString(36));
  return `M.V1.${digits.join('')}`;
}

/** Says whether a text has only characters that a token in a header can have: no white space, and none beyond ASCII. */
export function isPrintable(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Says whether a text looks like a token string: a secret that must not be printed. */
export function looksLikeTokenString(text: string): boolean {
  return tokenString.test(text);
}

/** The first token string that a text holds, without what is around it. */
export function findTokenString(text: string): string | undefined {
  return tokenString.exec(text)?.[0];
}

/** Every token string that a text holds and that is longer than a prefix, with and without what may trail it. */
export function findTokenStrings(text: string): string[] {
  const runs = text.match(everyTokenString) ?? [];
  const parts = runs.flatMap((run) => run.split(nextBeginning));
  const bare = parts.map((part) => part.replace(trailing, ''));
  return [...new Set([...runs, ...parts, ...bare])].filter((token) => token.length > prefixLength);
}

/** A token string by its exact characters. `isCut`: a character follows it that may be a part of it. */
interface ExactToken {
  readonly token: string;
  readonly isCut: boolean;
}

/** Every token string that a text holds, with the characters that have been seen in such strings and nothing else. */
export function findExactTokens(text: string): ExactToken[] {
  return [...text.matchAll(exactTokenString)].flatMap(({ 0: run, index }) => {
    const rest = text.slice(index + run.length, index + run.length + 1);
    const isCut = rest !== '' && !delimiter.test(rest);
    return run.split(nextToken).map((token) => ({ token, isCut }));
  });
}

/** Says whether a text is the part of a token string that may be shown. */
export function isPrefix(text: string): boolean {
  return text.length <= prefixLength && text.search(beginning) === 0;
}

/** Says whether a token string has the form of a management token. */
export function isManagementToken(token: string): boolean {
  return /^M\.V\d+\./.test(token);
}

/** Says whether a token string is that of a database token. */
export function isDatabaseToken(token: string): boolean {
  return /^apiv\d+_/.test(token);
}

/** Says whether a token string is a JWT, as identity providers give them. */
export function isJwt(token: string): boolean {
  return token.startsWith('eyJ');
}

/** Management and database tokens with at least 16 characters behind their beginning: less may be part of a path. */
const wholeToken = new RegExp(`(?:${beginning})${characters}{16,}`, 'g');

/**
 * Finds what is secret of the strings in a text that look like management or database tokens: all but their prefixes. Each
 * by the positions of its first character and of the first one behind it.
 */
export function findTokenSecrets(text: string): (readonly [from: number, to: number])[] {
  if (text.search(wholeToken) < 0) return [];
  return [...text.matchAll(wholeToken)].map(({ 0: token, index }) => [
    index + prefixLength,
    index + token.length,
  ]);
}
