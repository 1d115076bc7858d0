import { describe, expect, test } from '@jest/globals';
import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { type ClusterToken, newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { installInfluxctl } from '../../dev/influxctl/install.ts';
import { byId, givenCluster, idsOf, type Run, runAgainst, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const published = '/api/v0/tokens';
const accountId = '11111111-1111-4111-8111-111111111111';
const clusterId = '22222222-2222-4222-8222-222222222222';
const ofCluster = `/api/v0/accounts/${accountId}/clusters/${clusterId}/tokens`;

/** The list as InfluxData's API description has it: no prefix, no creator. */
function render(tokens: readonly ClusterToken[]): string {
  return JSON.stringify(
    tokens.map(({ id, description, createdAt, revokedAt }) => ({
      id,
      description,
      permissions: [{ action: 'write', resource: 'telemetry' }],
      createdAt: new Date(createdAt).toISOString(),
      ...(revokedAt === undefined ? {} : { revokedAt: new Date(revokedAt).toISOString() }),
    })),
  );
}

/** Revoked tokens leave the list, which the API description allows as much as keeping them. */
function renderActive(tokens: readonly ClusterToken[]): string {
  return render(tokens.filter(({ revokedAt }) => revokedAt === undefined));
}

/** A cluster that serves these as database tokens; the workflow's management token is not among them. */
async function givenDatabaseTokens(
  tokens: readonly ClusterToken[],
  options: Partial<ClusterOptions> = {},
): Promise<Scene> {
  const own = new Set(idsOf(tokens));
  const filter = options.render ?? render;
  return givenCluster(tokens, {
    collection: published,
    ...options,
    render: (all) => filter(all.filter(({ id }) => own.has(id))),
  });
}

function revokeAll(
  scene: Scene,
  tokens: readonly ClusterToken[],
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return runAgainst(scene, { 'token-type': 'database', ...byId(tokens), ...inputs });
}

/** The requests that the cluster saw, without ids of tokens. */
function requestsSeen({ cluster }: Scene): string[] {
  return cluster.requests.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}$/, 'ID')}`);
}

describe('Database tokens', () => {
  test('are revoked and proven through the published routes', async () => {
    const tokens = newTokens(2);
    const scene = await givenDatabaseTokens([...tokens, newToken()]);
    const run = await revokeAll(scene, tokens);
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.results.every(({ verified }) => verified)).toBe(true);
    expect(new Set(requestsSeen(scene))).toEqual(new Set([`GET ${published}`, `DELETE ${published}/ID`]));
    expect(run.summary).toContain(', database tokens, through api');
    expect(run.report?.tokenType).toBe('database');
    expect(run.log).toContain('which serves database tokens here');
  });

  test('that are gone from the list are proven by their own route, while another id is still known there', async () => {
    const tokens = newTokens(2);
    const scene = await givenDatabaseTokens([...tokens, newToken()], { render: renderActive });
    const run = await revokeAll(scene, tokens);
    expect(run.exitCode).toBe(0);
    expect(run.results).toMatchObject([{ status: 'revoked', verified: true, proof: ['listed'] }, {}]);
    const looks = requestsSeen(scene).filter((each) => each === `GET ${published}/ID`);
    expect(looks).toHaveLength(3);
  });

  test.each([
    ['an empty list', () => '[]'],
    ["another cluster's list", () => render(newTokens(2))],
    ['a list that is cut', (all: readonly ClusterToken[]) => render(all.slice(0, 1))],
  ])(
    'that were accepted and ignored are not called revoked because of %s',
    async (_, later) => {
      const [tokens, other] = [newTokens(2), newToken()];
      let lists = 0;
      const scene = await givenDatabaseTokens([other, ...tokens], {
        deaf: true,
        // A single one is asked for by its id: that route knows none.
        render: (all) => (lists++ === 0 ? render(all) : all.length === 1 ? '[]' : later(all)),
      });
      const run = await revokeAll(scene, tokens, { deadline: '10s' });
      expect(run.exitCode).toBe(1);
      expect(run.results.map(({ code }) => code)).toEqual(['unverified', 'unverified']);
    },
    40_000,
  );

  test('may all be revoked: the management token remains', async () => {
    const tokens = newTokens(2);
    const scene = await givenDatabaseTokens(tokens);
    expect((await revokeAll(scene, tokens)).exitCode).toBe(0);
  });

  test('need no prefix in the list, since the token in use is none of them', async () => {
    const tokens = newTokens(3);
    const scene = await givenDatabaseTokens(tokens);
    const run = await runAgainst(scene, { 'token-type': 'database', 'select-description': 'token 2' });
    expect(run.revoked).toEqual([tokens[1]?.id]);
  });

  test('of Cloud Dedicated are found in their cluster', async () => {
    const tokens = newTokens(1);
    const scene = await givenDatabaseTokens(tokens, { collection: ofCluster });
    const run = await revokeAll(scene, tokens, { 'account-id': accountId, 'cluster-id': clusterId });
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(new Set(requestsSeen(scene))).toEqual(new Set([`GET ${ofCluster}`, `DELETE ${ofCluster}/ID`]));
  });

  test('are revoked through influxctl with its own commands', async () => {
    const tokens = newTokens(2);
    const scene = await givenDatabaseTokens([...tokens, newToken()], { collection: null });
    const influxctl = installInfluxctl(makeFolder());
    const run = await revokeAll(scene, tokens, { client: 'influxctl', influxctl: influxctl.path });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    const commands = influxctl.calls().map(({ argv }) => argv.join(' '));
    expect(commands.some((line) => line.includes(' token list --include-revoked --format json'))).toBe(true);
    expect(commands.some((line) => line.includes(' token revoke --force '))).toBe(true);
    expect(commands.some((line) => line.includes('management'))).toBe(false);
  });
});
