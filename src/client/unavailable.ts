import { type ActionError, codeTable, type ErrorCode } from '../errors.ts';
import type { Failed } from '../revocation/token-client.ts';

const lasting = { retryable: false, affectsAll: true } as const;

/** What a request gets that ends while influxctl is made ready: the next one may find it ready. */
export const endedWhileOpening: Failed = failed('timeout', 'The run did not wait for influxctl any longer.', {
  retryable: true,
  affectsAll: false,
});

/** What every request gets where there is no influxctl that can be used. */
export function noInfluxctl({ code, message, hint }: ActionError): Failed {
  const isSpecial = hint !== codeTable[code].hint;
  return failed(code, isSpecial ? `${message} ${hint}` : message, lasting);
}

/** What every revocation gets where nothing serves management tokens. */
export function notServed(message: string): Failed {
  return failed('not-served', message, lasting);
}

function failed(
  code: ErrorCode,
  message: string,
  how: { readonly retryable: boolean; readonly affectsAll: boolean },
): Failed {
  const failure = { code, message, retryAfter: undefined, mayHaveWorked: false, fromApi: false, ...how };
  return { kind: 'failed', failure };
}
