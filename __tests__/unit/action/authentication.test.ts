import { describe, expect, test } from '@jest/globals';
import { bearerToken } from '../../support/connection-settings.ts';
import { writeTextFile } from '../../support/files.ts';
import {
  acceptedOf,
  enoughLines,
  load,
  loadProfile,
  oauthInputs,
  oidcInputs,
  problemsOf,
  profileToken,
  type Texts,
  withIdToken,
} from '../../support/loading.ts';

const [host = ''] = enoughLines;
const fromFile = 'M.V1.of-the-file-0123456789';
const accepted =
  'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';

/** The lines of a profile with the path of a file that holds a token. */
function withTokenFile(text = JSON.stringify({ token: fromFile })) {
  const file = writeTextFile(text);
  return { file, lines: ['[profile.auth.token]', `token_file = "${file}"`] };
}

/** OAuth2 as the inputs of these tests give it, and more. */
function oauthWith(more: object) {
  const tokenUrl = new URL('https://id.example.com/token');
  const oauth = { tokenUrl, clientId: 'a-client', scopes: [], audience: undefined };
  return { kind: 'oauth', oauth: { ...oauth, ...more } };
}

const audience = 'https://id.example.com';
const ofInput = { kind: 'token', token: bearerToken, file: undefined };
const ofClientSecret = oauthWith({ proof: { kind: 'client-secret', secret: 'the-secret-of-the-client' } });
const ofAssertion = oauthWith({ proof: { kind: 'client-assertion', audience } });

describe('The way to authenticate', () => {
  test.each<[string, Texts, object]>([
    ['the secret of a client', oauthInputs, ofClientSecret],
    ["the runner's token as client assertion", oidcInputs, ofAssertion],
    [
      'one with scopes and an audience',
      { ...oidcInputs, 'oauth-scopes': 'one, two\n three', 'oauth-audience': 'the-cluster' },
      oauthWith({ ...ofAssertion.oauth, scopes: ['one', 'two', 'three'], audience: 'the-cluster' }),
    ],
    [
      "the runner's token as subject token, if its type is given",
      { ...oidcInputs, 'oauth-subject-token-type': 'urn:x' },
      oauthWith({ proof: { kind: 'subject-token', audience, type: 'urn:x' } }),
    ],
  ])('may be %s', async (_, inputs, authentication) => {
    expect(acceptedOf(await load(inputs, withIdToken)).authentication).toEqual(authentication);
  });

  test('may be the management token of a profile', async () => {
    const { authentication, influxctl } = acceptedOf(await loadProfile(enoughLines));
    expect(authentication).toEqual({ kind: 'token', token: profileToken, file: undefined });
    expect(influxctl?.token).toEqual(authentication);
  });

  test('may be the token file of a profile: influxctl gets the file, the API the token in it', async () => {
    const { file, lines } = withTokenFile();
    const loaded = await loadProfile([host, 'mgmt_token = ""', ...lines]);
    const { authentication, influxctl } = acceptedOf(loaded);
    expect(authentication).toEqual({ kind: 'token', token: fromFile, file });
    expect(influxctl?.token).toEqual(authentication);
  });

  test.each<[string, Texts, object, object | undefined]>([
    ['management-token', { 'management-token': bearerToken }, ofInput, ofInput],
    ['oauth-client-secret', oauthInputs, ofClientSecret, undefined],
    ['oidc-audience', oidcInputs, ofAssertion, undefined],
  ])(
    'is that of the input %s, although the profile offers another',
    async (_, inputs, expected, influxctl) => {
      for (const lines of [enoughLines, [host, ...withTokenFile('broken {').lines]]) {
        const loaded = acceptedOf(await loadProfile(lines, inputs, withIdToken));
        expect([loaded.authentication, loaded.influxctl?.token]).toEqual([expected, influxctl]);
      }
      expect.assertions(2);
    },
  );

  test('is missing where none is given, and the problem names all that there are', async () => {
    const problem = `management-token: missing or empty: ${accepted}. If it is a secret, check that it exists.`;
    expect(problemsOf(await load({ 'management-token': '' }))).toEqual([problem]);
    const empty = [host, 'mgmt_token = ""', '[profile.auth.token]', 'token_file = ""'];
    expect(problemsOf(await loadProfile(empty))).toEqual([problem]);
  });

  test('is a missing client secret if OAuth2 is meant: the secret may be empty', async () => {
    expect(problemsOf(await load({ ...oauthInputs, 'oauth-client-secret': '' }))).toEqual([
      `oauth-client-secret: missing or empty: ${accepted}. If it is a secret, check that it exists.`,
    ]);
  });

  const secret = { 'oauth-client-secret': 'a-secret' };
  const both = { ...oidcInputs, 'management-token': bearerToken };
  test.each<[string, Texts, string]>([
    ['management-token', { ...oauthInputs, 'management-token': bearerToken }, 'oauth-client-secret'],
    ['management-token', both, 'oidc-audience'],
    ['oauth-client-secret', { ...oidcInputs, ...secret }, 'oidc-audience'],
    ['management-token', { ...both, ...secret }, 'oauth-client-secret` and `oidc-audience'],
  ])('is one: of more than one %s is named first', async (input, inputs, others) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([
      `${input}: there is more than one way to authenticate (\`${input}\` and \`${others}\`): ${accepted}`,
    ]);
  });

  test('is one in a profile too', async () => {
    expect(problemsOf(await loadProfile([...enoughLines, ...withTokenFile().lines]))).toEqual([
      `config: there is more than one way to authenticate (\`mgmt_token\` and \`token_file\`): ${accepted}`,
    ]);
  });

  const database = 'this looks like a database token; a management token is required';
  test.each<[string, string[], string, string]>([
    ['is that of a database', ['mgmt_token = "apiv1_x"'], 'mgmt_token', database],
    ['is in no file', ['[profile.auth.token]', 'token_file = "/x"'], 'token_file', '/x does not exist'],
  ])('is named with its profile where the token %s', async (_, lines, key, message) => {
    const loaded = await loadProfile([host, ...lines]);
    expect(problemsOf(loaded)).toEqual([`${key} of the profile "default" of ${loaded.config}: ${message}`]);
  });

  test('is named with its profile where the file of the token holds none', async () => {
    const { file, lines } = withTokenFile(`{"token": "${fromFile}"`);
    const loaded = await loadProfile([host, ...lines]);
    const problem = `token_file of the profile "default" of ${loaded.config}: ${file} holds no token`;
    expect(problemsOf(loaded)).toEqual([problem]);
  });
});
