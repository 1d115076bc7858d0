import { describe, expect, test } from '@jest/globals';
import { isNotFound, readMessage } from '../../../../src/client/influxctl/messages.ts';
import { idOf } from '../../../support/domain.ts';

/** As gRPC wraps what kept it from connecting. */
const transport = (cause: string): string =>
  `Error: rpc error: code = Unavailable desc = connection error: desc = "transport: ${cause}"`;
const handshake = (cause: string): string =>
  transport(`authentication handshake failed: tls: failed to verify certificate: ${cause}`);

describe('What influxctl says', () => {
  test.each([
    [
      'a wrong token',
      'Error: rpc error: code = Unauthenticated desc = invalid token',
      'unauthorized',
      false,
      undefined,
    ],
    ['a missing permission', 'rpc error: code = PermissionDenied desc = no', 'forbidden', false, undefined],
    [
      'a cluster that wants peace',
      'rpc error: code = ResourceExhausted desc = slow down',
      'rate-limited',
      true,
      undefined,
    ],
    ['a cluster that is down', 'rpc error: code = Unavailable desc = 503', 'server-error', true, undefined],
    ['no answer in time', 'rpc error: code = DeadlineExceeded desc = x', 'timeout', true, undefined],
    ['no answer in time, in other words', 'Error: context deadline exceeded', 'timeout', true, undefined],
    ['a connection that hangs', transport('dial tcp 10.0.0.1:443: i/o timeout'), 'timeout', true, undefined],
    [
      'an unknown host',
      transport('Error while dialing: dial tcp: lookup x: no such host'),
      'unreachable',
      false,
      'DNS',
    ],
    [
      'a resolver that is down',
      transport('dial tcp: lookup x: server misbehaving'),
      'unreachable',
      true,
      'DNS',
    ],
    [
      'a closed port',
      transport('dial tcp 127.0.0.1:1: connect: connection refused'),
      'unreachable',
      true,
      'port',
    ],
    ['a broken connection', transport('read: connection reset by peer'), 'unreachable', true, 'reach'],
    [
      'a proxy that wants a password',
      transport('proxyconnect tcp: Proxy Authentication Required'),
      'unreachable',
      false,
      '407',
    ],
    [
      'a proxy that is down',
      transport('proxyconnect tcp: dial tcp: connect: connection refused'),
      'unreachable',
      true,
      'proxy',
    ],
    [
      'an unknown authority',
      handshake('x509: certificate signed by unknown authority'),
      'unreachable',
      false,
      '`tls-ca`',
    ],
    [
      'an expired certificate',
      handshake('x509: certificate has expired or is not yet valid: …'),
      'unreachable',
      false,
      'clock',
    ],
    [
      'another host name',
      handshake('x509: certificate is valid for a, not b'),
      'unreachable',
      false,
      '`host`',
    ],
    [
      'a certificate without names',
      handshake('x509: cannot validate certificate for 1.2.3.4 because …'),
      'unreachable',
      false,
      '`host`',
    ],
    [
      'a missing client certificate',
      transport('remote error: tls: certificate required'),
      'unreachable',
      false,
      '`tls-cert`',
    ],
    [
      'a port without TLS',
      transport('tls: first record does not look like a TLS handshake'),
      'unreachable',
      false,
      'port',
    ],
  ] as const)('of %s gives the code, the hint and whether to try again', (_, text, code, retryable, hint) => {
    const meaning = readMessage(`warning: a new version\n${text}\n`);
    expect(meaning).toMatchObject({ code, retryable });
    expect(meaning?.hint ?? '').toContain(hint ?? '');
    expect(meaning?.hint === undefined).toBe(hint === undefined);
  });

  test.each(['', 'Error: something else', 'code = Canceled', 'certificate'])(
    'in %j is not interpreted',
    (text) => {
      expect(readMessage(text)).toBeUndefined();
    },
  );

  test('is a missing id only where the id stands on the same line', () => {
    const notFound = 'rpc error: code = NotFound desc = no such token';
    const text = `Error: ${idOf(1).toUpperCase()}: ${notFound}\nError: ${idOf(2)}: other\n${notFound}`;
    expect([1, 2, 3].map((n) => isNotFound(text, idOf(n)))).toEqual([true, false, false]);
    expect(readMessage(notFound)).toBeUndefined();
  });
});
