import { describe, expect, test } from '@jest/globals';
import { writeFailures } from '../../../src/action/report/failures.ts';
import { codeTable, type ErrorCode } from '../../../src/errors.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { aReport, aVerdict, plainLog } from '../../support/reports.ts';
import { failed, leakOutcome, outcome, outcomes, revoked, runResult } from '../../support/results.ts';

isolateEnvironment();
const printed = capturePrinted();

const head = /^::error title=(?:Not every token is proven revoked|Run stopped)::/;

function write(result: RunResult): { errors: string[]; others: string[] } {
  writeFailures(aReport({ result }), aVerdict(true, { stop: result.stop }), plainLog());
  const lines = printed.lines().slice(0, -1);
  return {
    errors: lines.filter((line) => head.test(line)).map((line) => line.replace(head, '')),
    others: lines.filter((line) => !head.test(line)),
  };
}

function stop(code: ErrorCode, message: string) {
  return { code, message, hint: codeTable[code].hint };
}

test('A leaked token without an id is named by its place, with what to do about it', () => {
  const leaked = leakOutcome(2, {
    status: 'failed',
    code: 'not-found',
    message: 'It is like that.',
    hint: 'Copy it again.',
  });
  expect(write(runResult([leaked])).errors).toEqual([
    'Leaked token 2: not-found. It is like that. Copy it again.',
  ]);
});

test.each([
  [false, 'Not every token is proven revoked'],
  [true, 'Not every token would be revoked'],
])('The title of what failed fits the run: dry run %s', (dryRun, title) => {
  writeFailures(aReport({ result: runResult([outcome(failed())]), dryRun }), aVerdict(true), plainLog());
  expect(printed.lines()[0]).toMatch(new RegExp(`^::error title=${title}::`));
});

describe('What failed', () => {
  test('is nothing where all is revoked', () => {
    expect(write(runResult(outcomes(20, revoked)))).toEqual({ errors: [], others: [] });
  });

  test('is an annotation for each id, with the code, what happened and what to do', () => {
    const [one, two] = [outcome(failed()), outcome(failed('still-active', 'It lives.'))];
    expect(write(runResult([one, outcome(revoked), two])).errors).toEqual([
      `${one.id}: not-found. The response was 404. ${codeTable['not-found'].hint}`,
      `${two.id}: still-active. It lives. ${codeTable['still-active'].hint}`,
    ]);
  });

  test('is ten annotations at most, and every line is in the log', () => {
    const ten = write(runResult(outcomes(10, failed())));
    expect(ten.errors).toHaveLength(10);
    expect(ten.others).toEqual([]);
    printed.clear();
    const list = outcomes(25, failed());
    const { errors, others } = write(runResult(list));
    expect(errors).toHaveLength(10);
    expect(errors[9]).toBe('16 more failures: the log names each.');
    const shown = [...errors, ...others].join('\n');
    for (const { id } of list) expect(shown).toContain(id);
  });

  test('is shown for each id, though the reason is the same', () => {
    const list = outcomes(3, failed('unverified', 'Same for all.'));
    expect(write(runResult(list)).errors).toHaveLength(3);
  });
});

describe('What stopped a run', () => {
  test('comes first, and speaks for the ids it left over', () => {
    const list = [
      outcome(revoked),
      outcome(failed('forbidden', 'The response was 403.')),
      ...outcomes(4, failed('unauthorized', 'The response was 401.')),
      ...outcomes(50, failed('not-attempted', 'The run stopped early. The response was 401.')),
    ];
    const { errors } = write(runResult(list, { stop: stop('unauthorized', 'The response was 401.') }));
    expect(errors).toEqual([
      `The response was 401. ${codeTable.unauthorized.hint} (unauthorized) 4 tokens failed with it. 50 tokens were not attempted.`,
      `${list[1]?.id}: forbidden. The response was 403. ${codeTable.forbidden.hint}`,
    ]);
  });

  test('counts one id in the singular', () => {
    const list = outcomes(1, failed('cancelled', 'The job was cancelled.'));
    const { errors } = write(runResult(list, { stop: stop('cancelled', 'The job was cancelled.') }));
    const line = `The job was cancelled. ${codeTable.cancelled.hint} (cancelled) 1 token was not attempted.`;
    expect(errors).toEqual([line]);
  });

  test('has no hint where all was done before the job was cancelled', () => {
    const result = runResult(outcomes(2, revoked), { stop: stop('cancelled', 'The job was cancelled.') });
    expect(write(result).errors).toEqual(['The job was cancelled. (cancelled)']);
  });

  test('is shown where there is no id at all', () => {
    const message = 'An input is not valid:\n- host: missing';
    const { errors } = write(runResult([], { stop: stop('invalid-input', message) }));
    expect(errors).toEqual([
      `An input is not valid:%0A- host: missing%0A${codeTable['invalid-input'].hint} (invalid-input)`,
    ]);
  });
});
