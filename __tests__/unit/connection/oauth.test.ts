import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import type { OAuthSettings } from '../../../src/connection/oauth-grant.ts';
import {
  clientOf,
  givenIdentity,
  givenProvider,
  type ProofKind,
  running,
  signInAt,
} from '../../support/identity.ts';
import { bareRequests } from '../../support/token-requests.ts';

const json = { 'content-type': 'application/json' };
const kinds: readonly ProofKind[] = ['client-secret', 'client-assertion', 'subject-token'];

/** A name and a secret as they travel in HTTP Basic, each encoded for OAuth (RFC 6749, section 2.3.1). */
function basic(name: string, secret: string): string {
  const encode = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);
  const strictly = (text: string): string => encode(text).replace(/[-._*]/g, toPercent);
  return Buffer.from(`${strictly(name)}:${strictly(secret)}`).toString('base64');
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** An audience that only a form encodes without loss. */
const audience = 'api://cluster?a=b&c d';

describe.each(kinds)('An access token for the proof %s', (kind) => {
  test('is one that the identity provider accepts, and is not asked for before it is needed', async () => {
    const identity = await givenIdentity(kind);
    const credentials = await signInAt(identity, { kind });
    expect([identity.provider.requests, identity.runner.requests]).toEqual([[], []]);
    const token = await credentials.obtain(running());
    expect(identity.provider.issued()).toEqual([token]);
    expect(await identity.provider.accepts(token as string)).toBe(true);
  });

  test.each<[string, Partial<OAuthSettings>, Record<string, string>]>([
    ['nothing but the proof', {}, {}],
    ['scopes and an audience too', { scopes: ['openid', 'x'], audience }, { scope: 'openid x', audience }],
  ])('is asked for with %s, in the form and never in the address', async (_, oauth, fields) => {
    const identity = await givenIdentity(kind);
    await (await signInAt(identity, { kind, oauth })).obtain(running());
    const { provider } = identity;
    expect(provider.requests).toMatchObject([{ method: 'POST', path: '/token' }]);
    const [request] = provider.requests;
    expect(request?.form).toStrictEqual({ ...bareRequests[kind](identity), ...fields });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);
    const header = `Basic ${basic(clientOf[kind], provider.clientSecret)}`;
    expect(request?.headers.authorization).toBe(kind === 'client-secret' ? header : undefined);
  });

  test('is hidden before it is used, and what it is asked for with before it is sent', async () => {
    const events: string[] = [];
    const note = (event: string) => () => void events.push(event);
    const { provider, runner } = await givenIdentity(kind, {
      provider: { misbehave: note('the provider is asked') },
      runner: { misbehave: note('the runner is asked') },
    });
    const onHide = (secret: string) => events.push(`hidden: ${secret}`);
    const token = await (await signInAt({ provider, runner }, { kind, onHide })).obtain(running());
    const before =
      kind === 'client-secret'
        ? [`hidden: ${basic(clientOf[kind], provider.clientSecret)}`, expect.stringMatching(/^hidden: /)]
        : ['the runner is asked', `hidden: ${runner.issued()[0]}`];
    expect(events).toEqual([...before, 'the provider is asked', `hidden: ${token}`]);
  });
});

describe('An access token', () => {
  test.each([
    ['no type', { token_type: undefined }],
    ['a type that is null', { token_type: null }],
    ['a type in lower case', { token_type: 'bearer' }],
    ['a type in upper case', { token_type: 'BEARER' }],
    ['a scope that is null', { scope: null }],
    ['a scope that is a list', { scope: ['openid'] }],
    ['a refresh token that is null', { refresh_token: null }],
    ['an empty refresh token', { refresh_token: '' }],
    ['an expiry that is null', { expires_in: null }],
    ['an expiry that is empty', { expires_in: '' }],
    ['an expiry in a string', { expires_in: '3600' }],
    ['an ID token that is no JWT', { id_token: 'no-jwt' }],
    [
      'an ID token of another issuer',
      { id_token: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2Vsc2V3aGVyZSJ9.' },
    ],
    ['an ID token that is no text', { id_token: 5 }],
  ])('is taken beside %s', async (_, more) => {
    const body = JSON.stringify({ access_token: 'an-access-token', token_type: 'Bearer', ...more });
    const identity = await givenProvider({ misbehave: () => ({ status: 200, headers: json, body }) });
    expect(await (await signInAt(identity)).obtain(running())).toBe('an-access-token');
  });

  test('is asked for once more with the secret in the body where the provider refuses it in the header', async () => {
    const identity = await givenProvider({
      misbehave: ({ form }) =>
        form['client_secret'] === undefined
          ? { status: 401, headers: json, body: '{"error":"invalid_client"}' }
          : { status: 200, headers: json, body: '{"access_token":"an-access-token","token_type":"Bearer"}' },
    });
    expect(await (await signInAt(identity)).obtain(running())).toBe('an-access-token');
    const inBody = { form: { client_id: clientOf['client-secret'] } };
    expect(identity.provider.requests).toMatchObject([{}, inBody]);
  });

  test('is worth another attempt where the provider that wants the secret in the body is down for a moment', async () => {
    const identity = await givenProvider({
      misbehave: ({ form }) =>
        form['client_secret'] === undefined
          ? { status: 401, headers: json, body: '{"error":"invalid_client"}' }
          : { status: 503, headers: { ...json, 'retry-after': '3' }, body: '{}' },
    });
    const failure = await (await signInAt(identity)).obtain(running());
    expect(failure).toMatchObject({ code: 'authentication-failed', retryable: true, retryAfter: 3_000 });
  });

  test('is asked for at the very address that is given, its query included', async () => {
    const identity = await givenProvider();
    const tokenUrl = new URL('?tenant=a%2Fb', identity.provider.tokenUrl);
    await (await signInAt(identity, { oauth: { tokenUrl } })).obtain(running());
    expect(identity.provider.requests).toMatchObject([{ path: '/token?tenant=a%2Fb' }]);
  });

  test('is exchanged for a subject token of the type that is given', async () => {
    const identity = await givenIdentity('subject-token');
    const type = 'urn:ietf:params:oauth:token-type:id_token';
    const proof = { kind: 'subject-token', audience: identity.provider.issuer, type } as const;
    await (await signInAt(identity, { kind: 'subject-token', oauth: { proof } })).obtain(running());
    expect(identity.provider.requests).toMatchObject([{ form: { subject_token_type: type } }]);
  });

  test('is asked for with a token of the runner that is meant for the given audience', async () => {
    const identity = await givenIdentity('client-assertion');
    const proof = { kind: 'client-assertion', audience: 'https://elsewhere/?a&b' } as const;
    await (await signInAt(identity, { kind: 'client-assertion', oauth: { proof } })).obtain(running());
    const [, claims = ''] = (identity.runner.issued()[0] ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud).toBe('https://elsewhere/?a&b');
  });
});
