import { describe, expect, test } from '@jest/globals';
import type { ProgramEnd } from '../../../../src/program/run-program.ts';
import type { ListAnswer } from '../../../../src/revocation/token-client.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { idOf } from '../../../support/domain.ts';
import { failureOf } from '../../../support/mock-api.ts';
import {
  ended,
  endings,
  printedList,
  requestTimeout,
  scriptInfluxctl,
} from '../../../support/scripted-influxctl.ts';

const options = { signal: new AbortController().signal, attempt: 1 };

describe('A list through influxctl', () => {
  const listFrom = (end: ProgramEnd, quote?: (text: string) => string): Promise<ListAnswer> =>
    scriptInfluxctl(() => end, quote).client.list(options);

  test('brings the tokens, read from what influxctl prints', async () => {
    const times = { created_at: { seconds: 1_710_273_809, nanos: 948_178_000 }, expires_at: { seconds: 0 } };
    const entry = { id: idOf(1), token_prefix: 'M.V1.+5Jk', description: 'ci', ...times };
    const token = { id: idOf(1), prefix: 'M.V1.+5Jk', description: 'ci', createdAt: 1_710_273_809_948 };
    expect(await listFrom(ended({ stdout: JSON.stringify([entry]) }))).toEqual({
      kind: 'listed',
      tokens: [{ ...token, expiresAt: undefined, revokedAt: undefined }],
    });
  });

  test('takes one call, which may take longer than a request but not forever', async () => {
    const { client, calls } = scriptInfluxctl(() => printedList([]));
    const { signal } = new AbortController();
    expect(await client.list({ signal, attempt: 1 })).toEqual({ kind: 'listed', tokens: [] });
    expect(calls).toMatchObject([{ args: ['management', 'list', '--format', 'json'] }]);
    expect(calls[0]?.signal).toBe(signal);
    expect(calls[0]?.timeout).toBeGreaterThan(requestTimeout);
    expect(calls[0]?.timeout).toBeLessThan(10 * requestTimeout);
  });

  test.each([...endings])('fails where influxctl %s', async (_, end, failure) => {
    expect(await listFrom(end)).toEqual(failure);
  });

  test('is empty where influxctl prints null', async () => {
    expect(await listFrom(ended({ stdout: 'null\n' }))).toEqual({ kind: 'listed', tokens: [] });
  });

  test('is not believed where influxctl says that it failed', async () => {
    const { stdout } = printedList([idOf(1)]) as Extract<ProgramEnd, { kind: 'ended' }>;
    expect(await listFrom(ended({ code: 1, stdout }))).toMatchObject({ kind: 'failed' });
  });

  test.each([
    ['nothing', '', 'It is not valid JSON. It begins: "".'],
    ['a table', '+----+\n| ID |\n+----+', 'It is not valid JSON. It begins: "+----+'],
    ['half of a list', `[{"id":"${idOf(1)}"}`, 'It is not valid JSON.'],
    ['an object', '{"tokens":[]}', 'It is not a JSON array.'],
    ['other things', '[{"name":"db"}]', 'Its entries are not tokens.'],
    ['an odd entry', `[{"id":"${idOf(1)}"},{"id":"x"}]`, 'Entry 2 of the list: id is not a UUID.'],
  ])('cannot be read, and is not read again, where influxctl prints %s', async (_, stdout, words) => {
    const failure = failureOf(await listFrom(ended({ stdout })));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: false, affectsAll: false });
    expect(failure.message).toContain(`influxctl printed a list that cannot be read. ${words}`);
  });

  test.each([
    ['management', 'influxctl management list --format json'],
    ['database', 'influxctl token list --include-revoked --format json'],
  ] as const)(
    'that cannot be read has the command line for %s tokens to compare it with',
    async (name, line) => {
      const { client } = scriptInfluxctl(() => ended(), undefined, tokenKinds[name]);
      expect(failureOf(await client.list(options)).hint).toContain(`Run \`${line}\``);
    },
  );

  test('quotes nothing of what influxctl prints but what is fit to be quoted', async () => {
    const quote = (text: string): string => text.replaceAll('secret', '***').slice(0, 20);
    const odd = await listFrom(ended({ stdout: `a secret ${'x'.repeat(100)}` }), quote);
    expect(failureOf(odd).message).toMatch(/It begins: "a \*{3} x{14}"\.$/);
    const failed = await listFrom(ended({ code: 1, stderr: 'a secret' }), quote);
    expect(failureOf(failed).message).toContain('"a ***"');
  });
});
