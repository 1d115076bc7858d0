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

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };

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

describe('An identity provider that refuses', () => {
  test.each<[string, ProofKind, Partial<OAuthSettings>, string]>([
    [
      'a secret that is wrong',
      'client-secret',
      { proof: { kind: 'client-secret', secret: 'wrong-secret' } },
      'refused to give an access token (401): "invalid_client: client authentication failed".',
    ],
    [
      'a client that it does not know',
      'client-secret',
      { clientId: 'nobody' },
      'refused to give an access token (401): "invalid_client: client authentication failed".',
    ],
    [
      'a scope',
      'client-secret',
      { scopes: ['everything'] },
      'refused to give an access token (400): "invalid_scope: requested scope is not supported".',
    ],
    [
      'a token of the runner that is meant for another',
      'subject-token',
      { proof: { kind: 'subject-token', audience: 'https://elsewhere.example', type: jwtType } },
      'refused to give an access token (400): "invalid_request: subject_token is not valid: unexpected "aud" claim value".',
    ],
  ])('%s is quoted, and is not asked again', async (_, kind, oauth, message) => {
    const identity = await givenIdentity(kind);
    const failure = await failureOf(identity, { kind, oauth });
    expect(failure).toMatchObject({
      message: `${new URL(identity.provider.issuer).origin} ${message}`,
      retryable: false,
    });
  });

  test.each<[string, Reply, string, boolean]>([
    [
      'an error',
      { status: 400, headers: json, body: '{"error":"invalid_grant"}' },
      'HOST refused to give an access token (400): "invalid_grant".',
      false,
    ],
    [
      'an error with a description',
      {
        status: 401,
        headers: json,
        body: '{"error":"invalid_client","error_description":"no\\n such  one"}',
      },
      'HOST refused to give an access token (401): "invalid_client: no such one".',
      false,
    ],
    [
      'an error with a success, and a page about it',
      {
        status: 200,
        headers: json,
        body: '{"error":"bad_code","error_uri":"https://me:pw@idp.example/e?code=1"}',
      },
      'HOST refused to give an access token (200): "bad_code: https://idp.example/e".',
      false,
    ],
    [
      'a page',
      { status: 403, headers: html, body: '<html><body><h1>403</h1> Not <b>here</b></body></html>' },
      'HOST returned no access token, but 403 with 54 bytes of text/html, not shown since they may hold a token.',
      false,
    ],
    [
      'a page in place of a token',
      { status: 200, headers: html, body: '<!doctype html><p>Sign in</p>' },
      'HOST returned no access token, but 200 with 29 bytes of text/html, not shown since they may hold a token.',
      false,
    ],
    [
      'JSON without a token',
      { status: 200, headers: json, body: '{"ok":true}' },
      'HOST returned no access token, but 200 with 11 bytes of application/json, not shown since they may hold a token.',
      false,
    ],
    [
      'an empty body',
      { status: 200, headers: json },
      'HOST returned no access token, but 200 without a body.',
      false,
    ],
    ['no content', { status: 204 }, 'HOST returned no access token, but 204 without a body.', false],
    ['404', { status: 404 }, 'HOST returned no access token, but 404 without a body.', false],
    ['501', { status: 501 }, 'HOST returned no access token, but 501 without a body.', false],
    [
      'a request to slow down',
      { status: 429, headers: json, body: '{"error":"slow_down"}' },
      'HOST refused to give an access token (429): "slow_down".',
      true,
    ],
    [
      '500',
      { status: 500, body: 'broken' },
      'HOST returned no access token, but 500 with 6 bytes, not shown since they may hold a token.',
      true,
    ],
    [
      'an error in a success',
      { status: 200, headers: json, body: '{"error":"unauthorized_client","error_description":"no"}' },
      'HOST refused to give an access token (200): "unauthorized_client: no".',
      false,
    ],
    [
      'an error that passes in a success',
      { status: 200, headers: json, body: '{"error":"temporarily_unavailable"}' },
      'HOST refused to give an access token (200): "temporarily_unavailable".',
      true,
    ],
    [
      'an error in a 5xx',
      { status: 503, headers: json, body: '{"error":"temporarily_unavailable","error_description":"soon"}' },
      'HOST refused to give an access token (503): "temporarily_unavailable: soon".',
      true,
    ],
    ['502', { status: 502 }, 'HOST returned no access token, but 502 without a body.', true],
    ['503', { status: 503 }, 'HOST returned no access token, but 503 without a body.', true],
    ['a break', 'reset', 'No access token: The connection to HOST broke (UND_ERR_SOCKET).', true],
  ])('with %s is told, and whether it may pass', async (_, answer, message, retryable) => {
    expect(await failureOver(answer)).toMatchObject({ message, retryable });
  });

  test('and asks to wait is not asked before', async () => {
    const answer = {
      status: 503,
      headers: { 'content-type': 'text/plain', 'retry-after': '7' },
      body: 'starting',
    };
    expect(await failureOver(answer)).toMatchObject({ retryable: true, retryAfter: 7_000 });
  });

  test('by silence is told with the time that it was given, and may pass', async () => {
    expect(await failureOver('hang', { needs: { timeout: 1_000 } })).toMatchObject({
      message: 'No access token: HOST did not respond completely within 1 s.',
      retryable: true,
    });
  });

  test('by a redirect sends nobody elsewhere: secrets go to the given address only', async () => {
    const elsewhere = await givenProvider();
    const headers = { location: elsewhere.provider.tokenUrl };
    const identity = await givenProvider({ misbehave: () => ({ status: 307, headers }) });
    const failure = await failureOf(identity);
    expect(failure).toMatchObject({ message: expect.stringContaining('but 307'), retryable: false });
    expect(identity.provider.requests).toHaveLength(1);
    expect(elsewhere.provider.requests).toEqual([]);
  });
});

describe('A refusal', () => {
  test.each<[string, ProofKind]>([
    ["the client's secret", 'client-secret'],
    ["the runner's token", 'client-assertion'],
  ])('that echoes %s is quoted without it', async (_, kind) => {
    const echo = ({ form, headers }: { form: Readonly<Record<string, string>>; headers: object }) => {
      const sent = [form['client_assertion'], (headers as { authorization?: string }).authorization];
      const body = JSON.stringify({ error: 'invalid_client', error_description: `got ${sent.join(' ')}` });
      return { status: 400, headers: json, body };
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
    [
      'a token that is not a bearer token',
      { status: 200, headers: json, body: JSON.stringify({ access_token: live, token_type: 'mac' }) },
    ],
    [
      'a token for DPoP',
      { status: 200, headers: json, body: JSON.stringify({ access_token: live, token_type: 'DPoP' }) },
    ],
    [
      'a token with another status than 200',
      { status: 201, headers: json, body: JSON.stringify({ access_token: live, token_type: 'Bearer' }) },
    ],
    [
      'other tokens than an access token',
      { status: 200, headers: json, body: JSON.stringify({ refresh_token: live, id_token: live }) },
    ],
    [
      'a token under another name',
      { status: 200, headers: json, body: JSON.stringify({ auth: { client_token: live } }) },
    ],
    ['a token in other letters', { status: 200, headers: json, body: JSON.stringify({ accessToken: live }) }],
    ['a token in a page', { status: 200, headers: html, body: `<html><body>${live}</body></html>` }],
    ['a token with a refusal', { status: 400, headers: json, body: JSON.stringify({ accessToken: live }) }],
    ['a JWT alone', { status: 200, headers: { 'content-type': 'text/plain' }, body: `eyJ${live}.e30.` }],
  ])('that brings %s does not show it', async (_, answer) => {
    const { message, retryable } = await failureOver(answer);
    expect(message).toMatch(/^HOST /);
    expect(message).not.toContain(live);
    expect(retryable).toBe(false);
  });
});

describe('An access token that is too short to be one', () => {
  test('is refused, and neither masked nor shown', async () => {
    const hidden: string[] = [];
    const body = JSON.stringify({ access_token: 'abc', token_type: 'Bearer' });
    const answer = { status: 200, headers: json, body };
    const failure = await failureOver(answer, { onHide: (secret) => hidden.push(secret) });
    expect(failure).toMatchObject({
      code: 'authentication-failed',
      message: 'HOST returned an access token that is too short to be one.',
    });
    expect(hidden).not.toContain('abc');
  });
});

describe('An access token that no request can carry', () => {
  test.each(['two\nlines', 'caf\u00e9\u2713'])('is refused, and not asked for again: %j', async (token) => {
    const body = JSON.stringify({ access_token: token, token_type: 'Bearer' });
    expect(await failureOver({ status: 200, headers: json, body })).toMatchObject({
      message: expect.stringMatching(/^HOST returned /),
      retryable: false,
    });
  });
});
