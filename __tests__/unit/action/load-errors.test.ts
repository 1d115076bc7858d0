import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { type LoadedInputs, loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

let client: Identity;

beforeAll(async () => {
  client = await (await createAuthority()).issue({ host: 'runner', client: true });
});

function load(inputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): Promise<LoadedInputs> {
  setInputs({ ...enoughInputs, ...inputs });
  return loadInputs({ HOME: '/nowhere', ...env });
}

function errorOf({ inputs }: LoadedInputs): ActionError {
  if (inputs instanceof ActionError) return inputs;
  throw new Error('accepted');
}

function problemsOf(loaded: LoadedInputs): string[] {
  return errorOf(loaded)
    .message.split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2));
}

describe('Inputs that are wrong', () => {
  test('are told all at once, each with its name and with what would be accepted', async () => {
    const error = errorOf(
      await load(
        {
          'token-ids': 'wrong',
          'token-ids-file': '/nowhere/ids.txt',
          force: 'yes',
          'dry-run': 'no',
          host: 'ftp://cluster',
          'management-token': 'apiv1_abc',
          'api-path': 'relative',
          'tls-ca': '/nowhere/ca.pem',
          'tls-cert': '/nowhere/cert.pem',
          'tls-key': '/nowhere/key.pem',
          'tls-insecure': '1',
          'allow-http': '0',
          concurrency: '0',
          timeout: '1',
          retries: '11',
          deadline: '0s',
          verify: 'always',
          'fail-on': 'some',
          summary: 'short',
        },
        { HTTPS_PROXY: 'socks5://x' },
      ),
    );
    expect(error.code).toBe('invalid-input');
    expect(error.message).toBe(
      [
        '20 inputs are not valid:',
        '- token-ids: entry 1 ("wron…", 5 characters) is not a UUID',
        '- token-ids-file: the file cannot be read (ENOENT)',
        '- force: accepted: true or false',
        '- dry-run: accepted: true or false',
        '- host: not an HTTP address; accepted: https://host[:port], or a bare host name',
        '- management-token: this looks like a database token; a management token is needed',
        '- api-path: accepted: an absolute path without query, such as /api/v0/management-tokens',
        '- tls-ca: neither PEM text nor a file that can be read (ENOENT)',
        '- tls-cert: neither PEM text nor a file that can be read (ENOENT)',
        '- tls-key: neither PEM text nor a file that can be read (ENOENT)',
        '- tls-insecure: accepted: true or false',
        '- allow-http: accepted: true or false',
        '- concurrency: accepted: a whole number from 1 to 256',
        '- timeout: accepted: a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h',
        '- retries: accepted: a whole number from 0 to 10',
        '- deadline: accepted: a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h',
        '- verify: accepted: true or false',
        '- fail-on: accepted: any',
        '- summary: accepted: true or false',
        '- environment: HTTPS_PROXY or HTTP_PROXY is not the URL of an HTTP proxy; accepted: http://[user:password@]host:port',
      ].join('\n'),
    );
  });

  test('are told in the singular where it is one', async () => {
    expect(errorOf(await load({ retries: 'x' })).message).toMatch(/^An input is not valid:\n- retries: /);
  });

  test('leave the ids that could be read, so that each can be reported', async () => {
    const loaded = await load({ 'token-ids': `${enoughInputs['token-ids']} wrong`, retries: 'x' });
    expect(loaded.asked.ids).toEqual([enoughInputs['token-ids']]);
  });
});

describe('Inputs that are missing', () => {
  test('are told all at once', async () => {
    expect(problemsOf(await load({ 'token-ids': '', host: '', 'management-token': '' }))).toEqual([
      'management-token: missing: give one of `management-token`, `oauth-client-secret`, `oidc-audience`, or a profile with `mgmt_token` or `token_file`',
      'token-ids: missing: give what to revoke: `token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert`, or a selector',
      'host: missing: the address of the cluster, such as https://cluster.example.com',
    ]);
  });

  test('are not called missing where they are only wrong', async () => {
    const problems = problemsOf(await load({ host: 'a b', 'management-token': 'a b' }));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['host', 'management-token']);
    expect(problems.join()).not.toContain('missing');
  });

  test('are told where one of a pair is given', async () => {
    expect(problemsOf(await load({ 'tls-cert': client.cert }))).toEqual([
      'tls-key: missing: `tls-cert` needs it',
    ]);
    expect(problemsOf(await load({ 'tls-key': client.key }))).toEqual([
      'tls-cert: missing: `tls-key` needs it',
    ]);
  });
});

describe('Plain HTTP to another machine', () => {
  const refused = [
    'host: http:// would send the token in the clear; use https://, or set `allow-http: true`',
  ];

  test.each(['http://cluster.example.com', 'HTTP://10.0.0.1:8086'])('is refused: %s', async (host) => {
    expect(problemsOf(await load({ host }))).toEqual(refused);
  });

  test('is not argued about where nobody can tell whether it is allowed', async () => {
    const problems = problemsOf(await load({ host: 'http://cluster.example.com', 'allow-http': 'perhaps' }));
    expect(problems).toEqual(['allow-http: accepted: true or false']);
  });
});
