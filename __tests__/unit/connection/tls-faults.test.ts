import '../../support/realms.ts';
import { createServer as createTlsServer } from 'node:https';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Authority,
  createAuthority,
  createSelfSigned,
  type Identity,
} from '../../../dev/cluster/certificates.ts';
import { readProxy } from '../../../src/connection/proxy.ts';
import { listenLocally } from '../../support/local-server.ts';
import { givenAnswering, sendTo, tls } from '../../support/secure-cluster.ts';
import { givenTunnel } from '../../support/tunnel.ts';

let root: Authority;
let between: Authority;

beforeAll(async () => {
  root = await createAuthority('Our root');
  between = await root.delegate('Our intermediate');
});

async function chained(options: { expired?: boolean } = {}): Promise<Identity> {
  const { cert, key } = await between.issue({ host: 'localhost', ...options });
  return { cert: `${cert}\n${between.cert}`, key };
}

describe('A certificate that does not verify', () => {
  test.each<[string, () => Promise<{ identity: Identity; trusted?: string }>, string, string]>([
    [
      'without its intermediate',
      async () => ({ identity: await between.issue({ host: 'localhost' }), trusted: root.cert }),
      'signed by "Our intermediate", which this runner does not know, and the server sends no intermediate certificate',
      'have the server send its certificate along with its own',
    ],
    [
      'of an unknown root',
      async () => ({ identity: await chained() }),
      'signed by an authority that this runner does not know: "Our root"',
      'Give the certificate of that authority in `tls-ca`.',
    ],
    [
      'that it signed itself',
      async () => ({ identity: await createSelfSigned('localhost') }),
      'is signed by itself',
      'give it in `tls-ca`',
    ],
    [
      'that has expired',
      async () => ({ identity: await chained({ expired: true }), trusted: root.cert }),
      `The certificate of HOST has expired: it was valid until ${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`,
      "Renew it, or check this runner's clock.",
    ],
    [
      'below a root that has expired',
      async () => {
        const old = await createAuthority('Old root', { expired: true });
        return { identity: await old.issue({ host: 'localhost' }), trusted: old.cert };
      },
      'The root certificate "Old root", with which the chain of HOST ends, has expired',
      'Give the one that replaces it in `tls-ca`',
    ],
    [
      'for another host',
      async () => ({ identity: await root.issue({ host: 'elsewhere.example' }), trusted: root.cert }),
      'is for another host name: "elsewhere.example, ',
      'Check `host`: it must be one of the names in the certificate.',
    ],
    [
      'for a reason that Node has no code for',
      async () => ({ identity: await root.issue({ host: 'localhost', extended: true }), trusted: root.cert }),
      'The certificate of HOST does not verify: "unhandled critical extension" (UNSPECIFIED)',
      'Check the chain that it sends',
    ],
  ])('is named for what it is: one %s', async (_, give, message, hint) => {
    const { identity, trusted } = await give();
    const { host, port } = await givenAnswering({ identity });
    const answer = await sendTo(host, { tls: tls({ authorities: trusted === undefined ? [] : [trusted] }) });
    expect(answer).toMatchObject({
      ...{ code: 'unreachable', retryable: false, mayHaveWorked: false, affectsAll: true },
      message: expect.stringContaining(message.replace('HOST', `https://localhost:${port}`)),
      hint: expect.stringContaining(hint),
    });
    // Hints are shown as Markdown: they hold nothing of what the server sends.
    expect(answer).not.toMatchObject({ hint: expect.stringMatching(/Our|Old|elsewhere/) });
  });

  test.each(['https', 'http'])('is not blamed on the cluster where a proxy shows it (%s)', async (scheme) => {
    const cluster = await givenAnswering({ protocol: scheme === 'http' ? 'http' : 'h1', authority: root });
    const proxy = createTlsServer(await (await createAuthority('Theirs')).issue({ host: 'localhost' }));
    const address = `localhost:${await listenLocally(proxy)}`;
    // Loopback is reached without a proxy: it is read for another host.
    const target = new URL(`${scheme}://cluster.example.com`);
    const proxied = readProxy(
      { HTTPS_PROXY: `https://${address}`, HTTP_PROXY: `https://${address}` },
      target,
    );
    const answer = await sendTo(cluster.host, { tls: tls({ authorities: [root.cert] }), proxy: proxied });
    const message = `The certificate of the proxy https://${address} is signed by "Theirs"`;
    const failure = { code: 'unreachable', retryable: false, message: expect.stringContaining(message) };
    expect(answer).toMatchObject(failure);
  });

  test('is not blamed on the proxy where the cluster shows it', async () => {
    const identity = await root.issue({ host: 'elsewhere.example' });
    const [good, bad] = [await givenAnswering({ authority: root }), await givenAnswering({ identity })];
    const { address } = await givenTunnel(
      undefined,
      createTlsServer(await root.issue({ host: 'localhost' })),
    );
    const proxied = readProxy({ HTTPS_PROXY: `https://${address}` }, new URL('https://cluster.example.com'));
    const settings = { tls: tls({ authorities: [root.cert] }), proxy: proxied };
    expect(await sendTo(good.host, settings)).toMatchObject({ status: 200 });
    const blamed = `The certificate of https://localhost:${bad.port} is for another host name`;
    expect(await sendTo(bad.host, settings)).toMatchObject({ message: expect.stringContaining(blamed) });
  });
});
