import type { Exchange } from '../connection/exchange.ts';
import type { Transport } from '../connection/transport.ts';
import type { TestAnswer, Witness } from '../revocation/witness.ts';
import { isApiError, isJson, type Reading, toFailure } from './api/failure.ts';

/** How much of an answer is read, in bytes: a list that begins is enough. */
const bodyLimit = { ok: 1024 * 1024, other: 64 * 1024 };

/** Where a token string can be used without changing anything. */
interface WitnessRoutes {
  /** Published: https://docs.influxdata.com/influxdb3/clustered/api/management/. Undefined: it is not known. */
  readonly databasesPath: string | undefined;
  /** The collection of management tokens, where the API has one: an assumption. */
  readonly apiPath: string;
}

/**
 * Makes what shows whether the cluster accepts a token string, the published route first. That a revoked token gets 401
 * there, and not 403, is not published: no other status counts as a rejection.
 */
export function createWitnesses(
  transport: Transport,
  { databasesPath, apiPath }: WitnessRoutes,
  now: () => number,
): Witness[] {
  const paths = databasesPath === undefined ? [apiPath] : [databasesPath, apiPath];
  return paths.map((path) => async (token, options) => {
    const bearer = token === undefined ? {} : { bearerToken: token };
    const answer = await transport.send({ ...options, ...bearer, method: 'GET', path, bodyLimit });
    return readTest(answer, { quote: transport.quote, now: now() });
  });
}

/** A page, a proxy's answer and a redirect say nothing of a token. */
function readTest(answer: Exchange, reading: Reading): TestAnswer {
  if (answer.kind === 'failed') return answer;
  if (answer.status === 200 && isJson(answer) && answer.body.trimStart().startsWith('['))
    return { kind: 'accepted' };
  if (answer.status === 401 && isApiError(answer)) return { kind: 'rejected' };
  // A refusal of one string says nothing of the others.
  return { ...toFailure(answer, reading), affectsAll: false };
}
