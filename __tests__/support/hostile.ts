import fc from 'fast-check';
import { bearerToken } from './connection-settings.ts';

/** Pieces from which texts are made that could be more than text: commands, markup, breaks, secrets. */
const pieces = [
  ...[
    '::',
    ':',
    '##[',
    '#',
    '[',
    ']',
    'error',
    'add-mask',
    'stop-commands',
    'set-output name=x',
    'group',
    ' ',
  ],
  ...['\n', '\r', '\r\n', '\t', '\v', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\u200b', '\u202e'],
  ...['\u0000', '\u001b[2K', '|', '\\', '`', '``', '<', '>', '</script>', '<script', '<!--', '&lt;', '@you'],
  ...[
    '%0A',
    '%25',
    '"',
    "'",
    '{',
    '}',
    '$',
    '{{ x }}',
    '../',
    '/',
    '?',
    '#',
    '\ud83d',
    '🦀',
    'M.V1.',
    'eyJ',
    'apiv1_',
  ],
  ...[bearerToken, encodeURIComponent(bearerToken), Buffer.from(bearerToken).toString('base64')],
];

/** A text of any kind, more often than by chance one that a runner, a renderer or a server could misread. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

/** Such a text, as far as a variable of the environment can hold it. */
export const environmentText: fc.Arbitrary<string> = hostileText.map((text) =>
  text.replaceAll('\0', '').toWellFormed(),
);

/** The id of a token, in either letter case. */
export const anyId: fc.Arbitrary<string> = fc
  .tuple(fc.uuid(), fc.boolean())
  .map(([id, upper]) => (upper ? id.toUpperCase() : id));

const anyTime = fc.oneof(
  fc
    .date({ noInvalidDate: false })
    .map((date) => (Number.isNaN(date.getTime()) ? 'never' : date.toISOString())),
  fc.record({ seconds: fc.maxSafeInteger(), nanos: fc.maxSafeInteger() }, { requiredKeys: [] }),
  fc.record({ seconds: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ seconds: fc.integer({ min: 0, max: 4_000_000_000 }) }),
  fc.jsonValue({ maxDepth: 1 }),
  hostileText,
);

const anyToken = fc.record(
  {
    id: fc.oneof({ weight: 20, arbitrary: anyId }, { weight: 1, arbitrary: hostileText }),
    tokenPrefix: fc.oneof(hostileText, fc.jsonValue({ maxDepth: 1 })),
    token_prefix: hostileText,
    description: fc.oneof(hostileText, fc.jsonValue({ maxDepth: 1 })),
    createdAt: anyTime,
    expires_at: anyTime,
    revokedAt: anyTime,
  },
  { requiredKeys: ['id'] },
);

/** A body in place of a list: lists of tokens of every kind, other JSON, parts of it, and anything else. */
export const listBody: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(anyToken, { maxLength: 3 }).map((list) => JSON.stringify(list)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(anyToken, { maxLength: 3 }), fc.nat(200))
      .map(([list, end]) => JSON.stringify(list).slice(0, end)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: hostileText },
);

/** A body of an answer that describes a problem. */
export const errorBody: fc.Arbitrary<string> = fc.oneof(
  hostileText,
  fc.record({ code: fc.integer(), message: hostileText }).map((problem) => JSON.stringify(problem)),
  fc.record({ message: fc.jsonValue({ maxDepth: 1 }) }).map((problem) => JSON.stringify(problem)),
  hostileText.map((text) => `<!doctype html><html><body>${text}</body></html>`),
  fc.tuple(fc.nat(220), hostileText).map(([before, text]) => 'x'.repeat(before) + text),
);
