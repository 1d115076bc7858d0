import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { type Evidence, evidenceSchema, findFlaws } from '../support/evidence.ts';
import { givenGitHub, runOnGitHub, runUrl } from '../support/github-scene.ts';
import { byId, givenCluster, idsOf, runAction, runAgainst } from '../support/scenario.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';

/** Every schema of a field within a schema, with the name of the field. */
function fieldsOf(schema: unknown): [string, Readonly<Record<string, unknown>>][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'type' in schema && 'properties' in schema ? Object.entries(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(fieldsOf)];
}

/** A report of a run that revoked one token, failed to revoke another one, and found no leaked one. */
async function givenReport(): Promise<Evidence> {
  const [revoked, kept] = [newToken(), newToken()];
  const scene = await givenCluster([revoked, kept], {
    misbehave: ({ path }) => (path.endsWith(kept.id) ? { status: 403 } : undefined),
  });
  const leaked = newToken().secret;
  const inputs = { 'token-ids': `${revoked.id} ${kept.id}`, 'leaked-tokens': leaked, force: 'true' };
  const { report } = await runAgainst(scene, inputs, { secrets: [leaked] });
  if (report === undefined) throw new Error('there is no report');
  return report;
}

describe('The report file', () => {
  test('shows of every token what the results show, and the times of its requests and its proof', async () => {
    const [dead, flaky] = [newToken({ revokedAt: Date.UTC(2026, 1, 1) }), newToken()];
    const scene = await givenCluster([dead, flaky], {
      misbehave: ({ path, earlier }) =>
        path.endsWith(flaky.id) && earlier === 0 ? { status: 503 } : undefined,
    });
    const inputs = { 'token-ids': `${dead.id} ${unknownId} ${flaky.id}`, force: 'true' };
    const { report, results } = await runAgainst(scene, inputs);
    const shown = results.map(({ client: _, clientReason: __, ...entry }) => expect.objectContaining(entry));
    expect(report?.tokens).toEqual(shown);
    expect(report?.client).toEqual({ name: 'api', reason: 'http-route', version: null });
    expect(report?.tokens.map(({ attempts }) => attempts)).toEqual([0, 1, 2]);
    const { requestedAt = '', provenAt = '' } = report?.tokens[2] ?? {};
    const times = [report?.startedAt, requestedAt, provenAt, report?.endedAt];
    expect(times).toEqual([...times].sort());
  });

  test('shows which workflow run it was, where, why, and how it ended', async () => {
    const [token] = newTokens(1);
    const scene = await givenCluster([token ?? newToken()]);
    const inputs = { 'token-ids': token?.id ?? '', reason: 'INC-7: found in a build log' };
    const { report, outputs } = await runOnGitHub(scene, await givenGitHub(), inputs);
    expect(report).toMatchObject({
      verdict: 'success',
      dryRun: false,
      reason: 'INC-7: found in a build log',
      cluster: scene.cluster.host,
      planDigest: outputs['plan-digest'],
      stop: null,
    });
    expect(report?.run).toEqual({
      repository: 'octo/infra',
      id: '4711',
      attempt: '2',
      url: runUrl,
      job: 'revoke',
      actor: 'octocat',
      triggeringActor: 'hubot',
      workflow: 'Revoke',
      workflowFile: 'octo/infra/.github/workflows/revoke.yml',
      event: 'workflow_dispatch',
      ref: 'refs/heads/main',
      sha: '0123456789abcdef0123456789abcdef01234567',
    });
  });

  test('is written where the inputs are wrong, and says of which tokens nothing was done', async () => {
    const scene = await givenCluster([]);
    const { report } = await runAgainst(scene, { 'token-ids': unknownId, timeout: 'soon' });
    expect(report).toMatchObject({ verdict: 'failure', cluster: null, client: null, planDigest: null });
    expect(report?.stop).toMatchObject({ code: 'invalid-input' });
    expect(report?.tokens).toMatchObject([{ id: unknownId, code: 'not-attempted', attempts: 0 }]);
  });

  test('is written where there is nothing to do', async () => {
    const { report } = await runAgainst(await givenCluster([]), { 'token-ids': '[]' });
    expect(report).toMatchObject({ verdict: 'success', tokens: [], planDigest: null });
  });

  test('holds no secret, not even where the reason or the name of a branch does', async () => {
    const tokens = newTokens(1);
    const scene = await givenCluster(tokens);
    const reason = `it replaces ${scene.caller.secret}`;
    const env = { GITHUB_REF: `refs/heads/${scene.caller.secret}` };
    const run = await runAgainst(scene, { ...byId(tokens), reason }, { env });
    expect(run.report?.reason).toBe('it replaces ***');
    expect(run.report?.run['ref']).toBe('refs/heads/***');
    expect(run.summary).toContain('Reason: `it replaces ***`');
  });

  test('that cannot be written is a warning, an empty output, and no other verdict', async () => {
    const tokens = newTokens(1);
    const step = { env: { RUNNER_TEMP: '/nowhere' }, withoutReport: true } as const;
    const run = await runAgainst(await givenCluster(tokens), byId(tokens), step);
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens), outputs: { 'report-file': '' } });
    expect(run.warnings.join()).toContain('The report file could not be written.');
  });

  test('is in a folder of its own for every step', async () => {
    const runs = await Promise.all([runAction({}), runAction({})]);
    const [first, second] = runs.map(({ outputs }) => outputs['report-file']);
    expect(first).toMatch(/report\.json$/);
    expect(first).not.toBe(second);
  });
});

describe('The schema of the report', () => {
  test('describes every field in one sentence, and allows no other', () => {
    const fields = fieldsOf(evidenceSchema);
    expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(['verdict', 'sha', 'provenAt']));
    for (const [name, { description }] of fields)
      expect(`${name}: ${description}`).toMatch(/^\w+: [A-Z][^\n]+[\w`)]\.$/);
    const objects = JSON.stringify(evidenceSchema).match(/"type":("object"|\["object","null"\])/g) ?? [];
    const closed = JSON.stringify(evidenceSchema).match(/"additionalProperties":false/g) ?? [];
    expect(closed).toHaveLength(objects.length);
  });

  test('objects to what the action never writes', async () => {
    const report = await givenReport();
    const [revoked, failed, leaked] = report.tokens;
    expect(findFlaws(report)).toEqual([]);
    const withToken = (token: object): object => ({ ...report, tokens: [token] });
    const { planDigest: _, ...withoutDigest } = report;
    const wrong: object[] = [
      { ...report, secret: 'M.V1.' },
      withoutDigest,
      { ...report, verdict: 'ok' },
      { ...report, planDigest: 'abc' },
      { ...report, startedAt: 'yesterday' },
      { ...report, endedAt: '2026-03-01T09:00:00+01:00' },
      { ...report, run: { ...report.run, token: 'ghs_' } },
      { ...report, client: { name: 'curl', reason: 'requested', version: null } },
      { ...report, stop: { code: 'bad-luck', message: 'It was bad luck.' } },
      withToken({ ...revoked, id: 'not-an-id' }),
      withToken({ ...revoked, verified: false }),
      withToken({ ...revoked, proof: undefined }),
      withToken({ ...revoked, proof: [] }),
      withToken({ ...revoked, proof: ['listed', 'listed'] }),
      withToken({ ...failed, proof: ['listed'] }),
      withToken({ ...revoked, code: 'not-found' }),
      withToken({ ...revoked, attempts: 0 }),
      withToken({ ...revoked, prefix: 'M.V1.+5Jk-and-more' }),
      withToken({ ...revoked, revokedAt: 1_772_355_600 }),
      withToken({ ...failed, code: undefined }),
      withToken({ ...failed, verified: true, proof: ['listed'] }),
      withToken({ ...failed, provenAt: report.endedAt }),
      withToken({ ...failed, revokedAt: report.endedAt }),
      withToken({ ...leaked, id: unknownId }),
      withToken({ ...leaked, leakedTokens: [0] }),
      withToken({ status: 'planned', verified: false, proof: [], attempts: 0, requestedBy: [] }),
    ];
    // JSON has no undefined.
    const flawless = wrong.filter((each) => findFlaws(JSON.parse(JSON.stringify(each))).length === 0);
    expect(flawless).toEqual([]);
  });
});
