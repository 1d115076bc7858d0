import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { httpRequest } from '../../support/connection-settings.ts';
import { givenRelay } from '../../support/relay.ts';
import { givenAnswering, openTo, sendTo, tls } from '../../support/secure-cluster.ts';

const requests = (count: number) =>
  Array.from({ length: count }, (_, index) => httpRequest({ path: `/${index}` }));

describe('Connections to a cluster', () => {
  test('speak HTTP/2 where the cluster does, one for any number of requests', async () => {
    const cluster = await givenAnswering({ latency: 5 });
    const trusted = tls({ authorities: [cluster.ca] });
    const transport = await openTo(cluster.host, { tls: trusted, concurrency: 256 });
    // As every run does with its list.
    await transport.send(httpRequest());
    for (let wave = 0; wave < 4; wave += 1) {
      const answers = await Promise.all(requests(256).map((request) => transport.send(request)));
      expect(answers.every((answer) => answer.kind === 'answer' && answer.status === 200)).toBe(true);
    }
    expect(new Set(cluster.requests.map(({ httpVersion }) => httpVersion))).toEqual(new Set(['2.0']));
    expect(cluster.connections()).toBe(1);
  });

  test('are no more than the requests that may be under way, over HTTP/1.1', async () => {
    const cluster = await givenAnswering({ protocol: 'h1', latency: 5 });
    const transport = await openTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }), concurrency: 8 });
    const answers = await Promise.all(requests(200).map((request) => transport.send(request)));
    expect(answers.every((answer) => answer.kind === 'answer' && answer.status === 200)).toBe(true);
    expect(new Set(cluster.requests.map(({ httpVersion }) => httpVersion))).toEqual(new Set(['1.1']));
    expect(cluster.connections()).toBeLessThanOrEqual(8);
  });

  test('carry requests in plain HTTP where the address says so', async () => {
    const cluster = await givenAnswering({ protocol: 'http' });
    expect(await sendTo(cluster.host)).toMatchObject({ kind: 'answer', status: 200 });
  });

  test('that break under one request carry the next one again', async () => {
    const misbehave = ({ path }: { path: string }) =>
      path === '/bad' ? ('reset' as const) : { status: 204 };
    for (const protocol of ['h1', 'h2'] as const) {
      const cluster = await givenAnswering({ protocol, misbehave });
      const transport = await openTo(cluster.host, { tls: tls({ authorities: [cluster.ca] }) });
      const broken = await transport.send(httpRequest({ path: '/bad', method: 'DELETE' }));
      expect(broken).toMatchObject({ code: 'unreachable', retryable: true, mayHaveWorked: true });
      expect(await transport.send(httpRequest())).toMatchObject({ status: 204 });
    }
  });

  test('that fall silent without an end are given up before a request is, and replaced', async () => {
    const cluster = await givenAnswering();
    const relay = await givenRelay(cluster.port);
    const trusted = tls({ authorities: [cluster.ca] });
    const transport = await openTo(`https://localhost:${relay.port}`, { tls: trusted, timeout: 9_000 });
    expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer' });
    relay.silence();
    expect(await transport.send(httpRequest())).toMatchObject({
      message: expect.stringContaining('fell silent'),
      retryable: true,
      mayHaveWorked: true,
    });
    expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer', status: 200 });
  }, 20_000);

  test('that are silent for a small part of a request are kept', async () => {
    const cluster = await givenAnswering();
    const relay = await givenRelay(cluster.port);
    const trusted = tls({ authorities: [cluster.ca] });
    const transport = await openTo(`https://localhost:${relay.port}`, { tls: trusted, timeout: 60_000 });
    expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer' });
    relay.silence();
    setTimeout(relay.resume, 2_500);
    expect(await transport.send(httpRequest())).toMatchObject({ kind: 'answer', status: 200 });
    expect(cluster.connections()).toBe(1);
  }, 20_000);
});
