import '../../support/realms.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, createAuthority, type Identity } from '../../../dev/cluster/certificates.ts';
import type { Exchange } from '../../../src/connection/transport.ts';
import { ActionError } from '../../../src/errors.ts';
import { givenAnswering, sendTo, tls } from '../../support/secure-cluster.ts';

let ours: Authority;
let theirs: Authority;

beforeAll(async () => {
  [ours, theirs] = [await createAuthority('Ours'), await createAuthority('Theirs')];
});

const answered = { kind: 'answer', status: 200, body: '[]' };
const stays = { kind: 'failed', code: 'unreachable', retryable: false, mayHaveWorked: false };

describe('The certificate of a cluster', () => {
  test('is accepted where its authority is given', async () => {
    const { host } = await givenAnswering({ authority: ours });
    expect(await sendTo(host, { tls: tls({ authorities: [ours.cert] }) })).toMatchObject(answered);
  });

  test('is accepted where one of several authorities fits', async () => {
    const { host } = await givenAnswering({ authority: ours });
    const authorities = [theirs.cert, ours.cert];
    expect(await sendTo(host, { tls: tls({ authorities }) })).toMatchObject(answered);
  });

  test('is refused where nobody trusted signed it, each time it is tried', async () => {
    const { host } = await givenAnswering({ authority: ours });
    for (const authorities of [[], [theirs.cert]]) {
      const answer = await sendTo(host, { tls: tls({ authorities }) });
      expect(answer).toMatchObject({ ...stays, message: expect.stringContaining('give it in `tls-ca`') });
    }
  });

  test('is refused where it is for another host name', async () => {
    const identity = await ours.issue({ host: 'elsewhere.example' });
    const { host } = await givenAnswering({ authority: ours, identity });
    const answer = await sendTo(host, { tls: tls({ authorities: [ours.cert] }) });
    expect(answer).toMatchObject({ ...stays, message: expect.stringContaining('is for another host name') });
  });

  test('is refused where it has expired', async () => {
    const identity = await ours.issue({ host: 'localhost', expired: true });
    const { host } = await givenAnswering({ authority: ours, identity });
    const answer = await sendTo(host, { tls: tls({ authorities: [ours.cert] }) });
    expect(answer).toMatchObject({ ...stays, message: expect.stringContaining('has expired') });
  });

  test('is not looked at where verification is off', async () => {
    const identity = await ours.issue({ host: 'elsewhere.example', expired: true });
    const { host } = await givenAnswering({ authority: ours, identity });
    expect(await sendTo(host, { tls: tls({ insecure: true }) })).toMatchObject(answered);
  });
});

describe('A cluster that wants a client certificate', () => {
  test.each(['h1', 'h2'] as const)('gets the one that is given, over %s', async (protocol) => {
    const { host } = await givenAnswering({ protocol, authority: ours, clientAuthority: theirs });
    const client = await theirs.issue({ host: 'runner', client: true });
    const settings = { tls: tls({ authorities: [ours.cert], client }) };
    expect(await sendTo(host, settings)).toMatchObject(answered);
  });

  test.each(['h1', 'h2'] as const)('is told apart from one that is down, over %s', async (protocol) => {
    const { host } = await givenAnswering({ protocol, authority: ours, clientAuthority: theirs });
    const answer = await sendTo(host, { tls: tls({ authorities: [ours.cert] }) });
    expect(answer).toMatchObject({
      ...stays,
      message: expect.stringContaining('wants a client certificate'),
    });
  });

  test.each([
    [
      'the key of another',
      async (client: Identity) => ({ ...(await theirs.issue(runner)), cert: client.cert }),
    ],
    ['nothing that can be read', async ({ cert }: Identity) => ({ cert, key: cert })],
  ])('is not asked with a certificate and %s: the workflow is told', async (_, spoil) => {
    const { host } = await givenAnswering({ authority: ours, clientAuthority: theirs });
    const client = await spoil(await theirs.issue(runner));
    for (const authorities of [[], [ours.cert]]) {
      const told = await tellOf(() => sendTo(host, { tls: tls({ authorities, client }) }));
      expect(['invalid-input', 'unreachable']).toContain(told);
    }
  });
});

const runner = { host: 'runner', client: true };

/** The code of what stopped a request. */
async function tellOf(work: () => Promise<Exchange>): Promise<string> {
  try {
    const exchange = await work();
    return exchange.kind === 'failed' ? exchange.code : exchange.kind;
  } catch (error) {
    if (error instanceof ActionError) return error.code;
    throw error;
  }
}

describe('TLS', () => {
  test('on a port that speaks plain HTTP is told to be the mistake', async () => {
    const { port } = await givenAnswering({ protocol: 'http' });
    const answer = await sendTo(`https://localhost:${port}`);
    expect(answer).toMatchObject({ ...stays, message: expect.stringContaining('check the port in `host`') });
  });

  test('trusts the authorities of the operating system, without any input', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'system-'));
    const bundle = path.join(folder, 'bundle.pem');
    writeFileSync(bundle, ours.cert);
    const { host } = await givenAnswering({ authority: ours });
    const script = fileURLToPath(new URL('../../support/send-once.ts', import.meta.url));
    const env = { PATH: process.env['PATH'], SSL_CERT_FILE: bundle };
    const { stdout } = await promisify(execFile)(process.execPath, [script, host], { env });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject(answered);
  });
});
