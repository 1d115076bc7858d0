import { describe, expect, test } from '@jest/globals';
import { openLog } from '../../../src/action/report/log.ts';
import { writeOutputs } from '../../../src/action/report/outputs.ts';
import { createRedact, type Redact } from '../../../src/connection/secrets.ts';
import { codeTable } from '../../../src/errors.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import type { ClientChoice } from '../../../src/revocation/token-client.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport } from '../../support/reports.ts';
import {
  alreadyRevoked,
  failed,
  leakOutcome,
  listedAs,
  outcome,
  outcomes,
  revoked,
  runResult,
} from '../../support/results.ts';
import { stepFiles } from '../../support/step-files.ts';

isolateEnvironment();
const files = stepFiles();
const printed = capturePrinted();

function write(result: RunResult, redact: Redact = (text) => text, client?: ClientChoice) {
  writeOutputs(
    aReport({ result, client, redact }),
    '/temp/report.json',
    openLog(redact, () => 0),
  );
  const outputs = files.outputs();
  const list = (name: string) => JSON.parse(outputs[name] ?? 'null');
  return {
    ...outputs,
    ids: list('revoked-ids'),
    failedIds: list('failed-ids'),
    planned: list('planned-ids'),
    results: list('results'),
  };
}

describe('The outputs', () => {
  test('name every id once, as revoked or as failed, in the order asked for', () => {
    const already = outcome(alreadyRevoked);
    const [one, two, three] = [outcome(failed()), outcome(revoked), outcome(failed('timeout'))];
    const planned = [two.id ?? '', one.id ?? ''];
    const written = write(runResult([one, already, two, three, leakOutcome(2, failed())], { planned }));
    const failedIds = [one.id, three.id];
    expect(written).toMatchObject({ ids: [already.id, two.id], failedIds, planned });
    // A leaked token without an id failed as well.
    expect(written).toMatchObject({ 'revoked-count': '2', 'failed-count': '3' });
    expect(written.results[4]).toMatchObject({ leakedTokens: [2], code: 'not-found', tested: false });
    expect(written.results[4]).not.toHaveProperty('id');
  });

  test('show what is known of each id, and leave out what is not', () => {
    const known = listedAs({ description: 'ci', prefix: 'M.V1.abcd', createdAt: 1 });
    const list = [
      outcome(revoked, known),
      outcome({ ...revoked, proof: ['listed', 'rejected'], revokedAt: undefined }),
      outcome({ ...alreadyRevoked, revokedAt: Date.UTC(2026, 0, 1) }),
      outcome({ status: 'planned' }, known),
      outcome(failed('timeout', 'No answer.'), known),
    ];
    const requestedBy = ['id'];
    const createdAt = '1970-01-01T00:00:00.001Z';
    const shown = { description: 'ci', prefix: 'M.V1.abcd', createdAt, requestedBy };
    const proven = { status: 'revoked', verified: true, proof: ['listed'] };
    const already = { status: 'already-revoked', revokedAt: '2026-01-01T00:00:00.000Z' };
    const open = { verified: false, proof: [] };
    const [message, hint] = ['No answer.', codeTable.timeout.hint];
    expect(write(runResult(list)).results).toEqual([
      { id: list[0]?.id, ...proven, revokedAt: '2026-03-01T09:00:00.000Z', ...shown },
      { id: list[1]?.id, ...proven, proof: ['listed', 'rejected'], requestedBy },
      { id: list[2]?.id, ...proven, ...already, requestedBy },
      { id: list[3]?.id, status: 'planned', ...open, ...shown },
      { id: list[4]?.id, status: 'failed', code: 'timeout', message, hint, ...open, ...shown },
    ]);
  });

  test('say of a leaked token whether its string was tested, what asked for it, and whether it is in use', () => {
    const leaks = [
      { position: 1, before: 'accepted', after: 'rejected' },
      { position: 2, before: 'unknown', after: 'unknown' },
    ] as const;
    const origins = ['id', 'leaked-token'] as const;
    const list = [
      outcome(revoked, { leaks: leaks.slice(0, 1), origins: ['leaked-token'] }),
      outcome(revoked, { leaks, origins, inUse: 'likely' }),
    ];
    const alert = { position: 1, isGivenToo: false, read: undefined };
    expect(aReport({ result: runResult(list), alert }).entries).toMatchObject([
      { leakedTokens: [1], tested: true, requestedBy: ['secret-scanning-alert'] },
      {
        leakedTokens: [1, 2],
        tested: false,
        requestedBy: [...origins, 'secret-scanning-alert'],
        inUse: true,
      },
    ]);
    const both = aReport({ result: runResult(list), alert: { ...alert, isGivenToo: true } });
    expect(both.entries[0]?.requestedBy).toEqual(['leaked-token', 'secret-scanning-alert']);
  });

  test('neither fail nor revoke what was only planned', () => {
    const written = write(runResult(outcomes(2, { status: 'planned' })));
    expect(written).toMatchObject({ ids: [], failedIds: [], 'revoked-count': '0', 'failed-count': '0' });
    expect(written.planned).toHaveLength(2);
  });

  test('hold no secret', () => {
    const redact = createRedact(['s3cret']);
    const known = listedAs({ description: 'b s3cret', prefix: 's3cret' });
    const [entry] = write(runResult([outcome(failed('timeout', 'a s3cret'), known)]), redact).results;
    expect(entry).toMatchObject({ message: 'a ***', description: 'b ***', prefix: '***' });
  });

  test('say with which code the run was stopped, and nothing where it went to its end', () => {
    const stop = { code: 'unauthorized', message: 'The response was 401.', hint: 'Check it.' } as const;
    expect(write(runResult([], { stop }))).toMatchObject({ 'error-code': 'unauthorized' });
    expect(write(runResult([outcome(failed())]))).toMatchObject({ 'error-code': '' });
  });
});

describe('The output results', () => {
  const long = listedAs({ description: 'd'.repeat(900) });

  test('is whole up to what GitHub carries', () => {
    expect(write(runResult(outcomes(400, revoked, long))).results).toHaveLength(400);
    expect(printed.text()).toBe('');
  });

  test('is cut beyond it, failures first and in order, and the lists of ids are whole', () => {
    const list = Array.from({ length: 1_000 }, (_, index) =>
      outcome(index % 10 === 9 ? failed() : revoked, long),
    );
    const written = write(runResult(list));
    const kept: { id: string; status: string }[] = written.results;
    expect(written.ids).toHaveLength(900);
    expect(written.failedIds).toHaveLength(100);
    expect(written.planned).toHaveLength(1_000);
    expect(kept.filter(({ status }) => status === 'failed')).toHaveLength(100);
    const positions = kept.map(({ id }) => list.findIndex((each) => each.id === id));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    const size = Object.values(files.outputs()).reduce((sum, text) => sum + text.length, 0);
    expect(size).toBeLessThan(500_100);
    expect(size).toBeGreaterThan(490_000);
    expect(printed.text()).toMatch(
      new RegExp(`^::warning::The output results holds ${kept.length} of 1000 entries, failures first`),
    );
  });

  test('has room for the first failures, however long the lists of ids are', () => {
    const list = outcomes(7_000, failed());
    const written = write(runResult(list));
    expect(written.failedIds).toEqual(list.map(({ id }) => id));
    expect(written.results.length).toBeGreaterThan(100);
    expect(written.results[0]).toMatchObject({ id: list[0]?.id, code: 'not-found' });
    expect(printed.text()).toContain(`holds ${written.results.length} of 7000 entries`);
  });
});
