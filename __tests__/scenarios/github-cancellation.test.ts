import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { givenAlert, givenGitHub, runOnGitHub } from '../support/github-scene.ts';
import { byId, faultOn, givenCluster, idsOf, revocationsSeen } from '../support/scenario.ts';
import { signalWhen } from '../support/signals.ts';

/** The runner kills what has not ended this long after a cancellation, in ms. */
const patience = 9_000;

describe('A job that is cancelled while GitHub does not answer', () => {
  test('ends in time, and reports every id, where the cluster does not answer either', async () => {
    const [leaked, ...tokens] = newTokens(4);
    const scene = await givenCluster([leaked ?? newToken(), ...tokens], {
      misbehave: faultOn('DELETE', 'hang'),
    });
    const github = await givenGitHub({
      leaked: leaked?.secret ?? '',
      misbehave: ({ method, path }) => (method === 'PATCH' || path.includes('/issues/') ? 'hang' : undefined),
    });
    const { sent, onStart } = signalWhen(() => revocationsSeen(scene).length > 0, 'SIGINT');
    const inputs = { ...byId(tokens), 'secret-scanning-alert': '7', 'issue-number': '3' };
    const run = await runOnGitHub(scene, github, inputs, { onStart });
    expect(run.exitCode).toBe(1);
    expect(Date.now() - sent.at).toBeLessThan(patience);
    expect(run.failed).toEqual([...idsOf(tokens), leaked?.id]);
    expect(run.warnings.join('\n')).toContain('The comment on octo/infra#3 could not be written.');
  }, 40_000);

  test('ends in time while the alert is read, and nothing is revoked', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const github = await givenGitHub({ leaked: newToken().secret, misbehave: () => 'hang' });
    const { sent, onStart } = signalWhen(() => github.requests.length > 0, 'SIGINT');
    const inputs = { ...byId(tokens), 'secret-scanning-alert': '7' };
    const run = await runOnGitHub(scene, github, inputs, { onStart });
    expect(run.exitCode).toBe(1);
    expect(Date.now() - sent.at).toBeLessThan(patience);
    expect(run.failed).toEqual(idsOf(tokens));
    expect(run.results.map(({ code }) => code)).toEqual(Array(3).fill('cancelled'));
    expect(run.errors[0]).toContain('The job was cancelled.');
    expect(scene.cluster.requests).toEqual([]);
  }, 40_000);

  test('ends in time while the comment is written', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const github = await givenGitHub({ misbehave: () => 'hang' });
    const { sent, onStart } = signalWhen(() => github.requests.length > 0, 'SIGINT');
    const inputs = { ...byId(tokens), 'issue-number': '3' };
    const run = await runOnGitHub(scene, github, inputs, { onStart });
    expect(run.exitCode).toBe(0);
    expect(Date.now() - sent.at).toBeLessThan(patience);
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(run.report?.verdict).toBe('success');
    expect(run.summary).toContain('### ✅ 2 tokens are revoked');
    expect(run.warnings.join('\n')).toContain('The comment on octo/infra#3 could not be written.');
  }, 40_000);

  test('fails in exit code, report and summary alike while the alert is resolved', async () => {
    const { leaked, scene, github, inputs } = await givenAlert({
      github: { misbehave: faultOn('PATCH', 'hang') },
    });
    const { onStart } = signalWhen(() => github.requests.some(({ method }) => method === 'PATCH'), 'SIGINT');
    const run = await runOnGitHub(scene, github, inputs, { onStart });
    expect(run).toMatchObject({ exitCode: 1, revoked: [leaked.id] });
    expect(run.errors.join('\n')).toContain('The job was cancelled.');
    expect(run.outputs['error-code']).toBe('cancelled');
    expect(run.report).toMatchObject({ verdict: 'failure', stop: { code: 'cancelled' } });
    expect(run.summary).toContain('### ❌ 1 token is revoked, but the run failed');
    expect(run.warnings.join('\n')).toContain('the alert octo/infra#7 could not be resolved.');
  }, 40_000);
});

// GitHub's own limits end a run after 34 s: these tests give up before.
describe('A run with a deadline while GitHub does not answer', () => {
  test('ends at the deadline where the alert cannot be read, and revokes nothing', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const github = await givenGitHub({ leaked: newToken().secret, misbehave: () => 'hang' });
    const inputs = { ...byId(tokens), 'secret-scanning-alert': '7', deadline: '3s' };
    const run = await runOnGitHub(scene, github, inputs);
    expect(run.exitCode).toBe(1);
    expect(run.errors[0]).toContain('The secret scanning alert octo/infra#7 could not be read.');
    const failed = { status: 'failed', code: 'github-failed' };
    expect(run.results).toMatchObject([{ ...failed, id: tokens[0]?.id }, failed]);
    expect(scene.cluster.requests).toEqual([]);
  }, 25_000);

  test('ends at the deadline where the alert cannot be resolved', async () => {
    const { leaked, scene, github, inputs } = await givenAlert({
      github: { misbehave: faultOn('PATCH', 'hang') },
    });
    const run = await runOnGitHub(scene, github, { ...inputs, deadline: '6s' });
    expect(run).toMatchObject({ exitCode: 0, revoked: [leaked.id] });
    expect(run.warnings.join('\n')).toContain('the alert octo/infra#7 could not be resolved.');
  }, 25_000);
});
