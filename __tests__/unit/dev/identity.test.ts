import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  clientIds,
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
} from '../../../dev/identity/provider.ts';
import {
  type RunnerOidc,
  type RunnerOidcOptions,
  startRunnerOidc,
} from '../../../dev/identity/runner-oidc.ts';
import { closeLater } from '../../support/scenario.ts';

type Fields = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a token of a runner differs from one that is taken. */
interface Flaw {
  readonly claims?: RunnerOidcOptions['claims'];
  readonly audience?: string;
  /** Signed by a runner that the provider does not know. */
  readonly foreign?: boolean;
}

interface Identity {
  readonly runner: RunnerOidc;
  readonly provider: IdentityProvider;
}

/** A client assertion must come from the client itself (RFC 7523, section 3). */
const clientItself = { iss: clientIds.assertion, sub: clientIds.assertion };

const anHourAgo = Math.floor(Date.now() / 1000) - 3600;

/** A runner, and an identity provider that trusts it. */
async function givenIdentity(
  claims: RunnerOidcOptions['claims'] = {},
  options: IdentityProviderOptions = {},
): Promise<Identity> {
  const runner = closeLater(await startRunnerOidc({ claims }));
  return {
    runner,
    provider: closeLater(await startIdentityProvider({ runnerKeys: runner.jwks, ...options })),
  };
}

/** A token of a runner that is not taken, and an identity provider to show it to. */
async function givenFlawedToken(
  { claims, audience, foreign = false }: Flaw,
  own: RunnerOidcOptions['claims'],
) {
  const { runner, provider } = await givenIdentity({ ...own, ...claims });
  const signer = foreign ? closeLater(await startRunnerOidc({ claims: { ...own } })) : runner;
  return { provider, token: await idTokenOf(signer, audience ?? provider.issuer) };
}

/** Asks a runner for a token, as `getIDToken` of `@actions/core` does. */
async function askRunner({ env }: RunnerOidc, audience: string, headers: Fields = {}): Promise<Response> {
  const url = `${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(audience)}`;
  return fetch(url, {
    headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`, ...headers },
  });
}

async function idTokenOf(runner: RunnerOidc, audience: string): Promise<string> {
  const { value } = (await (await askRunner(runner, audience)).json()) as { value: string };
  return value;
}

/** Sends a token request. */
function post({ tokenUrl, ca }: IdentityProvider, form: Fields, headers: Fields = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(tokenUrl, { method: 'POST', ca, headers: { ...formHeaders, ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      json(response).then((body) => resolve({ status: response.statusCode, body } as Answer), reject);
    });
    sent.end(new URLSearchParams(form).toString());
  });
}

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

const clientCredentials = { grant_type: 'client_credentials' };

/** A name and a secret for HTTP Basic, encoded for OAuth (RFC 6749, section 2.3.1) by default. */
function basic(secret: string, encode: (text: string) => string = encodeURIComponent): Fields {
  const pair = `${encode(clientIds.secret)}:${encode(secret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function askWithSecret(provider: IdentityProvider, form: Fields = {}): Promise<Answer> {
  return post(provider, { ...clientCredentials, ...form }, basic(provider.clientSecret));
}

function askWithAssertion(provider: IdentityProvider, assertion: string): Promise<Answer> {
  return post(provider, {
    ...clientCredentials,
    client_id: clientIds.assertion,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
}

function exchange(provider: IdentityProvider, subjectToken: string, form: Fields = {}): Promise<Answer> {
  return post(provider, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: clientIds.exchange,
    subject_token: subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    ...form,
  });
}

/** The access token of an answer, which the provider must accept. */
async function expectToken(provider: IdentityProvider, { status, body }: Answer): Promise<string> {
  expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 300 } });
  const token = body['access_token'] as string;
  expect(await provider.accepts(token)).toBe(true);
  expect(provider.issued()).toContain(token);
  return token;
}

const refused = (status: number, error: string) => ({ status, body: { error } });

afterEach(() => {
  jest.restoreAllMocks();
});

describe('The runner', () => {
  test('gives tokens for the audience that is asked for, and only to the job', async () => {
    const { runner } = await givenIdentity();
    const token = await idTokenOf(runner, 'api://cluster?a&b');
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ aud: 'api://cluster?a&b', repository: 'octo-org/octo-repo' });
    expect((await askRunner(runner, 'a', { authorization: 'Bearer guessed' })).status).toBe(401);
    expect(runner.issued()).toEqual([token]);
  });

  test('fails as it is set to', async () => {
    const misbehave = () => ({ status: 500, body: 'broken' });
    const runner = closeLater(await startRunnerOidc({ misbehave }));
    const answer = await askRunner(runner, 'a');
    expect([answer.status, await answer.text()]).toEqual([500, 'broken']);
    expect(runner.requests).toMatchObject([{ method: 'GET', path: '/idtoken?api-version=2.0&audience=a' }]);
  });
});

describe('The identity provider', () => {
  test('gives a token to the client with the right secret, and to no other', async () => {
    const { provider } = await givenIdentity();
    await expectToken(provider, await askWithSecret(provider));
    const unencoded = basic(provider.clientSecret, (text) => text);
    for (const wrong of [basic('wrong'), unencoded])
      expect(await post(provider, clientCredentials, wrong)).toMatchObject(refused(401, 'invalid_client'));
    expect(provider.issued()).toHaveLength(1);
    expect(await provider.accepts('guessed')).toBe(false);
  });

  test('gives a token for a client assertion of the runner, once', async () => {
    const { runner, provider } = await givenIdentity(clientItself);
    const assertion = await idTokenOf(runner, provider.issuer);
    await expectToken(provider, await askWithAssertion(provider, assertion));
    expect(await askWithAssertion(provider, assertion)).toMatchObject(refused(401, 'invalid_client'));
  });

  test('gives a token in exchange for one of the runner', async () => {
    const { runner, provider } = await givenIdentity();
    const answer = await exchange(provider, await idTokenOf(runner, provider.issuer), {
      scope: 'management',
    });
    await expectToken(provider, answer);
    const issued_token_type = 'urn:ietf:params:oauth:token-type:access_token';
    expect(answer.body).toMatchObject({ issued_token_type, scope: 'management' });
  });

  test.each<[string, Flaw, string]>([
    ['has expired', { claims: { exp: anHourAgo } }, '"exp" claim'],
    ['is meant for another audience', { audience: 'https://elsewhere.example.com' }, '"aud" claim'],
    ['another runner signed', { foreign: true }, 'signature'],
  ])("refuses a runner's token that %s", async (_, flaw, reason) => {
    const subject = await givenFlawedToken(flaw, {});
    const answer = await exchange(subject.provider, subject.token);
    expect(answer).toMatchObject(refused(400, 'invalid_request'));
    expect(answer.body['error_description']).toContain(reason);
    const assertion = await givenFlawedToken(flaw, clientItself);
    expect(await askWithAssertion(assertion.provider, assertion.token)).toMatchObject(
      refused(401, 'invalid_client'),
    );
    expect([...subject.provider.issued(), ...assertion.provider.issued()]).toEqual([]);
  });

  test('refuses a scope that it does not know, and an audience other than its own', async () => {
    const audience = 'https://cluster.example.com';
    const { runner, provider } = await givenIdentity({}, { audience });
    const idToken = await idTokenOf(runner, provider.issuer);
    for (const ask of [
      (form: Fields) => askWithSecret(provider, form),
      (form: Fields) => exchange(provider, idToken, form),
    ]) {
      expect(await ask({ audience, scope: 'management other' })).toMatchObject(refused(400, 'invalid_scope'));
      expect(await ask({ scope: 'management' })).toMatchObject(refused(400, 'invalid_target'));
      const answer = await ask({ audience, scope: 'management' });
      await expectToken(provider, answer);
      expect(answer.body).toMatchObject({ scope: 'management' });
    }
  });

  test('accepts a token until it is revoked', async () => {
    const { provider } = await givenIdentity();
    const obtain = async () => expectToken(provider, await askWithSecret(provider));
    const tokens = [await obtain(), await obtain()];
    provider.revokeAll();
    expect(await Promise.all(tokens.map(provider.accepts))).toEqual([false, false]);
    await obtain();
  });

  test('accepts a token for its lifetime', async () => {
    const { provider } = await givenIdentity();
    const token = await expectToken(provider, await askWithSecret(provider));
    const issuedAt = Date.now();
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValue(issuedAt + 290_000);
    expect(await provider.accepts(token)).toBe(true);
    now.mockReturnValue(issuedAt + 310_000);
    expect(await provider.accepts(token)).toBe(false);
  });

  test('keeps what it is asked, and misbehaves as it is set to', async () => {
    const limit = { status: 429, headers: { 'retry-after': '1' }, body: '{"error":"slow_down"}' };
    const faults = [limit, 'reset' as const];
    const { provider } = await givenIdentity({}, { misbehave: ({ earlier }) => faults[earlier] });
    expect(await askWithSecret(provider, { scope: 'management' })).toMatchObject(refused(429, 'slow_down'));
    await expect(askWithSecret(provider)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expectToken(provider, await askWithSecret(provider));
    expect(provider.requests).toMatchObject([
      { method: 'POST', path: '/token', form: { ...clientCredentials, scope: 'management' }, earlier: 0 },
      { form: clientCredentials, headers: { authorization: expect.stringMatching(/^Basic /) }, earlier: 1 },
      { form: clientCredentials, earlier: 2 },
    ]);
  });
});
