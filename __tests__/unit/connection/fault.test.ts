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

const stays = { retryable: false, mayHaveWorked: false, affectsAll: true, setback: undefined };
const setback = 'broken connection';
const passes = { retryable: true, mayHaveWorked: false, affectsAll: false, setback };
const lost = { retryable: true, mayHaveWorked: true, affectsAll: false, setback };

describe('A request without an answer', () => {
  test.each([
    ['ENOTFOUND', 'No address was found for cluster.example.com (ENOTFOUND).', stays],
    ['EAI_AGAIN', 'No address was found for cluster.example.com (EAI_AGAIN).', passes],
    ['ECONNREFUSED', 'cluster.example.com:8443 could not be reached', passes],
    ['EHOSTUNREACH', 'could not be reached', passes],
    ['ENETUNREACH', 'could not be reached', passes],
    ['EADDRNOTAVAIL', 'could not be reached', passes],
    ['UND_ERR_CONNECT_TIMEOUT', 'could not be reached', passes],
    ['ECONNRESET', 'The connection to cluster.example.com:8443 broke (ECONNRESET).', lost],
    ['EPIPE', 'broke', lost],
    ['UND_ERR_SOCKET', 'broke', lost],
    ['ERR_HTTP2_STREAM_ERROR', 'broke', lost],
    ['ERR_HTTP2_GOAWAY_SESSION', 'broke', lost],
    ['HPE_INVALID_CONSTANT', 'answered, but not in HTTP', lost],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'give it in `tls-ca`', stays],
    ['UNABLE_TO_GET_ISSUER_CERT', 'give it in `tls-ca`', stays],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'give it in `tls-ca`', stays],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'give it in `tls-ca`', stays],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'give it in `tls-ca`', stays],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name: check `host`', stays],
    ['CERT_HAS_EXPIRED', 'has expired', stays],
    ['CERT_NOT_YET_VALID', 'is not valid yet', stays],
    ['CERT_REVOKED', 'does not verify', stays],
    ['CRL_HAS_EXPIRED', 'does not verify', stays],
    ['INVALID_PURPOSE', 'does not verify', stays],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'give it in `tls-cert` and `tls-key`', stays],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'plain HTTP where TLS was expected', stays],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'plain HTTP where TLS was expected', stays],
    ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'The TLS handshake with cluster.example.com:8443 failed', stays],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'The TLS handshake with', stays],
    ['EPROTO', 'The TLS handshake with', stays],
  ])('because of %s is explained: %s', (code, message, rest) => {
    const explained = explainFault(thrown(code), { host, proxy: undefined });
    expect(explained).toEqual({
      kind: 'failed',
      code: 'unreachable',
      message: expect.stringContaining(message),
      hint: undefined,
      retryAfter: undefined,
      fromApi: false,
      ...rest,
    });
    expect(explained.message).toContain(`(${code})`);
  });

  test.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'may have arrived where %s broke a connection that had been made',
    (code) => {
      const explained = explainFault(thrown(code, { syscall: 'read' }), { host, proxy: undefined });
      expect(explained).toMatchObject({ code: 'unreachable', ...lost });
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
    const { message } = explainFault(error, { host, proxy: undefined });
    expect(message).toContain('could not be reached (ECONNREFUSED)');
  });

  test('is explained where every address of a host was tried', () => {
    const each = [thrown('ECONNREFUSED', { port: 8443 }), thrown('ENETUNREACH', { port: 8443 })];
    const error = new AggregateError(each);
    expect(explainFault(error, { host, proxy: undefined })).toMatchObject({ code: 'unreachable', ...passes });
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
    expect(explained).toMatchObject({ code: 'unreachable', ...lost });
    expect(explained.message).toBe(`The connection to cluster.example.com:8443 broke (${known}).`);
  });

  test('is told where an error is its own cause', () => {
    const error: Error & { code?: string } = thrown('ECONNRESET');
    error.cause = error;
    const { message } = explainFault(error, { host, proxy: undefined });
    expect(message).toContain('broke (ECONNRESET)');
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
  ])('that answers "%s" is told to be the cause', (message, told, retryable) => {
    const error = new Error('aborted', { cause: thrown('UND_ERR_ABORTED', { message }) });
    const explained = explainFault(error, route);
    expect(explained).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
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
  ])('that %s is told to be the cause', (_, error, retryable) => {
    const explained = explainFault(error, route);
    expect(explained).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
    expect(explained.message).toContain('check the proxy variables');
  });

  test.each([
    ['has no address', thrown('ENOTFOUND', { hostname: 'cluster.example.com' })],
    ['refuses connections', thrown('ECONNREFUSED', { port: 8443 })],
    [
      'takes too long',
      thrown('UND_ERR_CONNECT_TIMEOUT', { message: '(attempted address: a:8443, timeout: 1ms)' }),
    ],
    ['breaks the connection', thrown('ECONNRESET')],
  ])('is not blamed where the cluster %s', (_, error) => {
    const { message } = explainFault(error, route);
    expect(message).toContain('cluster.example.com');
    expect(message).not.toContain('proxy');
  });

  test.each([
    ['http://proxy.example.com', 80],
    ['https://proxy.example.com', 443],
  ])('on the port that its URL implies is found too: %s', (url, port) => {
    const error = thrown('ECONNREFUSED', { port });
    const { message } = explainFault(error, { host, proxy: new URL(url) });
    expect(message).toContain('The proxy proxy.example.com could not be reached');
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
