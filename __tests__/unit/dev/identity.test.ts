import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { OAuthSettings } from '../../../src/connection/oauth-grant.ts';
import {
  clientOf,
  givenIdentity,
  givenProvider,
  type Identity,
  type IdentityChanges,
  jwtType,
  running,
  type SignInChanges,
  signInAt,
} from '../../support/identity.ts';

/** How a client shows a token of the runner: as its own assertion, or to have it exchanged. */
type Kind = 'client-assertion' | 'subject-token';

const kinds: readonly Kind[] = ['client-assertion', 'subject-token'];

const elsewhere = 'https://elsewhere.example.com';
const anHourAgo = Math.floor(Date.now() / 1000) - 3600;

/** What comes of a token request: an access token, or a failure whose message quotes the provider. */
async function obtain(identity: Identity, changes: SignInChanges = {}) {
  return (await signInAt(identity, changes)).obtain(running());
}

/** An access token that the provider has given out. */
async function tokenOf(identity: Identity): Promise<string> {
  const token = await obtain(identity);
  expect(identity.provider.issued()).toContain(token);
  return String(token);
}

/** A refusal with this error of OAuth (RFC 6749, section 5.2). */
const refusedAs = (error: string) => ({ message: expect.stringContaining(`: "${error}: `) });

afterEach(() => {
  jest.restoreAllMocks();
});

test('The simulated runner gives tokens to the job only', async () => {
  const { runner } = await givenIdentity('subject-token');
  const headers = { authorization: 'Bearer guessed' };
  const { status } = await fetch(`${runner.env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=a`, { headers });
  expect([status, runner.issued()]).toEqual([401, []]);
});

describe('The simulated identity provider', () => {
  test('takes a client assertion of the runner once', async () => {
    const identity = await givenIdentity('client-assertion');
    expect(await obtain(identity, { kind: 'client-assertion' })).toEqual(identity.provider.issued()[0]);
    const getIdToken = async (): Promise<string> => identity.runner.issued()[0] ?? '';
    const again = await obtain(identity, { kind: 'client-assertion', needs: { getIdToken } });
    expect(again).toMatchObject(refusedAs('invalid_client'));
  });

  describe.each(kinds)("refuses a runner's token as %s", (kind) => {
    const ofAudience = (audience: string): Partial<OAuthSettings> => ({
      proof: kind === 'client-assertion' ? { kind, audience } : { kind, audience, type: jwtType },
    });
    const expired = {
      ...(kind === 'client-assertion' ? { iss: clientOf[kind], sub: clientOf[kind] } : {}),
      exp: anHourAgo,
    };

    test.each<[string, IdentityChanges, Partial<OAuthSettings>, boolean]>([
      ['that has expired', { runner: { claims: expired } }, {}, false],
      ['that is meant for another audience', {}, ofAudience(elsewhere), false],
      ['that another runner signed', {}, {}, true],
    ])('%s', async (_, changes, oauth, isForeign) => {
      const identity = await givenIdentity(kind, changes);
      const { runner } = isForeign ? await givenIdentity(kind) : identity;
      const refusal = refusedAs(kind === 'client-assertion' ? 'invalid_client' : 'invalid_request');
      expect(await obtain({ ...identity, runner }, { kind, oauth })).toMatchObject(refusal);
      expect([runner.issued().length, identity.provider.issued()]).toEqual([1, []]);
    });
  });

  test.each(['client-secret', 'subject-token'] as const)(
    'refuses a scope that it does not know, and an audience other than its own: %s',
    async (kind) => {
      const audience = 'https://cluster.example.com';
      const identity = await givenIdentity(kind, { provider: { audience } });
      const ask = (oauth: Partial<OAuthSettings>) => obtain(identity, { kind, oauth });
      const [known, unknown] = [['management'], ['management', 'other']];
      expect(await ask({ audience, scopes: unknown })).toMatchObject(refusedAs('invalid_scope'));
      expect(await ask({ audience: elsewhere, scopes: known })).toMatchObject(refusedAs('invalid_target'));
      expect(await ask({ audience, scopes: known })).toEqual(identity.provider.issued()[0]);
    },
  );

  test('accepts the tokens that it has given out until they are revoked, and no other', async () => {
    const identity = await givenProvider();
    const { provider } = identity;
    const tokens = [await tokenOf(identity), await tokenOf(identity)];
    expect(await Promise.all([...tokens, 'guessed'].map(provider.accepts))).toEqual([true, true, false]);
    provider.revokeAll();
    expect(await Promise.all(tokens.map(provider.accepts))).toEqual([false, false]);
    expect(await provider.accepts(await tokenOf(identity))).toBe(true);
  });

  test('accepts a token for its lifetime', async () => {
    const identity = await givenProvider();
    const token = await tokenOf(identity);
    const issuedAt = Date.now();
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValue(issuedAt + 290_000);
    expect(await identity.provider.accepts(token)).toBe(true);
    now.mockReturnValue(issuedAt + 310_000);
    expect(await identity.provider.accepts(token)).toBe(false);
  });
});
