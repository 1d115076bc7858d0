import type { ActionError } from '../errors.ts';
import { createFailure, type Failure } from '../failure.ts';

/** What a request gets that ends while influxctl is made ready: the next one may find it ready. */
export const endedWhileOpening = createFailure('timeout', 'The run did not wait for influxctl any longer.', {
  retryable: true,
});

/** What every request gets where there is no influxctl that can be used. `why` says why it is needed. */
export function noInfluxctl({ code, message, hint }: ActionError, why = ''): Failure {
  return createFailure(code, `${why} ${message}`.trimStart(), { hint, affectsAll: true });
}
