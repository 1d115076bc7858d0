import { describe, expect, test } from '@jest/globals';
import { createApiClient } from '../../../../src/client/api/api-client.ts';
import type { Fault, FaultKind } from '../../../../src/connection/fault.ts';
import type { HttpRequest, Transport } from '../../../../src/connection/transport.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { apiPath, failureOf, someId } from '../../../support/mock-api.ts';

function clientWith(fault: Omit<Fault, 'kind' | 'message'>, seen: HttpRequest[] = []) {
  const transport: Transport = {
    async send(request) {
      seen.push(request);
      return { kind: 'fault', message: 'It broke.', ...fault };
    },
    quote: (text) => text,
    close: async () => {},
  };
  return createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => 0 });
}

const request = { signal: new AbortController().signal, attempt: 3 };

describe('A request without an answer', () => {
  test.each([
    ['timeout', 'timeout', true, true],
    ['aborted', 'timeout', false, true],
    ['dns', 'unreachable', false, false],
    ['dns', 'unreachable', true, false],
    ['refused', 'unreachable', true, false],
    ['broken', 'unreachable', true, true],
    ['tls', 'unreachable', false, false],
    ['proxy', 'unreachable', false, false],
    ['proxy', 'unreachable', true, false],
  ] satisfies [FaultKind, string, boolean, boolean][])(
    'because of %s fails as %s',
    async (fault, code, passing, mayHaveArrived) => {
      const client = clientWith({ fault, passing, mayHaveArrived });
      const failure = {
        code,
        message: 'It broke.',
        retryable: passing,
        retryAfter: undefined,
        mayHaveWorked: mayHaveArrived,
        fromApi: false,
        // What stays as it is stops the whole run; that the run itself has ended is no reason of the cluster.
        affectsAll: !passing && fault !== 'aborted',
      };
      expect(failureOf(await client.list(request))).toEqual(failure);
      expect(failureOf(await client.revoke(someId, request))).toEqual(failure);
    },
  );
});

test('A request can be ended from outside, and says which attempt it is', async () => {
  const seen: HttpRequest[] = [];
  const client = clientWith({ fault: 'aborted', passing: false, mayHaveArrived: true }, seen);
  await client.list(request);
  await client.revoke(someId, request);
  expect(seen).toEqual([
    { ...request, method: 'GET', path: apiPath, bodyLimit: expect.anything() },
    { ...request, method: 'DELETE', path: `${apiPath}/${someId}`, bodyLimit: expect.anything() },
  ]);
});
