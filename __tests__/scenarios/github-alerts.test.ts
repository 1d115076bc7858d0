import { describe, expect, test } from '@jest/globals';
import type { SeenRequest } from '../../dev/cluster/duty.ts';
import { newToken, newTokens, prefixOf } from '../../dev/cluster/tokens.ts';
import type { ReceivedRequest, Reply } from '../../dev/endpoint.ts';
import { installInfluxctl } from '../../dev/influxctl/install.ts';
import { givenAlert, givenGitHub, home, runOnGitHub, runUrl } from '../support/github-scene.ts';
import { byId, faultOn, givenCluster, idsOf, revocationsSeen } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const open = { state: 'open', resolution: null, resolution_comment: null };
const resolved = { state: 'resolved', resolution: 'revoked' };

describe('A secret scanning alert', () => {
  test('named by its number: its token is revoked and proven dead, and the alert resolved with a link to the run', async () => {
    const { leaked, scene, github, inputs } = await givenAlert();
    const run = await runOnGitHub(scene, github, inputs);
    expect(run).toMatchObject({ exitCode: 0, warnings: [] });
    expect(run.results).toMatchObject([{ id: leaked.id, status: 'revoked', proof: ['listed', 'rejected'] }]);
    expect(github.alerts).toMatchObject([{ ...resolved, resolution_comment: `Revoked by ${runUrl}` }]);
    expect(run.log).toContain('The alert octo/infra#7 is resolved as revoked.');
    expect(run.log.split('\n')).toContain(`::add-mask::${leaked.secret}`);
    expect(run.report?.run).toMatchObject({ repository: 'octo/infra', url: runUrl, attempt: '2' });
  });

  test.each([
    'https://github.com/secure/other-repo/security/secret-scanning/8',
    'https://api.github.com/repos/secure/other-repo/secret-scanning/alerts/8',
  ])('named by its URL may be in another repository: %s', async (url) => {
    const leaked = newToken();
    const scene = await givenCluster([leaked]);
    const other = { owner: 'secure', repo: 'other-repo', number: 8, secret: leaked.secret };
    const decoy = { ...home, number: 8, secret: newToken().secret };
    const github = await givenGitHub({ alerts: [decoy, other] });
    const run = await runOnGitHub(scene, github, { 'secret-scanning-alert': url });
    expect(run).toMatchObject({ exitCode: 0, revoked: [leaked.id] });
    expect(github.alerts).toMatchObject([
      { repo: 'infra', ...open },
      { repo: 'other-repo', ...resolved },
    ]);
  });

  test('is resolved where its token was revoked before', async () => {
    const { leaked, scene, github, inputs } = await givenAlert();
    leaked.revokedAt = Date.UTC(2026, 1, 1);
    const run = await runOnGitHub(scene, github, inputs);
    expect(run).toMatchObject({ exitCode: 0, results: [{ status: 'already-revoked', proof: ['listed'] }] });
    expect(github.alerts).toMatchObject([{ ...resolved, resolution_comment: `Proven dead by ${runUrl}` }]);
    expect(revocationsSeen(scene)).toEqual([]);
  });

  test('is resolved where influxctl revokes', async () => {
    const { leaked, scene, github, inputs } = await givenAlert({ cluster: { collection: null } });
    const influxctl = installInfluxctl(makeFolder());
    const run = await runOnGitHub(scene, github, { ...inputs, influxctl: influxctl.path });
    expect(run.results).toMatchObject([{ id: leaked.id, status: 'revoked', proof: ['listed', 'rejected'] }]);
    expect(github.alerts).toMatchObject([resolved]);
    const seen = JSON.stringify(influxctl.calls());
    for (const secret of [leaked.secret, github.token]) expect(seen).not.toContain(secret);
  });

  test('that another origin answers in place of GitHub revokes nothing', async () => {
    const { scene, github: elsewhere, inputs } = await givenAlert();
    const misbehave = ({ path }: { readonly path: string }) => ({
      status: 302,
      headers: { location: elsewhere.apiUrl + path },
    });
    const github = await givenGitHub({ misbehave });
    const run = await runOnGitHub(scene, github, inputs);
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain(`it redirects to ${elsewhere.apiUrl}, where requests do not go`);
    expect(elsewhere.requests).toEqual([]);
    expect(revocationsSeen(scene)).toEqual([]);
  });

  test('whose answer has a notice with its secret shows none of it', async () => {
    const { leaked, scene, inputs } = await givenAlert();
    const body = JSON.stringify({ secret: leaked.secret, state: 'open' });
    const notice = { 'content-type': 'application/json', deprecation: '@1', sunset: leaked.secret };
    const misbehave = ({ method }: { readonly method: string }) =>
      method === 'GET' ? { status: 200, headers: notice, body } : undefined;
    const github = await givenGitHub({ leaked: leaked.secret, misbehave });
    expect(await runOnGitHub(scene, github, inputs)).toMatchObject({ exitCode: 0, revoked: [leaked.id] });
  });

  test('counts once where its token is among the leaked tokens too', async () => {
    const { leaked, scene, github, inputs } = await givenAlert();
    const run = await runOnGitHub(scene, github, { ...inputs, 'leaked-tokens': leaked.secret });
    expect(run.exitCode).toBe(0);
    expect(run.results).toMatchObject([{ requestedBy: ['leaked-token', 'secret-scanning-alert'] }]);
    expect(github.alerts).toMatchObject([resolved]);
  });

  test('comes after the leaked tokens that are given', async () => {
    const { leaked, scene, github, inputs } = await givenAlert();
    const unknown = newToken().secret;
    const all = { ...inputs, 'leaked-tokens': unknown, force: 'true' };
    const run = await runOnGitHub(scene, github, all, { secrets: [unknown] });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain(`Leaked token 2 is ${leaked.id}, by its prefix.`);
    expect(run.results).toMatchObject([{ id: leaked.id, status: 'revoked' }, { leakedTokens: [1] }]);
    expect(github.alerts).toMatchObject([resolved]);
  });

  test('that is resolved already is not touched', async () => {
    const { leaked, scene, inputs } = await givenAlert();
    const alert = { ...home, number: 7, secret: leaked.secret, resolution: 'wont_fix' } as const;
    const github = await givenGitHub({ alerts: [alert] });
    const run = await runOnGitHub(scene, github, inputs);
    expect(run).toMatchObject({ exitCode: 0, warnings: [], revoked: [leaked.id] });
    expect(github.alerts).toMatchObject([{ state: 'resolved', resolution: 'wont_fix' }]);
    expect(github.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('is left open by a dry run', async () => {
    const { leaked, scene, github, inputs } = await givenAlert();
    const run = await runOnGitHub(scene, github, { ...inputs, 'dry-run': 'true' });
    expect(run).toMatchObject({ exitCode: 0, planned: [leaked.id], warnings: [] });
    expect(github.alerts).toMatchObject([open]);
    expect(github.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('is found on a GitHub Enterprise Server', async () => {
    const { scene, github, inputs } = await givenAlert({ github: { basePath: '/api/v3' } });
    const env = { GITHUB_SERVER_URL: 'https://ghe.example.com' };
    const run = await runOnGitHub(scene, github, { ...inputs, 'issue-number': '3' }, { env });
    expect(run).toMatchObject({ exitCode: 0, warnings: [] });
    const url = 'https://ghe.example.com/octo/infra/actions/runs/4711';
    expect(github.alerts).toMatchObject([{ ...resolved, resolution_comment: `Revoked by ${url}` }]);
    expect(github.comments[0]?.body).toContain(url);
  });
});

describe('A secret scanning alert remains open, with a warning,', () => {
  const remainsOpen = 'The alert octo/infra#7 remains open: its token is not proven revoked.';

  test('where its token may be one of several', async () => {
    const first = newToken();
    const second = newToken({ secret: `${prefixOf(first)}${newToken().secret.slice(9)}` });
    const scene = await givenCluster([first, second]);
    const github = await givenGitHub({ leaked: first.secret });
    const run = await runOnGitHub(scene, github, { 'secret-scanning-alert': '7', force: 'true' });
    expect(run).toMatchObject({ exitCode: 1, results: [{ leakedTokens: [1], code: 'ambiguous' }] });
    expect(run.warnings).toEqual([remainsOpen]);
    expect(github.alerts).toMatchObject([open]);
  });

  test.each([
    ['the plan is refused because of another id', {}, true, 'refused'],
    [
      'the cluster does not revoke its token',
      { misbehave: faultOn('DELETE', { status: 403 }) },
      false,
      'forbidden',
    ],
    ['the list cannot be read', { misbehave: faultOn('GET', { status: 403 }) }, false, 'not-attempted'],
  ])('where %s', async (_, options, isBesideTokenInUse, code) => {
    const { scene, github, inputs } = await givenAlert({ cluster: options });
    const more: Record<string, string> = isBesideTokenInUse ? byId([scene.caller]) : {};
    const run = await runOnGitHub(scene, github, { ...inputs, ...more });
    expect(run).toMatchObject({ exitCode: 1, warnings: [remainsOpen] });
    expect(run.results.find(({ leakedTokens }) => leakedTokens !== undefined)?.code).toBe(code);
    expect(github.alerts).toMatchObject([open]);
    expect(scene.cluster.tokens.filter(({ revokedAt }) => revokedAt !== undefined)).toEqual([]);
  });
});

describe('A secret scanning alert', () => {
  test('remains open where the listed token is revoked, but the string itself could not be tested', async () => {
    const misbehave = ({ path, method, headers }: SeenRequest) =>
      path.endsWith('/databases') ||
      (method === 'GET' && headers['authorization'] === `Bearer ${github.alerts[0]?.secret}`)
        ? { status: 404 }
        : undefined;
    const { scene, github, inputs } = await givenAlert({ cluster: { misbehave } });
    const run = await runOnGitHub(scene, github, { ...inputs, force: 'true' });
    expect(run.results).toMatchObject([{ status: 'revoked', proof: ['listed'], tested: false }]);
    expect(run.warnings.join()).toContain('the string itself could not be tested');
    expect(github.alerts).toMatchObject([{ ...open, validity: 'unknown' }]);
  });

  test('is marked as active where its token is still accepted', async () => {
    const { leaked, scene, github, inputs } = await givenAlert({ cluster: { deaf: true } });
    const run = await runOnGitHub(scene, github, inputs);
    expect(run.failed).toEqual([leaked.id]);
    expect(github.alerts).toMatchObject([{ ...open, validity: 'active' }]);
  }, 40_000);

  test('is not marked as active where only the list lags: the cluster rejects its string', async () => {
    const { scene, github, inputs } = await givenAlert({ cluster: { lag: 60_000 } });
    const run = await runOnGitHub(scene, github, inputs);
    expect(run.results).toMatchObject([{ code: 'still-active' }]);
    expect(github.alerts).toMatchObject([{ ...open, validity: 'unknown' }]);
  }, 40_000);

  test('is marked as inactive, and left to a reviewer, where dismissal is delegated', async () => {
    const body = '{"message":"Delegated alert dismissal is enabled for this repository"}';
    const misbehave = ({ method, text }: ReceivedRequest) =>
      method === 'PATCH' && text.includes('resolved') ? { status: 403, body } : undefined;
    const { scene, github, inputs } = await givenAlert({ github: { misbehave } });
    const run = await runOnGitHub(scene, github, inputs);
    expect(run.exitCode).toBe(0);
    expect(run.warnings[0]).toMatch(/It is marked as inactive; a reviewer has to close it\.$/);
    expect(github.alerts).toMatchObject([{ ...open, validity: 'inactive' }]);
  });
});

describe('A secret scanning alert that cannot be used', () => {
  const unread = 'It was not read, and is left as it is.';

  test.each<[string, Reply, string]>([
    ['403', { status: 403 }, 'GitHub answered 403: "'],
    ['a broken connection again and again', 'reset', 'GitHub could not be reached: "'],
  ])('stops the run before anything is revoked, with force too: %s', async (_, fault, words) => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const github = await givenGitHub({ leaked: newToken().secret, misbehave: () => fault });
    const ids = idsOf(tokens);
    const inputs = { 'secret-scanning-alert': '7', 'token-ids': ids.join(' '), force: 'true' };
    const run = await runOnGitHub(scene, github, inputs);
    expect(run).toMatchObject({ exitCode: 1, failed: ids, outputs: { 'failed-count': '3' } });
    expect(run.results.map(({ code }) => code)).toEqual(Array(3).fill('github-failed'));
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toContain('octo/infra#7');
    expect(run.errors[0]).toContain(words);
    expect(run.errors[0]).toContain('(github-failed) 3 tokens were not attempted.');
    expect(run.report).toMatchObject({ stop: { code: 'github-failed' }, alert: unread });
    expect(run.results.at(-1)?.requestedBy).toEqual(['secret-scanning-alert']);
    expect(scene.cluster.requests).toEqual([]);
  });

  test.each([
    ['another input is wrong', { concurrency: '0' }],
    ['it cannot be read itself', { 'secret-scanning-alert': 'seven' }],
  ])('is counted where %s: its token is not lost', async (_, wrong) => {
    const { scene, github, inputs } = await givenAlert();
    const given = newToken().secret;
    const all = { ...inputs, 'leaked-tokens': given, 'issue-number': '3', ...wrong };
    const run = await runOnGitHub(scene, github, all, { secrets: [given] });
    expect(run).toMatchObject({
      exitCode: 1,
      outputs: { 'failed-count': '2', 'error-code': 'invalid-input' },
    });
    expect(run.results).toMatchObject([
      { leakedTokens: [1], code: 'not-attempted', requestedBy: ['leaked-token'] },
      { leakedTokens: [2], code: 'not-attempted', requestedBy: ['secret-scanning-alert'] },
    ]);
    expect(run.report?.alert).toBe(unread);
    expect(github.requests).toEqual([]);
  });
});

describe('Text from GitHub', () => {
  test('that echoes secrets comes out without them', async () => {
    const misbehave = ({ method, headers }: ReceivedRequest) => {
      const message = `no ${leaked.secret} with ${headers['authorization']}`;
      return method === 'PATCH' ? { status: 403, body: JSON.stringify({ message }) } : undefined;
    };
    const { leaked, scene, github, inputs } = await givenAlert({ github: { misbehave } });
    const run = await runOnGitHub(scene, github, inputs, { env: { RUNNER_DEBUG: '1' } });
    expect(run.exitCode).toBe(0);
    expect(run.warnings[0]).toContain('GitHub answered 403: "no *** with token ***');
  });
});
