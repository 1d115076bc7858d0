import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { findCodeBlocks } from '../../support/markdown.ts';

const page = readFileSync(new URL('../../../docs/recipes/auth0.md', import.meta.url), 'utf8');
const source = findCodeBlocks(page).find(({ language }) => language === 'js')?.text ?? '';

const issuer = 'https://token.actions.githubusercontent.com';
const claims = {
  iss: issuer,
  aud: 'https://your-tenant.eu.auth0.com/',
  repository_id: '123456789',
  ref: 'refs/heads/main',
  environment: 'influxdb',
};

let signing: CryptoKey;
let stranger: CryptoKey;
let keys: object[];

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  signing = pair.privateKey;
  stranger = (await generateKeyPair('RS256')).privateKey;
  keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256' }];
});

function sign(change: JWTPayload = {}, key = signing, kid = 'one'): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ iat: now, exp: now + 300, ...claims, ...change })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(key);
}

/** What the Action does with a token, and which addresses it asks. `answer`: what GitHub says about its keys. */
async function exchange(token: string, answer = () => Response.json({ keys })) {
  const said: unknown[][] = [];
  const asked: string[] = [];
  const cache = new Map<string, { value: string }>();
  const say =
    (name: string) =>
    (...words: unknown[]): void => {
      said.push([name, ...words]);
    };
  const api = {
    access: { deny: say('deny'), rejectInvalidSubjectToken: say('reject') },
    authentication: { setUserById: say('user') },
    cache: {
      get: (key: string) => cache.get(key),
      set: (key: string, value: string) => cache.set(key, { value }),
    },
  };
  const fetch = async (url: string): Promise<Response> => {
    asked.push(url);
    return answer();
  };
  const action: { onExecuteCustomTokenExchange?: (event: object, api: object) => Promise<void> } = {};
  new Function('require', 'exports', 'fetch', source)(createRequire(import.meta.url), action, fetch);
  const run = () => action.onExecuteCustomTokenExchange?.({ transaction: { subject_token: token } }, api);
  return { run, said, asked };
}

async function outcome(token: string): Promise<unknown[][]> {
  const { run, said } = await exchange(token);
  await run();
  return said.map(([name, ...words]) => (name === 'user' ? [name, ...words] : [name]));
}

describe('The Action in the recipe for Auth0', () => {
  test('sets the user for a token of the right repository, branch and environment', async () => {
    expect(await outcome(await sign())).toEqual([['user', 'auth0|0123456789abcdef01234567']]);
  });

  test.each([
    ['another repository', { repository_id: '987654321' }],
    ['a repository of the same name', { repository: 'ORG/REPO', repository_id: '1' }],
    ['another branch', { ref: 'refs/heads/feature' }],
    ['another environment', { environment: 'staging' }],
    ['a job without an environment', { environment: undefined }],
  ])('denies %s', async (_, change) => {
    expect(await outcome(await sign(change))).toEqual([['deny']]);
  });

  test.each([
    ['for another audience', { aud: 'https://github.com/ORG' }],
    ['of another issuer', { iss: 'https://gitlab.com' }],
    ['that has expired', { exp: 1 }],
    ['that is old, although it has not expired', { iat: 1, exp: 4_000_000_000 }],
  ])('rejects a token %s', async (_, change) => {
    expect(await outcome(await sign(change))).toEqual([['reject']]);
  });

  test('rejects a token that another key has signed, and what is no token', async () => {
    expect(await outcome(await sign({}, stranger))).toEqual([['reject']]);
    expect(await outcome(await sign({}, stranger, 'two'))).toEqual([['reject']]);
    expect(await outcome('no token')).toEqual([['reject']]);
  });

  test('asks GitHub for its keys, and only once', async () => {
    const { run, asked, said } = await exchange(await sign());
    await run();
    await run();
    expect(asked).toEqual([`${issuer}/.well-known/jwks`]);
    expect(said).toHaveLength(2);
  });

  test('does not blame the token where the keys cannot be read', async () => {
    const { run, said } = await exchange(await sign(), () => new Response('', { status: 503 }));
    await expect(run()).rejects.toThrow('keys unavailable');
    expect(said).toEqual([]);
  });
});
