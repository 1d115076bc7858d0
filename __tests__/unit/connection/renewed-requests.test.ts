import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import type { SeenRequest } from '../../../dev/cluster/duty.ts';
import type { Credentials } from '../../../src/connection/credentials.ts';
import type { Exchange } from '../../../src/connection/exchange.ts';
import { httpRequest } from '../../support/connection-settings.ts';
import { givenProvider, type Identity, type SignInChanges, signInAt } from '../../support/identity.ts';
import { givenCluster } from '../../support/scenario.ts';
import { openTo, tls } from '../../support/secure-cluster.ts';

const listed = { kind: 'answer', status: 200 };
const rejected = { kind: 'answer', status: 401 };

interface Changes {
  readonly identity?: Identity;
  readonly misbehave?: (request: SeenRequest) => 'reset' | { readonly status: number } | undefined;
  readonly accepts?: (token: string) => boolean | Promise<boolean>;
  readonly signIn?: SignInChanges;
}

/** A cluster that accepts the tokens of an identity provider, and a way to it that signs in there. */
async function givenAccess({ identity, misbehave, accepts, signIn }: Changes = {}) {
  const { provider } = identity ?? (await givenProvider());
  const welcome = accepts ?? ((token: string) => provider.accepts(token));
  const { cluster } = await givenCluster([], { accepts: welcome, ...(misbehave && { misbehave }) });
  const results: (string | undefined)[] = [];
  const credentials: Credentials = await signInAt({ provider }, signIn);
  const transport = await openTo(cluster.host, {
    credentials,
    tls: tls({ authorities: [cluster.ca] }),
    onExchange: (line) => results.push(/: (\S+), attempt/.exec(line)?.[1]),
  });
  const send = (starting = new AbortController().signal): Promise<Exchange> =>
    transport.send(httpRequest({ starting }));
  const shown = (): unknown[] => cluster.requests.map(({ headers }) => headers['authorization']);
  return { provider, cluster, results, send, shown };
}

const bearer = (token: string | undefined): string => `Bearer ${token}`;

describe('A request with an access token', () => {
  test('is sent once, with a token that is hidden before', async () => {
    const events: string[] = [];
    const { provider, send, shown } = await givenAccess({
      signIn: { onHide: (secret) => events.push(secret) },
      misbehave: () => void events.push('the cluster is asked'),
    });
    expect(await send()).toMatchObject(listed);
    expect(shown()).toEqual(provider.issued().map(bearer));
    expect(events.slice(-2)).toEqual([provider.issued()[0], 'the cluster is asked']);
  });

  test('whose token expires in the middle of a run is sent again with another one', async () => {
    const { provider, send, shown, results } = await givenAccess();
    expect(await send()).toMatchObject(listed);
    provider.revokeAll();
    expect(await send()).toMatchObject(listed);
    const [first, second] = provider.issued();
    expect(shown()).toEqual([first, first, second].map(bearer));
    expect(results).toEqual(['200', '200']);
  });

  test('that is rejected with a new token too is answered so, and no third token is requested', async () => {
    const { provider, cluster, send, results } = await givenAccess({ accepts: () => false });
    expect(await send()).toMatchObject(rejected);
    expect([provider.issued().length, cluster.requests.length]).toEqual([2, 2]);
    expect(await send()).toMatchObject(rejected);
    expect([provider.issued().length, cluster.requests.length]).toEqual([2, 3]);
    expect(results).toEqual(['401', '401']);
  });

  test.each<[string, 'reset' | { readonly status: number }, number]>([
    ['shows with 403 that it was accepted, and is renewed later', { status: 403 }, 3],
    ['shows with a broken connection nothing of that', 'reset', 2],
  ])('whose new token %s', async (_, answer, tokens) => {
    const answers = [{ status: 401 }, answer, { status: 401 }, { status: 401 }];
    const { provider, send } = await givenAccess({ misbehave: ({ earlier }) => answers[earlier] });
    await send();
    await send();
    expect(provider.issued()).toHaveLength(tokens);
  });
});

describe('A request without an access token', () => {
  const away = { status: 503, body: 'maintenance' };
  const message = expect.stringContaining('returned no access token, but 503 with a body');
  const failure = { code: 'authentication-failed', message, retryable: true, mayHaveWorked: false };

  test('is not sent: the failure is that of the identity provider, until the next one asks again', async () => {
    const identity = await givenProvider({ misbehave: ({ earlier }) => (earlier === 0 ? away : undefined) });
    const { cluster, send, results } = await givenAccess({ identity });
    expect(await send()).toMatchObject(failure);
    expect(cluster.requests).toEqual([]);
    expect(await send()).toMatchObject(listed);
    expect(results).toEqual(['authentication-failed', '200']);
  });

  test.each([
    ['the first token request', 0],
    ['the renewal of a rejected token', 1],
  ])('ends as soon as nothing new is started, while %s is under way', async (_, sent) => {
    const halt = new AbortController();
    const identity = await givenProvider({
      misbehave: ({ earlier }) => {
        if (earlier < sent) return undefined;
        halt.abort('cancelled');
        return 'hang';
      },
    });
    const { cluster, send } = await givenAccess({ identity, accepts: () => false });
    const ended = { code: 'cancelled', retryable: false, mayHaveWorked: false, unsent: sent === 0 };
    expect(await send(halt.signal)).toMatchObject(ended);
    expect(cluster.requests).toHaveLength(sent);
  });
});
