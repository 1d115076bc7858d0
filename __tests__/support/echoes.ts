import type { Misbehaviour, SeenRequest } from '../../dev/cluster/duty.ts';
import type { ReceivedRequest, Reply } from '../../dev/endpoint.ts';

/** A runner's refusal that quotes what it was asked with. */
export function echoRequest({ headers }: ReceivedRequest): Reply {
  return { status: 403, body: `not with ${headers.authorization}` };
}

/** A cluster's refusal to revoke, which quotes the bearer token and all else that it may have received. */
export function echoBearer(
  { method, headers }: SeenRequest,
  heard: readonly string[],
): Misbehaviour | undefined {
  if (method !== 'DELETE') return undefined;
  return { status: 400, body: `you sent ${[...heard, headers['authorization']].join(' ')}` };
}
