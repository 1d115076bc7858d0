import '../../support/realms.ts';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority, createSelfSigned } from '../../../dev/cluster/certificates.ts';
import { writeTextFile } from '../../support/files.ts';
import { givenAnswering, sendTo, tls } from '../../support/secure-cluster.ts';

let ours: Authority;
let theirs: Authority;

beforeAll(async () => {
  [ours, theirs] = [await createAuthority('Ours'), await createAuthority('Theirs')];
});

/** The certificate of a server, and that of the intermediate that signed it. */
interface Chain {
  readonly leaf: string;
  readonly between: string;
}

const answered = { kind: 'answer', status: 200, body: '[]' };
const refused = { kind: 'failed', code: 'unreachable', retryable: false, mayHaveWorked: false };

describe('The certificate of a cluster', () => {
  test('is accepted where one of the given authorities signed it', async () => {
    const { host } = await givenAnswering({ authority: ours });
    for (const authorities of [[ours.cert], [theirs.cert, ours.cert]])
      expect(await sendTo(host, { tls: tls({ authorities }) })).toMatchObject(answered);
  });

  test.each<[string, (given: Chain) => { readonly sent: string; readonly trusted: string }]>([
    ['the intermediate that signed it', ({ leaf, between }) => ({ sent: leaf, trusted: between })],
    ['the intermediate that is sent', ({ leaf, between }) => ({ sent: leaf + between, trusted: between })],
    ['the certificate itself', ({ leaf }) => ({ sent: leaf, trusted: leaf })],
    ['the root above', ({ leaf, between }) => ({ sent: leaf + between, trusted: ours.cert })],
  ])('is accepted where `tls-ca` is %s', async (_, choose) => {
    const intermediate = await ours.delegate('Between');
    const { cert: leaf, key } = await intermediate.issue({ host: 'localhost' });
    const { sent, trusted } = choose({ leaf: `${leaf}\n`, between: `${intermediate.cert}\n` });
    const { host } = await givenAnswering({ identity: { cert: sent, key } });
    expect(await sendTo(host, { tls: tls({ authorities: [trusted] }) })).toMatchObject(answered);
  });

  test('is accepted where `tls-ca` is the certificate itself, which it has signed itself', async () => {
    const identity = await createSelfSigned('localhost');
    const { host } = await givenAnswering({ identity });
    expect(await sendTo(host, { tls: tls({ authorities: [identity.cert] }) })).toMatchObject(answered);
  });

  test('is refused where no trusted authority signed it, each time it is tried', async () => {
    const { host } = await givenAnswering({ authority: ours });
    for (const authorities of [[], [theirs.cert]]) {
      const answer = await sendTo(host, { tls: tls({ authorities }) });
      expect(answer).toMatchObject({ ...refused, hint: expect.stringContaining('give it in `tls-ca`') });
    }
  });

  test('is not looked at where verification is off', async () => {
    const identity = await ours.issue({ host: 'elsewhere.example', expired: true });
    const { host } = await givenAnswering({ authority: ours, identity });
    expect(await sendTo(host, { tls: tls({ insecure: true }) })).toMatchObject(answered);
  });
});

describe('A cluster that requires a client certificate', () => {
  test.each(['h1', 'h2'] as const)(
    'gets the given one, and is not taken for one that is down, over %s',
    async (protocol) => {
      const { host } = await givenAnswering({ protocol, authority: ours, clientAuthority: theirs });
      const client = await theirs.issue({ host: 'runner', client: true });
      const authorities = [ours.cert];
      expect(await sendTo(host, { tls: tls({ authorities, client }) })).toMatchObject(answered);
      const message = expect.stringContaining('requires a trusted client certificate');
      expect(await sendTo(host, { tls: tls({ authorities }) })).toMatchObject({ ...refused, message });
    },
  );
});

describe('TLS', () => {
  test('on a port that speaks plain HTTP is named as the mistake', async () => {
    const { port } = await givenAnswering({ protocol: 'http' });
    const answer = await sendTo(`https://localhost:${port}`);
    expect(answer).toMatchObject({ ...refused, hint: expect.stringContaining('Check the port in `host`') });
  });

  test('trusts the authorities of the operating system, without any input', async () => {
    const { host } = await givenAnswering({ authority: ours });
    const script = fileURLToPath(new URL('../../support/send-once.ts', import.meta.url));
    const env = { PATH: process.env['PATH'], SSL_CERT_FILE: writeTextFile(ours.cert) };
    const { stdout } = await promisify(execFile)(process.execPath, [script, host], { env });
    expect(JSON.parse(stdout)).toMatchObject(answered);
  });
});
