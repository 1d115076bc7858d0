import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { findFreePort } from '../support/programs.ts';
import { byId, faultOn, givenCluster, idsOf, revokeAll, runAction, runOn } from '../support/scenario.ts';

describe('What can get better is tried again', () => {
  test.each([
    ['408', { status: 408 }],
    ['425', { status: 425 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    [
      '502 with a page of a proxy',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad' },
    ],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['a connection or stream that breaks', 'reset'],
    ['a request that times out', 'hang'],
  ] as const)('over HTTP/1.1 and HTTP/2: %s', async (_, fault) => {
    for (const protocol of ['h1', 'h2'] as const) {
      const tokens = newTokens(3);
      const run = await revokeAll(tokens, {
        inputs: { timeout: '1s' },
        protocol,
        misbehave: faultOn('DELETE', fault, 1),
      });
      expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
      expect(run.log).toContain('Retrying. ');
      expect(run.sent).toHaveLength(6);
    }
  });

  test('the list too', async () => {
    const tokens = newTokens(1);
    const run = await revokeAll(tokens, {
      misbehave: ({ method, earlier }) =>
        method === 'GET' && earlier % 2 === 0 ? { status: 503 } : undefined,
    });
    expect(run.exitCode).toBe(0);
  });

  test.each([
    ['seconds', () => '2'],
    ['date', () => new Date(Date.now() + 3_000).toUTCString()],
  ])('not before the time that Retry-After names as %s, by any request', async (_, retryAfter) => {
    const tokens = newTokens(8);
    let asked: number | undefined;
    const run = await revokeAll(tokens, {
      inputs: { concurrency: '1' },
      misbehave: ({ method }) => {
        if (method !== 'DELETE' || asked !== undefined) return undefined;
        asked = Date.now();
        return { status: 429, headers: { 'retry-after': retryAfter() } };
      },
    });
    expect(run.exitCode).toBe(0);
    const [first, second] = run.cluster.requests.filter(({ method }) => method === 'DELETE');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
    expect(run.log).toContain('The server asked us to wait');
  });
});

describe('What cannot get better is tried once', () => {
  test.each([
    [400, 'unexpected-answer'],
    [403, 'forbidden'],
    [404, 'unexpected-answer'],
    [409, 'unexpected-answer'],
    [501, 'server-error'],
  ])(
    '%d',
    async (status, code) => {
      const tokens = newTokens(2);
      const run = await revokeAll(tokens, {
        misbehave: ({ path }) => (path.endsWith(tokens[0]?.id ?? '') ? { status } : undefined),
      });
      expect(run.results).toMatchObject([{ status: 'failed', code }, { status: 'revoked' }]);
      expect(run.sent).toHaveLength(2);
    },
    30_000,
  );

  test('a redirect: it is not followed, and the error names where it pointed', async () => {
    const [token, elsewhere] = [newToken(), await givenCluster([])];
    const location = `${elsewhere.cluster.host}/login?next=secret`;
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      misbehave: faultOn('DELETE', { status: 307, headers: { location } }),
    });
    expect(run.results).toMatchObject([{ code: 'unexpected-answer' }]);
    expect(run.results[0]?.message).toBe(
      `The response was 307, a redirect to "${elsewhere.cluster.host}/login". Redirects are not followed.`,
    );
    expect(elsewhere.cluster.requests).toEqual([]);
  });
});

describe('An answer that was lost', () => {
  test.each(['obey-then-reset', 'obey-then-hang'] as const)(
    'does not decide: the token is revoked, and called so (%s)',
    async (fault) => {
      const tokens = newTokens(2);
      const run = await revokeAll(tokens, {
        inputs: { timeout: '300ms', retries: '1' },
        misbehave: faultOn('DELETE', fault),
      });
      expect(run.exitCode).toBe(0);
      expect(run.results).toMatchObject([{ status: 'revoked', verified: true }, { status: 'revoked' }]);
    },
  );
});

describe('A run that cannot get better stops early', () => {
  test('after a 401: the rest is not attempted, and the log says once why', async () => {
    const tokens = newTokens(300);
    const run = await revokeAll(tokens, {
      inputs: { concurrency: '4' },
      misbehave: faultOn('DELETE', { status: 401 }),
    });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.sent.length).toBeLessThanOrEqual(4);
    expect(run.results.filter(({ code }) => code === 'not-attempted').length).toBeGreaterThanOrEqual(296);
    expect(run.errors.length).toBeLessThanOrEqual(2);
    expect(run.errors[0]).toContain('were not attempted.');
  });

  test.each(['true', 'false'])('where the cluster cannot be reached at all (force: %s)', async (force) => {
    const tokens = newTokens(50);
    const port = await findFreePort();
    const run = await runAction({
      host: `https://localhost:${port}`,
      'management-token': newToken().secret,
      ...byId(tokens),
      retries: '1',
      force,
    });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(run.errors.length).toBeLessThanOrEqual(2);
    expect(run.errors[0]).toContain(`https://localhost:${port} could not be reached (ECONNREFUSED).`);
  });

  test('where the cluster asks to wait longer than the run has time', async () => {
    const tokens = newTokens(100);
    const run = await revokeAll(tokens, {
      inputs: { concurrency: '4' },
      misbehave: faultOn('DELETE', { status: 429, headers: { 'retry-after': '86400' } }),
    });
    expect(run.exitCode).toBe(1);
    expect(run.sent.length).toBeLessThanOrEqual(4);
    expect(run.errors[0]).toContain('(rate-limited)');
  });
});

describe('The deadline', () => {
  test('ends a run in time: every id has an outcome, and what was revoked is verified', async () => {
    const tokens = newTokens(6);
    const run = await revokeAll(tokens, {
      inputs: { concurrency: '2', deadline: '3s' },
      misbehave: ({ method, path }) =>
        method === 'DELETE' && !path.endsWith(tokens[0]?.id ?? '') ? 'hang' : undefined,
    });
    expect(run.exitCode).toBe(1);
    expect(run.results.map(({ code, status }) => code ?? status)).toEqual([
      'revoked',
      'timeout',
      'timeout',
      'not-attempted',
      'not-attempted',
      'not-attempted',
    ]);
    expect(run.errors[0]).toContain('The run reached its deadline.');
  });
});

describe('A body that is larger than any answer of a Management API', () => {
  test('is not read to its end: an error of more than 64 KiB is an unexpected answer', async () => {
    const token = newToken();
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      misbehave: faultOn('DELETE', { status: 400, body: 'x'.repeat(1024 * 1024) }),
    });
    expect(run.results).toMatchObject([{ code: 'unexpected-answer' }]);
    expect(run.results[0]?.message?.length).toBeLessThan(400);
  });

  test('a list of more than 64 MiB ends the run', async () => {
    const token = newToken();
    const headers = { 'content-type': 'application/json' };
    const body = `[${' '.repeat(64 * 1024 * 1024)}]`;
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      misbehave: () => ({ status: 200, headers, body }),
    });
    expect(run.failed).toEqual([token.id]);
    expect(run.errors[0]).toContain('(unexpected-answer)');
    expect(run.sent).toEqual([]);
  }, 30_000);

  test('a list that is not valid JSON is not believed', async () => {
    const token = newToken();
    const headers = { 'content-type': 'application/json' };
    const run = await runOn([token], {
      inputs: { 'token-ids': token.id },
      misbehave: () => ({ status: 200, headers, body: '[{"id":}]' }),
    });
    expect(run.errors[0]).toContain(
      'The response was 200 (application/json): "[{"id":}]". It is not valid JSON.',
    );
  });
});
