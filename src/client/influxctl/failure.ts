import type { ErrorCode } from '../../errors.ts';
import type { Failed, Failure } from '../../revocation/token-client.ts';
import type { ProgramEnd } from './process.ts';

/** The failure of a run of influxctl. What it prints is not documented, so nothing but its exit code is relied on. */
export function toFailure(end: ProgramEnd, quote: (text: string) => string): Failure {
  switch (end.kind) {
    case 'ended': {
      const how = end.code === null ? 'was killed' : `ended with exit code ${end.code}`;
      const said = quote(end.stderr);
      return failure('influxctl-failed', `influxctl ${how}${said === '' ? '.' : `: "${said}".`}`);
    }
    case 'flooded':
      return failure('influxctl-failed', 'influxctl printed more than any list of tokens holds.');
    case 'timeout':
      return failure('timeout', 'influxctl did not end in time, and was stopped.');
    case 'aborted':
      return { ...failure('timeout', 'The run ended before influxctl did.'), retryable: false };
    case 'not-started':
      return {
        ...failure('influxctl-unavailable', `influxctl could not be started (${end.code}).`),
        retryable: false,
        mayHaveWorked: false,
        affectsAll: true,
      };
  }
}

/** As an answer. */
export function failed(failure: Failure): Failed {
  return { kind: 'failed', failure };
}

/** A failure that may pass, of a call that may have done what it was asked to. */
export function failure(code: ErrorCode, message: string): Failure {
  return {
    code,
    message,
    retryable: true,
    retryAfter: undefined,
    mayHaveWorked: true,
    fromApi: false,
    affectsAll: false,
  };
}
