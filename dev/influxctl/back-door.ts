import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { backDoor } from '../cluster/duty.ts';
import type { Connection } from './connection.ts';
import { describeFailure, describeStatus } from './messages.ts';

/** The cluster, as the stand-in reaches it: over HTTP/1.1, in place of gRPC, whose messages are not published. */
export interface BackDoor {
  /** The cluster's list, in the form in which it answers. Throws where there is none. */
  list(): Promise<string>;
  /** Says whether the id was not revoked before. Throws where the cluster did not obey. */
  revoke(id: string): Promise<boolean>;
}

/** Makes the way to a cluster, with a time limit for each request and a pause before it, both in ms. */
export function openBackDoor({ origin, token, tls }: Connection, timeout: number, slow: number): BackDoor {
  const send = (method: string, path: string): Promise<{ status: number | undefined; body: string }> => {
    const start = origin.startsWith('https:') ? requestHttps : requestHttp;
    const headers = { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(Math.ceil(timeout));
    return new Promise((resolve, reject) => {
      start(`${origin}${path}`, { method, headers, signal, ...tls }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
      })
        .on('error', reject)
        .end();
    });
  };
  const ask = async (method: string, path: string, right: readonly number[]) => {
    await wait(slow);
    const answer = await send(method, path).catch((error) => {
      throw new Error(describeFailure(error), { cause: error });
    });
    if (right.includes(answer.status ?? 0)) return answer;
    throw new Error(describeStatus(answer.status, messageIn(answer.body)));
  };
  return {
    list: async () => (await ask('GET', backDoor, [200])).body,
    async revoke(id) {
      const { status } = await ask('DELETE', `${backDoor}/${encodeURIComponent(id)}`, [204, 409]);
      return status === 204;
    },
  };
}

/** What an error of the published routes says. Pages of a proxy are not printed. */
function messageIn(body: string): string {
  try {
    return String(JSON.parse(body).message ?? '');
  } catch {
    return '';
  }
}
