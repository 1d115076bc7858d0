import { expect, test } from '@jest/globals';
import { createApiClient } from '../../../../src/client/api/api-client.ts';
import type { HttpRequest } from '../../../../src/connection/exchange.ts';
import type { Transport } from '../../../../src/connection/transport.ts';
import { createFailure } from '../../../../src/failure.ts';
import { tokenKinds } from '../../../../src/revocation/token-kind.ts';
import { apiPath, someId } from '../../../support/mock-api.ts';

const failure = createFailure('unreachable', 'It broke.', { retryable: true, mayHaveWorked: true });

function givenBroken() {
  const seen: HttpRequest[] = [];
  const transport: Transport = {
    async send(request) {
      seen.push(request);
      return failure;
    },
    mostAtOnce: () => 128,
    quote: (text) => text,
    close: async () => {},
  };
  return { client: createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => 0 }), seen };
}

const request = { signal: new AbortController().signal, attempt: 3 };

test('A request without an answer fails as its connection did', async () => {
  const { client } = givenBroken();
  expect(await client.list(request)).toEqual(failure);
  expect(await client.revoke(someId, request)).toEqual(failure);
});

test('A request can be ended from outside, and says which attempt it is', async () => {
  const { client, seen } = givenBroken();
  await client.list(request);
  await client.revoke(someId, request);
  expect(seen).toEqual([
    { ...request, method: 'GET', path: apiPath, bodyLimit: expect.anything() },
    { ...request, method: 'DELETE', path: `${apiPath}/${someId}`, bodyLimit: expect.anything() },
  ]);
});
