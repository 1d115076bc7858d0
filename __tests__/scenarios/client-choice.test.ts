import { describe, expect, test } from '@jest/globals';
import { collection, type Misbehaviour, type SeenRequest } from '../../dev/cluster/duty.ts';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { givenInstalled, isFromInfluxctl, ownRequests, runWith } from '../support/influxctl-step.ts';
import { findFreePort } from '../support/programs.ts';
import { byId, givenCluster, idsOf } from '../support/scenario.ts';

/** A cluster of today: it serves management tokens to influxctl, and not over HTTP. */
const today = { collection: null };

/** Lets the cluster answer like this to all that does not come from influxctl. */
const toTheApi = (answer: Misbehaviour) => ({
  ...today,
  misbehave: (request: SeenRequest) => (isFromInfluxctl(request) ? undefined : answer),
});

const page = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Console</title>Sign in',
};

/** Answers that show that the API does not serve management tokens, and what the log says of them. */
const notServed = [
  ['404', today, ' (404).'],
  ['200 with a page', toTheApi(page), '. The response was 200 (text/html): "Console Sign in".'],
] as const;

describe('client: auto, the default,', () => {
  test('uses the API where the cluster serves management tokens there, even where influxctl is installed', async () => {
    const [tokens, influxctl] = [newTokens(2), givenInstalled()];
    const scene = await givenCluster(tokens);
    const run = await runWith(influxctl, scene, { client: '', ...byId(tokens) });
    expect(run).toMatchObject({ exitCode: 0, outputs: { client: 'api' } });
    const result = { status: 'revoked', verified: true, client: 'api', clientReason: 'http-route' };
    expect(run.results).toMatchObject([result, result]);
    expect(run.log).toContain('Client: api, which serves management tokens here.');
    expect(influxctl.calls()).toEqual([]);
  });

  test.each(notServed)(
    'uses influxctl where the API answers %s, and the log says so',
    async (_, options, answer) => {
      const [tokens, influxctl] = [newTokens(2), givenInstalled()];
      const scene = await givenCluster(tokens, options);
      const run = await runWith(influxctl, scene, { client: 'auto', ...byId(tokens) });
      expect(run).toMatchObject({ exitCode: 0, outputs: { client: 'influxctl' } });
      const result = {
        status: 'revoked',
        verified: true,
        client: 'influxctl',
        clientReason: 'no-http-route',
      };
      expect(run.results).toMatchObject([result, result]);
      const why = `This cluster has no HTTP route for management tokens${answer}`;
      expect(run.log).toContain(`Client: influxctl 2.12.1 (${influxctl.path}). ${why}`);
      expect(ownRequests(scene).map(({ method }) => method)).toEqual(['GET']);
    },
  );

  const unknown = { 'management-token': newToken().secret };
  test.each([
    ['401', today, unknown, 'The response was 401'],
    ['503 to the end', toTheApi({ status: 503 }), { retries: '1' }, 'The response was 503'],
    [
      'with a certificate of an unknown authority',
      today,
      { 'tls-ca': '' },
      'which this runner does not know',
    ],
    ['nothing, since no server listens there', today, { host: 'https://localhost:' }, 'could not be reached'],
  ])(
    'ends the run and never calls influxctl where the cluster answers %s, with force and without',
    async (_, options, inputs, words) => {
      for (const force of ['false', 'true']) {
        const [tokens, influxctl] = [newTokens(2), givenInstalled()];
        const scene = await givenCluster(tokens, options);
        const host = 'host' in inputs ? { host: `${inputs.host}${await findFreePort()}` } : {};
        const run = await runWith(influxctl, scene, {
          client: 'auto',
          ...byId(tokens),
          force,
          ...inputs,
          ...host,
        });
        expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
        expect([...run.errors, ...run.warnings].join('\n')).toContain(words);
        expect(influxctl.calls()).toEqual([]);
      }
    },
  );

  const passing = { status: 503 };
  test.each<[string, Misbehaviour[], Misbehaviour | undefined]>([
    ['answers 503, then 200 with a page', [passing], page],
    ['answers 503 twice, then 404', [passing, passing], undefined],
    ['hangs, then answers 404', ['hang'], undefined],
  ])(
    'finds out with the first revocation where force continued without a list: the API %s',
    async (_, faults, answer) => {
      const [tokens, influxctl] = [newTokens(3), givenInstalled()];
      const scene = await givenCluster(tokens, {
        ...today,
        misbehave(request) {
          if (isFromInfluxctl(request)) return undefined;
          return request.path === collection ? (faults[request.earlier] ?? answer) : answer;
        },
      });
      const base = { client: 'auto', force: 'true', timeout: '2s', retries: '2' };
      const run = await runWith(influxctl, scene, { ...base, ...byId(tokens) });
      expect(run).toMatchObject({ revoked: idsOf(tokens), exitCode: 0 });
      expect(run.warnings[0]).toContain('The list of tokens could not be read.');
      expect(run.outputs['client']).toBe('influxctl');
    },
  );
});
