import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { explainFault, mayOthersTrust } from '../../../src/connection/fault.ts';

const host = new URL('https://cluster.example.com:8443');
const proxy = new URL('http://proxy.example.com:3128');

function thrown(code: string, fields: object = {}): Error {
  return Object.assign(
    new Error((fields as { message?: string }).message ?? 'told by nobody'),
    { code },
    fields,
  );
}

const stays = { passing: false, mayHaveArrived: false };
const passes = { passing: true, mayHaveArrived: false };
const lost = { passing: true, mayHaveArrived: true };

describe('A request without an answer', () => {
  test.each([
    ['ENOTFOUND', 'dns', 'No address was found for cluster.example.com (ENOTFOUND).', stays],
    ['EAI_AGAIN', 'dns', 'No address was found for cluster.example.com (EAI_AGAIN).', passes],
    ['ECONNREFUSED', 'refused', 'cluster.example.com:8443 could not be reached', passes],
    ['EHOSTUNREACH', 'refused', 'could not be reached', passes],
    ['ENETUNREACH', 'refused', 'could not be reached', passes],
    ['EADDRNOTAVAIL', 'refused', 'could not be reached', passes],
    ['UND_ERR_CONNECT_TIMEOUT', 'refused', 'could not be reached', passes],
    ['ECONNRESET', 'broken', 'The connection to cluster.example.com:8443 broke (ECONNRESET).', lost],
    ['EPIPE', 'broken', 'broke', lost],
    ['UND_ERR_SOCKET', 'broken', 'broke', lost],
    ['ERR_HTTP2_STREAM_ERROR', 'broken', 'broke', lost],
    ['ERR_HTTP2_GOAWAY_SESSION', 'broken', 'broke', lost],
    ['HPE_INVALID_CONSTANT', 'broken', 'answered, but not in HTTP', lost],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'give it in `tls-ca`', stays],
    ['UNABLE_TO_GET_ISSUER_CERT', 'tls', 'give it in `tls-ca`', stays],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'give it in `tls-ca`', stays],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'give it in `tls-ca`', stays],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'give it in `tls-ca`', stays],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'is for another host name: check `host`', stays],
    ['CERT_HAS_EXPIRED', 'tls', 'has expired', stays],
    ['CERT_NOT_YET_VALID', 'tls', 'is not valid yet', stays],
    ['CERT_REVOKED', 'tls', 'does not verify', stays],
    ['CRL_HAS_EXPIRED', 'tls', 'does not verify', stays],
    ['INVALID_PURPOSE', 'tls', 'does not verify', stays],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'tls', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'plain HTTP where TLS was expected', stays],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'tls', 'plain HTTP where TLS was expected', stays],
    [
      'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
      'tls',
      'The TLS handshake with cluster.example.com:8443 failed',
      stays,
    ],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'tls', 'The TLS handshake with', stays],
    ['EPROTO', 'tls', 'The TLS handshake with', stays],
  ])('because of %s is explained as %s: %s', (code, fault, message, rest) => {
    const explained = explainFault(thrown(code), { host, proxy: undefined });
    expect(explained).toEqual({
      kind: 'fault',
      fault,
      message: expect.stringContaining(message),
      ...rest,
    });
    expect(explained.message).toContain(`(${code})`);
  });

  test.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'may have arrived where %s broke a connection that had been made',
    (code) => {
      const explained = explainFault(thrown(code, { syscall: 'read' }), { host, proxy: undefined });
      expect(explained).toMatchObject({ fault: 'broken', ...lost });
    },
  );

  test('is told apart where the other side does not speak HTTP, though the error has no code', () => {
    const error = Object.assign(new Error('Expected HTTP/'), { name: 'HTTPParserError' });
    const { message } = explainFault(error, { host, proxy: undefined });
    expect(message).toContain('answered, but not in HTTP (HTTPParserError)');
  });

  test('is explained by the innermost error that has a code', () => {
    const error = new TypeError('fetch failed', {
      cause: Object.assign(new Error('other side closed', { cause: thrown('ECONNREFUSED') }), {
        code: 'UND_ERR_SOCKET',
      }),
    });
    expect(explainFault(error, { host, proxy: undefined })).toMatchObject({ fault: 'refused' });
  });

  test('is explained where every address of a host was tried', () => {
    const each = [thrown('ECONNREFUSED', { port: 8443 }), thrown('ENETUNREACH', { port: 8443 })];
    const error = new AggregateError(each);
    expect(explainFault(error, { host, proxy: undefined })).toMatchObject({ fault: 'refused' });
    const wrapped = new Error('failed', { cause: error });
    expect(explainFault(wrapped, { host, proxy: undefined }).message).toContain('(ECONNREFUSED)');
  });

  test.each([
    ['a text', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
    [new TypeError('no code'), 'TypeError'],
    [new AggregateError([]), 'AggregateError'],
  ])('is told even where what was thrown tells little: %s', (error, known) => {
    const explained = explainFault(error, { host, proxy: undefined });
    expect(explained).toMatchObject({ fault: 'broken', ...lost });
    expect(explained.message).toBe(`The connection to cluster.example.com:8443 broke (${known}).`);
  });

  test('is told where an error is its own cause', () => {
    const error: Error & { code?: string } = thrown('ECONNRESET');
    error.cause = error;
    expect(explainFault(error, { host, proxy: undefined })).toMatchObject({ fault: 'broken' });
  });
});

describe('A proxy', () => {
  const route = { host, proxy };

  test.each([
    ['Proxy response (407) !== 200 when HTTP Tunneling', 'wants other credentials (407)', false],
    ['Proxy Authentication Required (407)', 'wants other credentials (407)', false],
    [
      'Proxy response (403) !== 200 when HTTP Tunneling',
      'refused a tunnel to cluster.example.com:8443 (403)',
      false,
    ],
    ['Proxy response (502) !== 200 when HTTP Tunneling', 'refused a tunnel', true],
    ['Proxy response (503) !== 200 when HTTP Tunneling', 'refused a tunnel', true],
    ['Proxy response (501) !== 200 when HTTP Tunneling', 'refused a tunnel', false],
  ])('that answers "%s" is told to be the cause', (message, told, passing) => {
    const error = new Error('aborted', { cause: thrown('UND_ERR_ABORTED', { message }) });
    const explained = explainFault(error, route);
    expect(explained).toMatchObject({ fault: 'proxy', passing, mayHaveArrived: false });
    expect(explained.message).toContain(`The proxy proxy.example.com:3128 ${told}`);
  });

  test.each([
    ['has no address', thrown('ENOTFOUND', { hostname: 'proxy.example.com' }), false],
    ['has no address at the moment', thrown('EAI_AGAIN', { hostname: 'proxy.example.com' }), true],
    ['refuses connections', thrown('ECONNREFUSED', { port: 3128 }), true],
    [
      'takes too long',
      thrown('UND_ERR_CONNECT_TIMEOUT', {
        message: '(attempted address: proxy.example.com:3128, timeout: 1ms)',
      }),
      true,
    ],
  ])('that %s is told to be the cause', (_, error, passing) => {
    const explained = explainFault(error, route);
    expect(explained).toMatchObject({ fault: 'proxy', passing, mayHaveArrived: false });
    expect(explained.message).toContain('check the proxy variables');
  });

  test.each([
    ['has no address', thrown('ENOTFOUND', { hostname: 'cluster.example.com' }), 'dns'],
    ['refuses connections', thrown('ECONNREFUSED', { port: 8443 }), 'refused'],
    [
      'takes too long',
      thrown('UND_ERR_CONNECT_TIMEOUT', { message: '(attempted address: a:8443, timeout: 1ms)' }),
      'refused',
    ],
    ['breaks the connection', thrown('ECONNRESET'), 'broken'],
  ])('is not blamed where the cluster %s', (_, error, fault) => {
    expect(explainFault(error, route).fault).toBe(fault);
  });

  test.each([
    ['http://proxy.example.com', 80],
    ['https://proxy.example.com', 443],
  ])('on the port that its URL implies is found too: %s', (url, port) => {
    const error = thrown('ECONNREFUSED', { port });
    expect(explainFault(error, { host, proxy: new URL(url) }).fault).toBe('proxy');
  });

  test('is named without its credentials', () => {
    const secret = new URL('http://me:hunter2@proxy.example.com:3128');
    const { message } = explainFault(thrown('ECONNREFUSED', { port: 3128 }), { host, proxy: secret });
    expect(message).toContain('proxy.example.com:3128');
    expect(message).not.toContain('hunter2');
  });
});

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', true],
  // Of two authorities with one name the wrong one may be given, or one that has expired.
  ['CERT_SIGNATURE_FAILURE', true],
  ['CERT_HAS_EXPIRED', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false],
  ['ECONNREFUSED', false],
])('After %s more authorities are asked: %s', (code, expected) => {
  expect(mayOthersTrust(thrown(code))).toBe(expected);
});
