import type { Misbehaviour, SeenRequest } from '../../dev/cluster/duty.ts';
import type { ReceivedRequest, Reply } from '../../dev/endpoint.ts';

/** A provider's refusal that quotes all that proved who the client is, in the forms in which it comes and is read. */
export function echoProof({ form, headers }: ReceivedRequest): Reply {
  const basic = String(headers.authorization ?? '').replace('Basic ', '');
  const { client_assertion = '', subject_token = '' } = form;
  const said = [client_assertion, subject_token, basic, Buffer.from(basic, 'base64')].join(' ').trim();
  return {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: 'invalid_request', error_description: `you sent ${said}` }),
  };
}

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
