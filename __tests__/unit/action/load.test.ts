import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import type { Inputs } from '../../../src/action/inputs/inputs.ts';
import { loadInputs } from '../../../src/action/inputs/load.ts';
import { ActionError } from '../../../src/errors.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';

isolateEnvironment();
capturePrinted();

let ca: string;
let client: Identity;

beforeAll(async () => {
  const authority = await createAuthority();
  ca = authority.cert.trim();
  client = await authority.issue({ host: 'runner', client: true });
});

async function load(
  inputs: Readonly<Record<string, string>> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Inputs> {
  setInputs({ ...enoughInputs, ...inputs });
  const { inputs: loaded } = await loadInputs({ HOME: '/nowhere', ...env });
  if (loaded instanceof ActionError) throw loaded;
  return loaded;
}

describe('A workflow that gives only what it must', () => {
  test('gets the defaults', async () => {
    expect(await load()).toEqual({
      request: {
        ids: [enoughInputs['token-ids']],
        leaks: [],
        selectors: undefined,
        excluded: [],
        maxRevocations: undefined,
        expectPlan: undefined,
        force: false,
        dryRun: false,
        concurrency: 32,
        retries: 4,
        deadline: 600_000,
      },
      connection: {
        host: new URL('https://cluster.example.com'),
        tls: { authorities: [], insecure: false, client: undefined },
        proxy: undefined,
        concurrency: 32,
        timeout: 60_000,
      },
      authentication: { kind: 'token', token: bearerToken },
      providerProxy: undefined,
      client: 'auto',
      influxctl: {
        source: { kind: 'search' },
        product: { kind: 'clustered' },
        host: 'cluster.example.com',
        port: '443',
        plain: false,
        tls: { authorities: [], insecure: false, client: undefined },
        token: { kind: 'management-token', token: bearerToken },
        timeout: 60_000,
      },
      kind: tokenKinds.management,
      apiPath: '/api/v0/management-tokens',
      summary: true,
      reason: undefined,
      github: { token: undefined, alert: undefined, issueNumber: undefined },
    });
  });

  test('gets them where an input is empty too, as where an expression has no value', async () => {
    const names = ['force', 'dry-run', 'api-path', 'concurrency', 'timeout', 'retries', 'fail-on', 'summary'];
    expect(await load(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(await load());
  });

  test('gets them where a runner sets nothing for the other inputs', async () => {
    const expected = await load();
    for (const name of Object.keys(process.env))
      if (name.startsWith('INPUT_') && !(name.slice(6).toLowerCase() in enoughInputs))
        delete process.env[name];
    expect((await loadInputs({ HOME: '/nowhere' })).inputs).toEqual(expected);
  });
});

describe('A workflow that gives more', () => {
  test('gets what it asks for', async () => {
    const defaults = await load();
    const inputs = await load({
      force: 'True',
      'dry-run': 'TRUE',
      host: 'other.example:8443',
      client: 'api',
      'api-path': '/api/v0/accounts/1/management-tokens/',
      'tls-ca': ca,
      'tls-cert': client.cert,
      'tls-key': client.key,
      'tls-insecure': 'true',
      concurrency: '1',
      timeout: '5s',
      retries: '0',
      deadline: '1h',
      summary: 'False',
      reason: 'rotated',
      'github-token': 'a-token',
      'issue-number': '7',
    });
    const tls = {
      authorities: [ca],
      insecure: true,
      client: { cert: client.cert.trim(), key: client.key.trim() },
    };
    expect(inputs).toEqual({
      request: {
        ...defaults.request,
        force: true,
        dryRun: true,
        concurrency: 1,
        retries: 0,
        deadline: 3_600_000,
      },
      connection: {
        host: new URL('https://other.example:8443'),
        tls,
        proxy: undefined,
        concurrency: 1,
        timeout: 5_000,
      },
      authentication: { kind: 'token', token: bearerToken },
      providerProxy: undefined,
      client: 'api',
      influxctl: expect.objectContaining({ host: 'other.example', port: '8443', tls, timeout: 5_000 }),
      kind: tokenKinds.management,
      apiPath: '/api/v0/accounts/1/management-tokens',
      summary: false,
      reason: 'rotated',
      github: { token: 'a-token', alert: undefined, issueNumber: 7 },
    });
  });

  test('may surround inputs with white space, as YAML blocks do', async () => {
    expect((await load({ host: ' cluster.example.com\n', force: '  true\n' })).request.force).toBe(true);
  });

  test.each(['http://localhost:8086', 'http://127.0.0.1', 'http://[::1]:1'])(
    'may use plain HTTP on this machine: %s',
    async (host) => {
      expect((await load({ host })).connection.host.protocol).toBe('http:');
    },
  );

  test('may use plain HTTP elsewhere where it says that it knows', async () => {
    const { connection } = await load({ host: 'http://cluster.example.com', 'allow-http': 'true' });
    expect(connection.host.origin).toBe('http://cluster.example.com');
  });
});

describe('The proxy', () => {
  const env = { HTTPS_PROXY: 'http://for-https:1', HTTP_PROXY: 'http://for-http:1', NO_PROXY: 'x' };

  test.each([
    ['https://localhost', 'for-https'],
    ['cluster.example.com', 'for-https'],
    ['http://localhost', 'for-http'],
    ['HTTP://localhost', 'for-http'],
  ])('is the one for the protocol of %s', async (host, proxy) => {
    expect((await load({ host }, env)).connection.proxy).toMatchObject({
      url: { hostname: proxy },
      exempt: 'x',
    });
  });
});
