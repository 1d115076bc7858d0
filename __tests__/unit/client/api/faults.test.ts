import { expect, test } from '@jest/globals';
import { createApiClient } from '../../../../src/client/api/api-client.ts';
import type { ClusterRequest, Transport } from '../../../../src/connection/transport.ts';
import { createFailure } from '../../../../src/failure.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { apiPath, someId } from '../../../support/mock-api.ts';

const failure = createFailure('unreachable', 'It broke.', { retryable: true, mayHaveWorked: true });

test('A request without an answer fails as its connection did, can be ended, and says which attempt it is', async () => {
  const seen: ClusterRequest[] = [];
  const send: Transport['send'] = async (each) => {
    seen.push(each);
    return failure;
  };
  const transport = { send, mostAtOnce: () => 128, quote: (text: string) => text, close: async () => {} };
  const client = createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => 0 });
  const request = { signal: new AbortController().signal, attempt: 3 };
  expect(await client.list(request)).toEqual(failure);
  expect(await client.revoke(someId, request)).toEqual(failure);
  expect(seen).toEqual([
    { ...request, method: 'GET', path: apiPath, bodyLimit: expect.anything() },
    { ...request, method: 'DELETE', path: `${apiPath}/${someId}`, bodyLimit: expect.anything() },
  ]);
});
