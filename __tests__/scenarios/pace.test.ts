import { describe, expect, test } from '@jest/globals';
import { newTokens } from '../../dev/cluster/tokens.ts';
import { writeTextFile } from '../support/files.ts';
import { faultOn, idsOf, type Run, runOn } from '../support/scenario.ts';

const inputsFor = (tokens: ReturnType<typeof newTokens>) => ({
  'token-ids-file': writeTextFile(idsOf(tokens).join('\n')),
});

/** The line of the log that says how fast it went. */
function paceLine({ log }: Run): string | undefined {
  return /^Up to .*$/m.exec(log)?.[0];
}

describe('A cluster that pushes back', () => {
  test('by 429 above 20 requests at once gets few in vain, and no id fails', async () => {
    const tokens = newTokens(1_000);
    const run = await runOn(tokens, {
      inputs: inputsFor(tokens),
      latency: 20,
      capacity: { atOnce: 20, beyond: 'reject' },
    });
    expect(run).toMatchObject({ exitCode: 0, revoked: idsOf(tokens) });
    expect(run.sent.length).toBeLessThanOrEqual(1_150);
    expect(paceLine(run)).toMatch(/^Up to \d+ at once; slowed down (?:once|twice|\d+ times) \(.*429.*\)\.$/);
    expect(run.report?.pace?.causes).toContain('429');
  }, 60_000);

  test('by letting requests wait above 40 at once gets one request for each id', async () => {
    const tokens = newTokens(1_000);
    const run = await runOn(tokens, {
      inputs: inputsFor(tokens),
      latency: 20,
      capacity: { atOnce: 40, beyond: 'queue' },
    });
    expect(run.revoked).toEqual(idsOf(tokens));
    expect(run.sent).toHaveLength(1_000);
  }, 60_000);

  test('by 429 to everything ends the run after a minute, as rate-limited', async () => {
    const tokens = newTokens(3);
    const run = await runOn(tokens, {
      inputs: inputsFor(tokens),
      misbehave: faultOn('DELETE', { status: 429 }),
    });
    expect(run).toMatchObject({ exitCode: 1, failed: idsOf(tokens) });
    expect(new Set(run.results.map(({ code }) => code))).toEqual(new Set(['rate-limited']));
    expect(run.report?.pace).toMatchObject({ mostAtOnce: 3, causes: ['429'] });
  }, 150_000);
});

describe('Requests', () => {
  test('are at most 128 at once over HTTP/1.1, so that none waits for a connection while its time runs', async () => {
    const tokens = newTokens(600);
    const run = await runOn(tokens, { inputs: inputsFor(tokens), protocol: 'h1', latency: 50 });
    expect(run.exitCode).toBe(0);
    expect(run.report?.pace?.mostAtOnce).toBeLessThanOrEqual(128);
    expect(run.sent).toHaveLength(600);
  });
});
