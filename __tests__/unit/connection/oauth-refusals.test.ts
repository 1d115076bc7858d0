import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../dev/endpoint.ts';
import type { OAuthSettings } from '../../../src/connection/oauth-grant.ts';
import type { Failure } from '../../../src/failure.ts';
import {
  givenIdentity,
  givenProvider,
  type Identity,
  jwtType,
  type ProofKind,
  running,
  type SignInChanges,
  signInAt,
} from '../../support/identity.ts';

const html = { 'content-type': 'text/html' };

/** An answer of JSON. */
const json = (status: number, body: object) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What came in place of an access token. */
async function failureOf(identity: Identity, changes: SignInChanges = {}): Promise<Failure> {
  const result = await (await signInAt(identity, changes)).obtain(running());
  if (typeof result === 'string') throw new Error('there was an access token');
  expect(result).toMatchObject({ kind: 'failed', code: 'authentication-failed', mayHaveWorked: false });
  return result;
}

/** What came of an answer of the provider in place of an access token, with `HOST` for the provider's own. */
async function failureOver(answer: Reply, changes: SignInChanges = {}): Promise<Failure> {
  const identity = await givenProvider({ misbehave: () => answer });
  const failure = await failureOf(identity, changes);
  const { origin } = new URL(identity.provider.issuer);
  return { ...failure, message: failure.message.replaceAll(origin, 'HOST') };
}

const unknownScope = '(400): "invalid_scope: requested scope is not supported".';
const unknownClient = '(401): "invalid_client: client authentication failed".';

const [page, busy] = ['https://me:pw@a.test/e?code=1', 'temporarily_unavailable'];

describe('An identity provider that refuses', () => {
  test.each<[string, ProofKind, Partial<OAuthSettings>, string]>([
    ['a wrong secret', 'client-secret', { proof: { kind: 'client-secret', secret: 'wrong' } }, unknownClient],
    ['an unknown client', 'client-secret', { clientId: 'unknown' }, unknownClient],
    ['a scope', 'client-secret', { scopes: ['everything'] }, unknownScope],
    [
      'a token of the runner that is meant for another',
      'subject-token',
      { proof: { kind: 'subject-token', audience: 'https://elsewhere.example', type: jwtType } },
      '(400): "invalid_request: subject_token is not valid: unexpected "aud" claim value".',
    ],
  ])('%s is quoted, and is not asked again', async (_, kind, oauth, quoted) => {
    const identity = await givenIdentity(kind);
    const message = `${new URL(identity.provider.issuer).origin} refused to give an access token ${quoted}`;
    expect(await failureOf(identity, { kind, oauth })).toMatchObject({ message, retryable: false });
  });

  test.each<[string, Reply, string, boolean]>([
    ['an error', json(400, { error: 'invalid_grant' }), '(400): "invalid_grant".', false],
    ['a description', json(401, { error: 'no', error_description: 'a\n  b' }), '(401): "no: a b".', false],
    ['a page about it', json(200, { error: 'no', error_uri: page }), '(200): "no: https://a.test/e".', false],
    ['a success', json(200, { error: 'no', error_description: 'x' }), '(200): "no: x".', false],
    ['a request to slow down', json(429, { error: 'slow_down' }), '(429): "slow_down".', true],
    ['a temporary error in a success', json(200, { error: busy }), `(200): "${busy}".`, true],
    ['a 5xx', json(503, { error: busy, error_description: 'soon' }), `(503): "${busy}: soon".`, true],
  ])('with %s is quoted, and may be temporary', async (_, answer, quoted, retryable) => {
    const message = `HOST refused to give an access token ${quoted}`;
    expect(await failureOver(answer)).toMatchObject({ message, retryable });
  });

  const text = '<html><body><h1>403</h1> Not <b>here</b></body></html>';
  test.each<[string, Reply, string, boolean]>([
    ['a page', { status: 403, headers: html, body: text }, '403 with a body of text/html', false],
    [
      'a page and 200',
      { status: 200, headers: html, body: '<p>Hi</p>' },
      '200 with a body of text/html',
      false,
    ],
    ['JSON without a token', json(200, { ok: true }), '200 with a body of application/json', false],
    ['500', { status: 500, body: 'broken' }, '500 with a body', true],
  ])('with %s has its type named, and nothing shown', async (_, answer, what, retryable) => {
    const message = `HOST returned no access token, but ${what}, not shown since it may hold a token.`;
    expect(await failureOver(answer)).toMatchObject({ message, retryable });
  });

  test.each([
    [{ ...json(200, {}), body: '' }, 200, false],
    [{ status: 204 }, 204, false],
    [{ status: 404 }, 404, false],
    [{ status: 501 }, 501, false],
    [{ status: 502 }, 502, true],
    [{ status: 503 }, 503, true],
  ])('without a body is named by its status: %j', async (answer, status, retryable) => {
    const message = `HOST returned no access token, but ${status} without a body.`;
    expect(await failureOver(answer)).toMatchObject({ message, retryable });
  });

  test('in a content coding that cannot be read is named so', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'dcb' };
    const message =
      'HOST returned no access token, but 200 in the content coding "dcb", which cannot be read.';
    expect(await failureOver({ status: 200, headers, body: 'x' })).toMatchObject({
      message,
      retryable: false,
    });
  });

  test('by breaking the connection can be asked again', async () => {
    const message = 'No access token: The connection to HOST broke (UND_ERR_SOCKET).';
    expect(await failureOver('reset')).toMatchObject({ message, retryable: true });
  });

  test('and asks to wait is not asked before', async () => {
    const headers = { 'content-type': 'text/plain', 'retry-after': '7' };
    const answer = { status: 503, headers, body: 'starting' };
    expect(await failureOver(answer)).toMatchObject({ retryable: true, retryAfter: 7_000 });
  });

  test('by silence can be asked again, and the message names the time limit', async () => {
    const message = 'No access token: HOST did not respond completely within 1 s.';
    const failure = await failureOver('hang', { needs: { timeout: 1_000 } });
    expect(failure).toMatchObject({ message, retryable: true });
  });

  test('by a redirect leads nowhere: secrets go to the given address only', async () => {
    const elsewhere = await givenProvider();
    const headers = { location: `${elsewhere.provider.tokenUrl}/an-access-token;v=1` };
    const identity = await givenProvider({ misbehave: () => ({ status: 307, headers }) });
    const failure = await failureOf(identity);
    const { origin } = new URL(elsewhere.provider.tokenUrl);
    const message = expect.stringContaining(
      `but 307, a redirect to "${origin}". Redirects are not followed.`,
    );
    expect(failure).toMatchObject({ message, retryable: false });
    expect(identity.provider.requests).toHaveLength(1);
    expect(elsewhere.provider.requests).toEqual([]);
  });

  test.each([
    ['/login?next=a-secret', ' to "HOST"'],
    ['//other.example/a-secret', ' to "https://other.example"'],
    ['app.example:/a-secret', ''],
  ])('by a redirect to %s shows no more of it than scheme, host and port', async (location, where) => {
    const { message } = await failureOver({ status: 302, headers: { location } });
    expect(message).toBe(
      `HOST returned no access token, but 302, a redirect${where}. Redirects are not followed.`,
    );
  });
});

describe('A refusal', () => {
  test.each<[string, ProofKind]>([
    ["the client's secret", 'client-secret'],
    ["the runner's token", 'client-assertion'],
  ])('that echoes %s is quoted without it', async (_, kind) => {
    const echo = ({ form, headers }: { form: Readonly<Record<string, string>>; headers: object }) => {
      const sent = [form['client_assertion'], (headers as { authorization?: string }).authorization];
      return json(400, { error: 'invalid_client', error_description: `got ${sent.join(' ')}` });
    };
    const identity = await givenIdentity(kind, { provider: { misbehave: echo } });
    const { message } = await failureOf(identity, { kind });
    expect(message).toMatch(/"invalid_client: got (?:Basic )?\*\*\*"\.$/);
  });

  test('is no secret itself', async () => {
    const hidden: unknown[] = [];
    await failureOver({ status: 503 }, { onHide: (secret) => hidden.push(secret) });
    expect(hidden).toEqual(hidden.map(() => expect.any(String)));
  });

  const live = 'LIVE-TOKEN-0123456789';
  test.each<[string, Reply]>([
    ['a token that is not a bearer token', json(200, { access_token: live, token_type: 'mac' })],
    ['a token for DPoP', json(200, { access_token: live, token_type: 'DPoP' })],
    ['a token with another status than 200', json(201, { access_token: live, token_type: 'Bearer' })],
    ['other tokens than an access token', json(200, { refresh_token: live, id_token: live })],
    ['a token under another name', json(200, { auth: { client_token: live } })],
    ['a token in other letters', json(200, { accessToken: live })],
    ['a token in a page', { status: 200, headers: html, body: `<html><body>${live}</body></html>` }],
    ['a token with a refusal', json(400, { accessToken: live })],
    ['a JWT alone', { status: 200, headers: { 'content-type': 'text/plain' }, body: `eyJ${live}.e30.` }],
  ])('that brings %s does not show it', async (_, answer) => {
    const { message, retryable } = await failureOver(answer);
    expect(message).toMatch(/^HOST /);
    expect(message).not.toContain(live);
    expect(retryable).toBe(false);
  });
});

describe('An access token', () => {
  const bearer = (token: string) => json(200, { access_token: token, token_type: 'Bearer' });

  test('that is too short to be one is refused, and neither masked nor shown', async () => {
    const hidden: string[] = [];
    const failure = await failureOver(bearer('abc'), { onHide: (secret) => hidden.push(secret) });
    expect(failure.message).toBe('HOST returned an access token that is too short to be one.');
    expect(hidden).not.toContain('abc');
  });

  test.each(['mac', 'DPoP'])('of another type than bearer is named so: %s', async (type) => {
    const answer = json(200, { access_token: 'LIVE-TOKEN-0123456789', token_type: type });
    const message = 'HOST returned a token that is not a bearer token.';
    expect(await failureOver(answer)).toMatchObject({ message, retryable: false });
  });

  test.each(['two\nlines', 'caf\u00e9\u2713'])('that no request can carry is final: %j', async (token) => {
    const { message, retryable } = await failureOver(bearer(token));
    expect([message, retryable]).toEqual([expect.stringMatching(/^HOST returned /), false]);
  });
});
