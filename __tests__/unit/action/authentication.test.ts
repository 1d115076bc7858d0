import { describe, expect, test } from '@jest/globals';
import { writeProfile } from '../../support/config-file.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { writeTextFile } from '../../support/files.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import {
  acceptedOf,
  ids,
  load,
  loadOnly,
  oauthInputs,
  oidcInputs,
  problemsOf,
  withIdToken,
} from '../../support/loading.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

type Texts = Readonly<Record<string, string>>;

const host = 'host = "cluster.example.com"';
const fromProfile = 'M.V1.of-the-profile-0123456789';
const fromFile = 'M.V1.of-the-file-0123456789';
const accepted =
  'give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`';

/** The lines of a profile with the path of a file that holds a token. */
function withTokenFile(text = JSON.stringify({ token: fromFile })) {
  const file = writeTextFile(text);
  return { file, lines: ['[profile.auth.token]', `token_file = "${file}"`] };
}

const oauth = {
  tokenUrl: new URL('https://id.example.com/token'),
  clientId: 'a-client',
  scopes: [],
  audience: undefined,
};
const clientSecret = { kind: 'client-secret', secret: 'the-secret-of-the-client' };

describe('The way to authenticate', () => {
  test.each<[string, Texts, object]>([
    [
      'a management token',
      { 'management-token': bearerToken },
      { kind: 'token', token: bearerToken, file: undefined },
    ],
    ['the secret of a client', oauthInputs, { kind: 'oauth', oauth: { ...oauth, proof: clientSecret } }],
    [
      "the runner's token as client assertion",
      { ...oidcInputs, 'oauth-scopes': 'one, two\n three', 'oauth-audience': 'the-cluster' },
      {
        kind: 'oauth',
        oauth: {
          ...oauth,
          scopes: ['one', 'two', 'three'],
          audience: 'the-cluster',
          proof: { kind: 'client-assertion', audience: 'https://id.example.com' },
        },
      },
    ],
    [
      "the runner's token as subject token, if its type is given",
      { ...oidcInputs, 'oauth-subject-token-type': 'urn:x' },
      {
        kind: 'oauth',
        oauth: {
          ...oauth,
          proof: { kind: 'subject-token', audience: 'https://id.example.com', type: 'urn:x' },
        },
      },
    ],
  ])('may be %s', async (_, inputs, authentication) => {
    expect(acceptedOf(await load(inputs, withIdToken)).authentication).toEqual(authentication);
  });

  test('may be the management token of a profile', async () => {
    const config = writeProfile(host, `mgmt_token = "${fromProfile}"`);
    const { authentication, influxctl } = acceptedOf(await loadOnly({ ...ids, config }));
    expect(authentication).toEqual({ kind: 'token', token: fromProfile, file: undefined });
    expect(influxctl?.token).toEqual({ kind: 'management-token', token: fromProfile });
  });

  test('may be the token file of a profile: influxctl gets the file, the API the token in it', async () => {
    const { file, lines } = withTokenFile();
    const config = writeProfile(host, 'mgmt_token = ""', ...lines);
    const { authentication, influxctl } = acceptedOf(await loadOnly({ ...ids, config }));
    expect(authentication).toEqual({ kind: 'token', token: fromFile, file });
    expect(influxctl?.token).toEqual({ kind: 'token-file', path: file });
  });

  test.each<[string, Texts, object, object | undefined]>([
    [
      'management-token',
      { 'management-token': bearerToken },
      { kind: 'token', token: bearerToken, file: undefined },
      { token: { kind: 'management-token', token: bearerToken } },
    ],
    ['oauth-client-secret', oauthInputs, { kind: 'oauth', oauth: { proof: clientSecret } }, undefined],
    ['oidc-audience', oidcInputs, { kind: 'oauth' }, undefined],
  ])('is that of the input %s, whatever the profile offers', async (_, inputs, authentication, influxctl) => {
    for (const lines of [[`mgmt_token = "${fromProfile}"`], withTokenFile('broken {').lines]) {
      const config = writeProfile(host, ...lines);
      const loaded = acceptedOf(await loadOnly({ ...ids, ...inputs, config }, withIdToken));
      expect(loaded.authentication).toMatchObject(authentication);
      if (influxctl === undefined) expect(loaded.influxctl).toBeUndefined();
      else expect(loaded.influxctl).toMatchObject(influxctl);
    }
  });

  test('is told where it is missing, with all that there are', async () => {
    const problem = `management-token: missing or empty: ${accepted}. If it is a secret, check that it exists.`;
    expect(problemsOf(await load({ 'management-token': '' }))).toEqual([problem]);
    const config = writeProfile(host, 'mgmt_token = ""', '[profile.auth.token]', 'token_file = ""');
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([problem]);
  });

  test('is told to be the client secret if OAuth2 is meant: its secret may be empty', async () => {
    expect(problemsOf(await load({ ...oauthInputs, 'oauth-client-secret': '' }))).toEqual([
      `oauth-client-secret: missing or empty: ${accepted}. If it is a secret, check that it exists.`,
    ]);
  });

  test.each<[string, Texts, string]>([
    [
      'management-token',
      { ...oauthInputs, 'management-token': bearerToken },
      '`management-token` and `oauth-client-secret`',
    ],
    [
      'management-token',
      { ...oidcInputs, 'management-token': bearerToken },
      '`management-token` and `oidc-audience`',
    ],
    [
      'oauth-client-secret',
      { ...oidcInputs, 'oauth-client-secret': 'a-secret' },
      '`oauth-client-secret` and `oidc-audience`',
    ],
    [
      'management-token',
      { ...oidcInputs, 'management-token': bearerToken, 'oauth-client-secret': 'a-secret' },
      '`management-token` and `oauth-client-secret` and `oidc-audience`',
    ],
  ])('is one: more than one are told with %s first', async (input, inputs, names) => {
    expect(problemsOf(await load(inputs, withIdToken))).toEqual([
      `${input}: there is more than one way to authenticate (${names}): ${accepted}`,
    ]);
  });

  test('is one in a profile too', async () => {
    const config = writeProfile(host, `mgmt_token = "${fromProfile}"`, ...withTokenFile().lines);
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([
      `config: there is more than one way to authenticate (\`mgmt_token\` and \`token_file\`): ${accepted}`,
    ]);
  });

  test.each<[string, string[], string, string]>([
    [
      'has a space',
      ['mgmt_token = "a-token b"'],
      'mgmt_token',
      'contains white space or characters that no token has',
    ],
    [
      'is that of a database',
      ['mgmt_token = "apiv1_x"'],
      'mgmt_token',
      'this looks like a database token; a management token is required',
    ],
    [
      'is in quotes',
      [`mgmt_token = "'${fromProfile}'"`],
      'mgmt_token',
      'has extra characters around the token: 1 before and 1 after it (quotes)',
    ],
    [
      'is in no file',
      ['[profile.auth.token]', 'token_file = "/nowhere/token"'],
      'token_file',
      '/nowhere/token cannot be read (ENOENT)',
    ],
  ])('is told with its profile where the token %s', async (_, lines, key, message) => {
    const config = writeProfile(host, ...lines);
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([
      `${key} of the profile "default" of ${config}: ${message}`,
    ]);
  });

  test('is told with its profile where the file of the token holds none', async () => {
    const { file, lines } = withTokenFile(`{"token": "${fromFile}"`);
    const config = writeProfile(host, ...lines);
    expect(problemsOf(await loadOnly({ ...ids, config }))).toEqual([
      `token_file of the profile "default" of ${config}: ${file} holds no token`,
    ]);
  });
});
