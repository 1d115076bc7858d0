import { createFailure, type Failure } from '../../failure.ts';
import type { ProgramEnd } from './process.ts';

/** What follows from a call that was started: it may have done what it was to do, and another one may succeed. */
const started = { retryable: true, mayHaveWorked: true } as const;

/** The failure of a run of influxctl. What it prints is not documented, so nothing but its exit code is relied on. */
export function toFailure(end: ProgramEnd, quote: (text: string) => string): Failure {
  switch (end.kind) {
    case 'ended': {
      const how = end.code === null ? 'was killed' : `ended with exit code ${end.code}`;
      const said = quote(end.stderr);
      return createFailure(
        'influxctl-failed',
        `influxctl ${how}${said === '' ? '.' : `: "${said}".`}`,
        started,
      );
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
      return createFailure('timeout', 'The run ended before influxctl did.', { mayHaveWorked: true });
    case 'not-started':
      return createFailure('influxctl-unavailable', `influxctl could not be started (${end.code}).`, {
        affectsAll: true,
      });
  }
}
