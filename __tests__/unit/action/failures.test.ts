import { describe, expect, test } from '@jest/globals';
import { writeFailures } from '../../../src/action/report/annotations.ts';
import { openLog } from '../../../src/action/report/log.ts';
import { codeTable, type ErrorCode } from '../../../src/errors.ts';
import type { RunResult } from '../../../src/revocation/outcome.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { capturePrinted } from '../../support/printed.ts';
import { failed, outcome, outcomes, revoked, runResult } from '../../support/results.ts';

isolateEnvironment();
const printed = capturePrinted();

const head = '::error title=Management tokens not revoked::';

function write(result: RunResult): { errors: string[]; others: string[] } {
  writeFailures(
    result,
    openLog(
      (text) => text,
      () => 0,
    ),
  );
  const lines = printed.lines().slice(0, -1);
  return {
    errors: lines.filter((line) => line.startsWith(head)).map((line) => line.slice(head.length)),
    others: lines.filter((line) => !line.startsWith(head)),
  };
}

function stop(code: ErrorCode, message: string) {
  return { code, message, hint: codeTable[code].hint };
}

describe('What failed', () => {
  test('is nothing where all is revoked', () => {
    expect(write(runResult(outcomes(20, revoked)))).toEqual({ errors: [], others: [] });
  });

  test('is an annotation for each id, with the code, what happened and what to do', () => {
    const [one, two] = [outcome(failed()), outcome(failed('still-active', 'It lives.'))];
    expect(write(runResult([one, outcome(revoked), two])).errors).toEqual([
      `${one.id}: not-found. The answer was 404. ${codeTable['not-found'].hint}`,
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
    expect(errors[9]).toBe('16 more failures: the log and the job summary name each.');
    const told = [...errors, ...others].join('\n');
    for (const { id } of list) expect(told).toContain(id);
  });

  test.each(['not-attempted', 'cancelled', 'unauthorized', 'unreachable', 'unverified'] as const)(
    'is told once where the reason is that of the whole run: %s',
    (code) => {
      const { errors } = write(runResult(outcomes(300, failed(code, 'Same for all.'))));
      expect(errors).toEqual([`300 ids: ${code}. Same for all. ${codeTable[code].hint}`]);
    },
  );

  test('is told apart where the reasons are', () => {
    const list = [
      ...outcomes(2, failed('unreachable', 'One.')),
      ...outcomes(3, failed('unreachable', 'Two.')),
    ];
    expect(write(runResult(list)).errors.map((error) => error.split(' ', 2).join(' '))).toEqual([
      '2 ids:',
      '3 ids:',
    ]);
  });
});

describe('What stopped a run', () => {
  test('comes first, and speaks for the ids it left over', () => {
    const list = [
      outcome(revoked),
      outcome(failed('unauthorized', 'The answer was 401.')),
      ...outcomes(50, failed('not-attempted', 'The answer was 401.')),
    ];
    const { errors } = write(runResult(list, { stop: stop('unauthorized', 'The answer was 401.') }));
    expect(errors).toEqual([
      `The answer was 401. ${codeTable.unauthorized.hint} (unauthorized) 50 ids were not attempted.`,
      `${list[1]?.id}: unauthorized. The answer was 401. ${codeTable.unauthorized.hint}`,
    ]);
  });

  test('counts one id in the singular', () => {
    const list = outcomes(1, failed('cancelled', 'The job was cancelled.'));
    const { errors } = write(runResult(list, { stop: stop('cancelled', 'The job was cancelled.') }));
    expect(errors).toEqual([
      `The job was cancelled. ${codeTable.cancelled.hint} (cancelled) 1 id was not attempted.`,
    ]);
  });

  test('is told where there is no id at all', () => {
    const message = 'An input is not valid:\n- host: missing';
    const { errors } = write(runResult([], { stop: stop('invalid-input', message) }));
    expect(errors).toEqual([
      `An input is not valid:%0A- host: missing%0A${codeTable['invalid-input'].hint} (invalid-input)`,
    ]);
  });
});
