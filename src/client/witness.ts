import type { ClientSettings } from '../connection/client-settings.ts';
import type { Exchange } from '../connection/exchange.ts';
import type { Transport } from '../connection/transport.ts';
import type { TestAnswer, Witness } from '../revocation/witness.ts';
import { isApiError, isJson, type Reading, toFailure } from './api/failure.ts';

/** How much of an answer is read, in bytes: a list that begins is enough. */
const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };

/**
 * Makes what shows whether the cluster accepts a token string, the published route first
 * (https://docs.influxdata.com/influxdb3/clustered/api/management/); that there is a collection of management tokens is an
 * assumption. That a revoked token gets 401 there, and not 403, is not published: no other status counts as a rejection.
 */
export function createWitnesses(
  transport: Transport,
  { databasesPath, apiPath }: Pick<ClientSettings, 'databasesPath' | 'apiPath'>,
  now: () => number,
): Witness[] {
  const paths = databasesPath === undefined ? [apiPath] : [databasesPath, apiPath];
  return paths.map((path) => async (token, options) => {
    const bearer = token === undefined ? {} : { bearerToken: token };
    const answer = await transport.send({ ...options, ...bearer, method: 'GET', path, bodyLimit });
    const test = readTest(answer, { quote: transport.quote, now: now() });
    return test.kind === 'failed' && databasesPath === undefined
      ? { ...test, message: `${test.message} ${needsCluster}` }
      : test;
  });
}

/** The published route of Cloud Dedicated names the cluster. */
const needsCluster = 'The published route for it needs `cluster-id`.';

/** A page, a proxy's answer and a redirect say nothing of a token. */
function readTest(answer: Exchange, reading: Reading): TestAnswer {
  if (answer.kind === 'failed') return answer;
  if (answer.status === 200 && isJson(answer) && answer.body.trimStart().startsWith('['))
    return { kind: 'accepted' };
  if (answer.status === 401 && isApiError(answer)) return { kind: 'rejected' };
  // A refusal of one string says nothing of the others.
  return { ...toFailure(answer, reading), affectsAll: false };
}
