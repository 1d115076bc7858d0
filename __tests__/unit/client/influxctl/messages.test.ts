import { describe, expect, test } from '@jest/globals';
import { isNotFound, readMessage } from '../../../../src/client/influxctl/messages.ts';
import { idOf } from '../../../support/domain.ts';

/** As gRPC wraps what kept it from connecting. */
const transport = (cause: string): string =>
  `Error: rpc error: code = Unavailable desc = connection error: desc = "transport: ${cause}"`;
const handshake = (cause: string): string =>
  transport(`authentication handshake failed: tls: failed to verify certificate: x509: ${cause}`);

describe('What influxctl says', () => {
  test.each([
    ['rpc error: code = Unauthenticated desc = x', 'unauthorized', false, undefined],
    ['rpc error: code = PermissionDenied desc = x', 'forbidden', false, undefined],
    ['rpc error: code = ResourceExhausted desc = x', 'rate-limited', true, undefined],
    ['rpc error: code = Unavailable desc = 503', 'server-error', true, undefined],
    ['rpc error: code = DeadlineExceeded desc = x', 'timeout', true, undefined],
    ['Error: context deadline exceeded', 'timeout', true, undefined],
    [transport('dial tcp 10.0.0.1:443: i/o timeout'), 'timeout', true, undefined],
    ['Error: net/http: TLS handshake timeout', 'timeout', true, undefined],
    [transport('dial tcp 10.0.0.1:443: connect: connection timed out'), 'unreachable', true, 'port'],
    [transport('read tcp 10.0.0.2:1->10.0.0.1:443: read: connection timed out'), 'unreachable', true, 'port'],
    [transport('Error while dialing: dial tcp: lookup x: no such host'), 'unreachable', false, 'DNS'],
    [transport('dial tcp: lookup x: server misbehaving'), 'unreachable', true, 'DNS'],
    [transport('dial tcp 127.0.0.1:1: connect: connection refused'), 'unreachable', true, 'port'],
    [transport('read: connection reset by peer'), 'unreachable', true, 'reach'],
    [transport('proxyconnect tcp: Proxy Authentication Required'), 'unreachable', false, '407'],
    [transport('proxyconnect tcp: dial tcp: connect: connection refused'), 'unreachable', true, 'proxy'],
    [handshake('certificate signed by unknown authority'), 'unreachable', false, '`tls-ca`'],
    [
      handshake('certificate has expired or is not yet valid: …'),
      'unreachable',
      false,
      "the server's certificate, an intermediate or the root: replace the expired one, or check this runner's clock",
    ],
    [handshake('certificate is valid for a, not b'), 'unreachable', false, '`host`'],
    [handshake('cannot validate certificate for 1.2.3.4 because …'), 'unreachable', false, '`host`'],
    [transport('remote error: tls: certificate required'), 'unreachable', false, '`tls-cert`'],
    [transport('tls: first record does not look like a TLS handshake'), 'unreachable', false, 'port'],
  ] as const)('gives the code, the hint and whether to try again: %s', (text, code, retryable, hint) => {
    const meaning = readMessage(`warning: a new version\n${text}\n`);
    expect(meaning).toMatchObject({ code, retryable });
    expect(meaning?.hint ?? '').toContain(hint ?? '');
    expect(meaning?.hint === undefined).toBe(hint === undefined);
  });

  test.each(['', 'Error: something else', 'code = Canceled', 'certificate'])('means nothing: %j', (text) => {
    expect(readMessage(text)).toBeUndefined();
  });

  test('is a missing id only where the id stands on the same line', () => {
    const notFound = 'rpc error: code = NotFound desc = no such token';
    const text = `Error: ${idOf(1).toUpperCase()}: ${notFound}\nError: ${idOf(2)}: other\n${notFound}`;
    expect([1, 2, 3].map((n) => isNotFound(text, idOf(n)))).toEqual([true, false, false]);
    expect(readMessage(notFound)).toBeUndefined();
  });
});
