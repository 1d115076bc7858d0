import { createEnded, createFailure, type Failure } from '../../failure.ts';
import type { ProgramEnd } from '../../program/run-program.ts';
import type { TokenId } from '../../revocation/token.ts';
import { isError, isNotFound, readMessage } from './messages.ts';

/** What follows from a call that was started: it may have done what it was to do, and another one may succeed. */
const started = { retryable: true, mayHaveWorked: true } as const;

/**
 * The failure of a run of influxctl: of one id where it is given. What it prints gives the code and the hint, and is
 * no proof: a call that was started may have worked, no matter what it printed.
 */
export function toFailure(end: ProgramEnd, quote: (text: string) => string, id?: TokenId): Failure {
  switch (end.kind) {
    case 'ended': {
      const how = end.code === null ? 'was killed' : `ended with exit code ${end.code}`;
      const said = quote(findError(end.stderr));
      const message = `influxctl ${how}${said === '' ? '.' : `: "${said}".`}`;
      if (id !== undefined && isNotFound(end.stderr, id))
        return createFailure('not-found', message, { mayHaveWorked: true });
      const { code, ...meaning } = readMessage(end.stderr) ?? { code: 'influxctl-failed' };
      // Of these messages only that of a rejected token is the cluster's own word: the others may come from in between, and so does a page.
      const fromApi = code === 'unauthorized' && !/unexpected HTTP status code/.test(end.stderr);
      return createFailure(code, message, { ...started, ...meaning, fromApi });
    }
    case 'flooded':
      return createFailure(
        'influxctl-failed',
        'influxctl printed more than 64 MiB and was stopped.',
        started,
      );
    case 'timeout':
      return createFailure('timeout', 'influxctl did not end in time and was stopped.', started);
    case 'aborted':
      return createEnded(end.reason, 'The run ended before influxctl did.', { mayHaveWorked: true });
    case 'not-started': {
      const follows = passingStarts.includes(end.code)
        ? { retryable: true, hint: startAgain }
        : { affectsAll: true };
      const message = `influxctl could not be started (${end.code}).`;
      return createFailure('influxctl-unavailable', message, { ...follows, unsent: true });
    }
  }
}

/** Why a program may not start for a moment: it is written to, or there are too many processes or open files, or too little memory. */
const passingStarts: readonly string[] = ['ETXTBSY', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'];

const startAgain =
  'Run again: the runner was short of processes, files or memory, or influxctl was being replaced.';

/** A quotation has about as many characters. */
const shortMessage = 200;

/** Of a long message the part from the first line on that speaks of an error: notices may stand before it. */
function findError(stderr: string): string {
  if (stderr.length <= shortMessage) return stderr;
  const lines = stderr.split('\n');
  return lines.slice(Math.max(0, lines.findIndex(isError))).join('\n');
}

/**
 * Says whether a list that failed this way ends the run: no request could do better. Missing permission does not count,
 * since it may be that of one request only.
 */
export function isLasting({ code, retryable }: Failure): boolean {
  return !retryable && (code === 'unauthorized' || code === 'unreachable');
}
