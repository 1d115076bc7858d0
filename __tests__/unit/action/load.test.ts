import { beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import { loadInputs } from '../../../src/action/inputs/inputs.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';
import { bearerToken } from '../../support/connection-settings.ts';
import { anyInfluxctl } from '../../support/influxctl-settings.ts';
import { enoughInputs } from '../../support/input-environment.ts';
import { acceptedOf, load as loadAll, problemsOf, type Texts } from '../../support/loading.ts';

let ca: string;
let client: Identity;

beforeAll(async () => {
  const authority = await createAuthority();
  ca = authority.cert.trim();
  client = await authority.issue({ host: 'runner', client: true });
});

const load = async (inputs: Texts = {}, env: NodeJS.ProcessEnv = {}) =>
  acceptedOf(await loadAll(inputs, env));

describe('A workflow that gives only what it must', () => {
  test('gets the defaults', async () => {
    expect(await load()).toEqual({
      request: {
        kind: tokenKinds.management,
        ids: [enoughInputs['token-ids']],
        leaks: [],
        selectors: undefined,
        excluded: [],
        maxRevocations: undefined,
        expectPlan: undefined,
        force: false,
        dryRun: false,
        listing: false,
        concurrency: 256,
        retries: 4,
        deadline: 600_000,
      },
      connection: {
        host: new URL('https://cluster.example.com'),
        tls: { authorities: [], insecure: false, client: undefined },
        proxy: undefined,
        concurrency: 256,
        timeout: 60_000,
      },
      authentication: { kind: 'token', token: bearerToken, file: undefined },
      providerProxy: undefined,
      client: 'auto',
      influxctl: {
        source: anyInfluxctl,
        product: { kind: 'clustered' },
        host: 'cluster.example.com',
        port: '443',
        plain: false,
        tls: { authorities: [], insecure: false, client: undefined },
        token: { kind: 'token', token: bearerToken, file: undefined },
        timeout: 60_000,
      },
      account: undefined,
      apiPath: '/api/v0/management-tokens',
      databasesPath: '/api/v0/databases',
      github: { token: undefined, alert: undefined, issueNumber: undefined },
    });
  });

  test('gets them where an input is empty too, as where an expression has no value', async () => {
    const names = ['force', 'dry-run', 'api-path', 'concurrency', 'timeout', 'retries', 'summary'];
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

describe('What the report says of the inputs', () => {
  const { management, database } = tokenKinds;
  const usual = { kind: management, force: false, dryRun: false, summary: true, reason: undefined };
  const written = { 'dry-run': 'true', force: 'true', summary: 'false', reason: 'Leaked' };

  test.each<[string, Texts, object]>([
    ['is the defaults', {}, usual],
    [
      'is what was written, beside a wrong input too',
      { ...written, 'token-type': 'database', retries: '99' },
      { kind: database, force: true, dryRun: true, summary: false, reason: 'Leaked' },
    ],
    ['is the default in place of what cannot be read', { ...written, force: 'yes!' }, { force: false }],
  ])('%s', async (_, inputs, stated) => {
    expect((await loadAll(inputs)).stated).toMatchObject(stated);
  });
});

describe('A workflow that gives more', () => {
  test('gets what it asks for', async () => {
    const defaults = await load();
    const given = {
      force: 'True',
      'dry-run': 'TRUE',
      host: 'other.example:8443',
      client: 'api',
      'api-path': '/api/v0/accounts/1/management-tokens/',
      'tls-ca': ca,
      'tls-cert': client.cert,
      'tls-key': client.key,
      'tls-skip-verify': 'true',
      concurrency: '1',
      timeout: '5s',
      retries: '0',
      deadline: '1h',
      summary: 'False',
      reason: 'rotated',
      'github-token': 'a-token',
      'issue-number': '7',
    };
    const tls = { authorities: [ca], insecure: true, client };
    const asked = { force: true, dryRun: true, concurrency: 1, retries: 0, deadline: 3_600_000 };
    const host = new URL('https://other.example:8443');
    expect(await load(given)).toEqual({
      ...defaults,
      request: { ...defaults.request, ...asked },
      connection: { ...defaults.connection, host, tls, concurrency: 1, timeout: 5_000 },
      client: 'api',
      influxctl: expect.objectContaining({ host: 'other.example', port: '8443', tls, timeout: 5_000 }),
      apiPath: '/api/v0/accounts/1/management-tokens',
      github: { token: 'a-token', alert: undefined, issueNumber: 7 },
    });
  });

  test('may surround inputs with white space, as YAML blocks do', async () => {
    expect((await load({ host: ' cluster.example.com\n', force: '  true\n' })).request.force).toBe(true);
  });
});

describe('Inputs that are wrong', () => {
  test('are reported all at once, each with its name and with what is accepted', async () => {
    const loaded = await loadAll(
      {
        'token-ids': `${enoughInputs['token-ids']} wrong`,
        'token-ids-file': '/nowhere/ids.txt',
        force: 'yes',
        host: 'ftp://cluster',
        'api-path': 'relative',
        'management-token': 'apiv1_abc',
        'tls-ca': '/nowhere/ca.pem',
        'tls-cert': '/nowhere/cert.pem',
        'tls-key': '/nowhere/key.pem',
        concurrency: '0',
        timeout: '1',
        retries: '11',
      },
      { HTTPS_PROXY: 'socks5://x' },
    );
    expect(loaded.inputs).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^13 settings are not valid:\n- /),
    });
    expect(problemsOf(loaded)).toEqual([
      'token-ids: entry 2 ("wron…", 5 characters) is not a UUID',
      'token-ids-file: /nowhere/ids.txt does not exist',
      'force: must be true or false',
      'host: not an HTTP address; give https://host[:port], or a bare host name',
      'api-path: must be an absolute path without query, such as /api/v0/management-tokens',
      'management-token: this looks like a database token; a management token is required',
      'tls-ca: the file does not exist, and the text is no PEM',
      'tls-cert: the file does not exist, and the text is no PEM',
      'tls-key: the file does not exist, and the text is no PEM',
      'concurrency: must be a whole number from 1 to 256',
      'timeout: must be a Go duration from 1ms to 24h, such as 30s, 1m0s or 1.5h',
      'retries: must be a whole number from 0 to 10',
      'environment: HTTPS_PROXY is not the URL of an HTTP proxy; give http://[user:password@]host:port',
    ]);
    expect(loaded.asked.ids).toEqual([enoughInputs['token-ids']]);
  });

  test('are reported in the singular if it is one', async () => {
    const { inputs } = await loadAll({ retries: 'x' });
    expect(inputs).toMatchObject({ message: expect.stringMatching(/^A setting is not valid:\n- retries: /) });
  });

  test('are reported together with what is missing', async () => {
    const problems = problemsOf(await loadAll({ 'token-ids': '', host: '', 'management-token': '' }));
    const names = problems.map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['management-token', 'nothing to revoke', 'host']);
  });

  test.each([
    [
      '7',
      [
        'The comment on #7 is not written, since the inputs are not valid. An earlier one may be out of date.',
      ],
    ],
    ['seven', []],
    ['', []],
  ])('leave the comment on the issue "%s" as it is, and the log warns of that', async (issue, warnings) => {
    const loaded = await loadAll({ retries: 'x', 'issue-number': issue, 'github-token': 'a-token' });
    expect(loaded.warnings).toEqual(warnings);
  });

  test('are not called missing', async () => {
    const problems = problemsOf(await loadAll({ host: 'a b', 'management-token': 'a b' }));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['host', 'management-token']);
    expect(problems.join()).not.toContain('missing');
  });
});

test('A text that may be a key without its armour is not quoted', async () => {
  const text = Buffer.from('the inside of a key'.repeat(5)).toString('base64');
  const [problem] = problemsOf(await loadAll({ 'tls-cert': text }));
  expect(problem).toBe('tls-cert: the file does not exist, and the text is no PEM');
});

describe('An input under a name that is almost its own', () => {
  const id = enoughInputs['token-ids'] ?? '';
  const other = id.replace(/1$/, '2');

  test.each([
    ['DRY_RUN', 'true', 'dry_run (INPUT_DRY_RUN): not an input; write `dry-run` (INPUT_DRY-RUN)'],
    ['DRYRUN', 'true', 'dryrun (INPUT_DRYRUN): not an input; write `dry-run` (INPUT_DRY-RUN)'],
    [
      'DRY\u2011RUN',
      'true',
      'dry\u2011run (INPUT_DRY\u2011RUN): not an input; write `dry-run` (INPUT_DRY-RUN)',
    ],
    [
      'TOKEN-ID-FILE',
      'x',
      'token-id-file (INPUT_TOKEN-ID-FILE): not an input; write `token-ids-file` (INPUT_TOKEN-IDS-FILE)',
    ],
    ['dry-run', 'true', 'dry-run (INPUT_dry-run): not an input; write `dry-run` (INPUT_DRY-RUN)'],
    [
      'EXCLUDE-ID',
      other,
      'exclude-id (INPUT_EXCLUDE-ID): not an input; write `exclude-ids` (INPUT_EXCLUDE-IDS)',
    ],
    [
      'MAX_REVOCATION',
      '1',
      'max_revocation (INPUT_MAX_REVOCATION): not an input; write `max-revocations` (INPUT_MAX-REVOCATIONS)',
    ],
    ['HOSTS', 'https://other.example', 'hosts (INPUT_HOSTS): not an input; write `host` (INPUT_HOST)'],
  ])('is refused, so that nothing is revoked that it would have saved: %s', async (name, text, problem) => {
    expect(problemsOf(await loadAll({}, { [`INPUT_${name}`]: text }))).toContain(problem);
  });

  test('is reported with all that is wrong, in its value too, and what it requests is not lost', async () => {
    const env = { INPUT_TOKEN_IDS: `${other} x`, INPUT_DRYRUN: 'yes' };
    const loaded = await loadAll({ 'token-ids': '', retries: 'x' }, env);
    expect(problemsOf(loaded)).toEqual([
      'token_ids (INPUT_TOKEN_IDS): not an input; write `token-ids` (INPUT_TOKEN-IDS)',
      'dryrun (INPUT_DRYRUN): not an input; write `dry-run` (INPUT_DRY-RUN)',
      'token-ids: entry 2 ("x", 1 character) is not a UUID',
      'dry-run: must be true or false',
      'retries: must be a whole number from 0 to 10',
    ]);
    expect(loaded.asked).toMatchObject({ ids: [other], unreadable: ['unreadable-entry-2'] });
  });

  test('does not replace the input itself', async () => {
    const loaded = await loadAll({}, { INPUT_TOKEN_ID: other });
    expect([problemsOf(loaded).length, loaded.asked.ids]).toEqual([1, [id]]);
  });

  test.each([
    ['is empty', { INPUT_DRY_RUN: ' ' }],
    ['says what the input itself says', { INPUT_TOKEN_IDS: ` ${id}\n`, INPUT_FORCE_: 'false' }],
    ['is that of another action', { INPUT_TOKEN: 'x', INPUT_PATH: 'x', DRY_RUN: 'true', INPUT_: 'x' }],
  ])('is ignored where it %s', async (_, env) => {
    expect(await load({}, env)).toEqual(await load());
  });
});
