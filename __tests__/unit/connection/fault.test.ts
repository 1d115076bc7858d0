import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { explainFault } from '../../../src/connection/fault.ts';
import { HandshakeError } from '../../../src/connection/handshake.ts';
import { mayOthersTrust } from '../../../src/connection/tls-faults.ts';

const host = new URL('https://cluster.example.com:8443');
const proxy = new URL('http://proxy.example.com:3128');
const place = '`host`';
const direct = { host, proxy: undefined, place };

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
    [
      'ENOTFOUND',
      'No address was found for cluster.example.com (ENOTFOUND).',
      'whether the DNS that this runner uses',
      stays,
    ],
    [
      'EAI_AGAIN',
      'No address was found for cluster.example.com (EAI_AGAIN).',
      'whether the DNS that this runner uses',
      passes,
    ],
    [
      'ECONNREFUSED',
      'https://cluster.example.com:8443 could not be reached',
      'Check host name and port in `host`',
      passes,
    ],
    ['EHOSTUNREACH', 'could not be reached', 'whether a firewall', passes],
    ['ENETUNREACH', 'could not be reached', 'whether a firewall', passes],
    ['EADDRNOTAVAIL', 'could not be reached', 'whether a firewall', passes],
    ['UND_ERR_CONNECT_TIMEOUT', 'could not be reached', 'whether a firewall', passes],
    [
      'ECONNRESET',
      'The connection to https://cluster.example.com:8443 broke (ECONNRESET).',
      'check the logs of the cluster',
      lost,
    ],
    ['EPIPE', 'broke', 'check the logs', lost],
    ['UND_ERR_SOCKET', 'broke', 'check the logs', lost],
    ['ERR_HTTP2_STREAM_ERROR', 'broke', 'check the logs', lost],
    ['ERR_HTTP2_GOAWAY_SESSION', 'broke', 'check the logs', lost],
    ['HPE_INVALID_CONSTANT', 'answered, but not in HTTP', 'Check the port in `host`', lost],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'the server sends no intermediate certificate',
      'have the server send',
      stays,
    ],
    ['UNABLE_TO_GET_ISSUER_CERT', 'an authority that this runner does not know', 'in `tls-ca`', stays],
    [
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'an authority that this runner does not know',
      'in `tls-ca`',
      stays,
    ],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'an authority that this runner does not know', 'in `tls-ca`', stays],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is signed by itself', 'in `tls-ca`', stays],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name', 'Check `host`', stays],
    ['CERT_HAS_EXPIRED', 'has expired', 'clock', stays],
    ['CERT_NOT_YET_VALID', 'is not valid yet', 'clock', stays],
    ['CERT_REVOKED', 'does not verify', 'Check the chain', stays],
    ['CRL_HAS_EXPIRED', 'does not verify', 'Check the chain', stays],
    ['INVALID_PURPOSE', 'does not verify', 'Check the chain', stays],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'requires a trusted client certificate',
      '`tls-cert` and `tls-key`',
      stays,
    ],
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'requires a trusted client certificate',
      '`tls-cert` and `tls-key`',
      stays,
    ],
    [
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'requires a trusted client certificate',
      '`tls-cert` and `tls-key`',
      stays,
    ],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'plain HTTP where TLS was expected', 'Check the port in `host`', stays],
    [
      'ERR_SSL_PACKET_LENGTH_TOO_LONG',
      'plain HTTP where TLS was expected',
      'Check the port in `host`',
      stays,
    ],
    [
      'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
      'The TLS handshake with https://cluster.example.com:8443 failed',
      'versions of TLS',
      stays,
    ],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'The TLS handshake with', 'versions of TLS', stays],
    ['EPROTO', 'The TLS handshake with', 'versions of TLS', stays],
  ])('because of %s is explained: %s %s', (code, message, hint, rest) => {
    const explained = explainFault(thrown(code), direct);
    expect(explained).toEqual({
      kind: 'failed',
      code: 'unreachable',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
      retryAfter: undefined,
      fromApi: false,
      ...rest,
    });
    expect(explained.message).toContain(`(${code})`);
  });

  test.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'may have arrived where %s broke a connection that had been made',
    (code) => {
      const explained = explainFault(thrown(code, { syscall: 'read' }), direct);
      expect(explained).toMatchObject({ code: 'unreachable', ...lost });
    },
  );

  test('is told apart where the other side does not speak HTTP, though the error has no code', () => {
    const error = Object.assign(new Error('Expected HTTP/'), { name: 'HTTPParserError' });
    const { message } = explainFault(error, direct);
    expect(message).toContain('answered, but not in HTTP (HTTPParserError)');
  });

  test('is explained by the innermost error that has a code', () => {
    const error = new TypeError('fetch failed', {
      cause: Object.assign(new Error('other side closed', { cause: thrown('ECONNREFUSED') }), {
        code: 'UND_ERR_SOCKET',
      }),
    });
    const { message } = explainFault(error, direct);
    expect(message).toContain('could not be reached (ECONNREFUSED)');
  });

  test('is explained where every address of a host was tried', () => {
    const each = [thrown('ECONNREFUSED', { port: 8443 }), thrown('ENETUNREACH', { port: 8443 })];
    const error = new AggregateError(each);
    expect(explainFault(error, direct)).toMatchObject({ code: 'unreachable', ...passes });
    const wrapped = new Error('failed', { cause: error });
    expect(explainFault(wrapped, direct).message).toContain('(ECONNREFUSED)');
  });

  test.each([
    ['a text', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
    [new TypeError('no code'), 'TypeError'],
    [new AggregateError([]), 'AggregateError'],
  ])('is told even where what was thrown tells little: %s', (error, known) => {
    const explained = explainFault(error, direct);
    expect(explained).toMatchObject({ code: 'unreachable', ...lost });
    expect(explained.message).toBe(`The connection to https://cluster.example.com:8443 broke (${known}).`);
  });

  test('is told where an error is its own cause', () => {
    const error: Error & { code?: string } = thrown('ECONNRESET');
    error.cause = error;
    const { message } = explainFault(error, direct);
    expect(message).toContain('broke (ECONNRESET)');
  });
});

describe('A proxy', () => {
  const route = { host, proxy, place };

  test.each([
    ['Proxy response (407) !== 200 when HTTP Tunneling', 'rejected the credentials (407)', false],
    ['Proxy Authentication Required (407)', 'rejected the credentials (407)', false],
    [
      'Proxy response (403) !== 200 when HTTP Tunneling',
      'refused a tunnel to https://cluster.example.com:8443 (403)',
      false,
    ],
    ['Proxy response (502) !== 200 when HTTP Tunneling', 'refused a tunnel', true],
    ['Proxy response (503) !== 200 when HTTP Tunneling', 'refused a tunnel', true],
    ['Proxy response (501) !== 200 when HTTP Tunneling', 'refused a tunnel', false],
  ])('that answers "%s" is told to be the cause', (message, told, retryable) => {
    const error = new Error('aborted', { cause: thrown('UND_ERR_ABORTED', { message }) });
    const explained = explainFault(error, route);
    expect(explained).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
    expect(explained.message).toContain(`The proxy http://proxy.example.com:3128 ${told}`);
  });

  test.each([
    ['has no address', thrown('ENOTFOUND'), false],
    ['has no address at the moment', thrown('EAI_AGAIN'), true],
    ['refuses connections', thrown('ECONNREFUSED'), true],
    ['takes too long', thrown('UND_ERR_CONNECT_TIMEOUT'), true],
    ['shows a certificate that does not verify', thrown('CERT_HAS_EXPIRED'), false],
    ['does not speak TLS', thrown('ERR_SSL_WRONG_VERSION_NUMBER'), false],
  ])('that %s is told to be the cause, by its name without credentials', (_, error, retryable) => {
    const secret = new URL('http://me:hunter2@proxy.example.com:3128');
    const explained = explainFault(new HandshakeError(error, 'proxy', []), { host, proxy: secret, place });
    expect(explained).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
    expect(explained.message).toMatch(/[Tt]he proxy (?:http:\/\/)?proxy\.example\.com/);
    expect(`${explained.message} ${explained.hint}`).not.toMatch(/hunter2|cluster|`host`/);
  });

  test.each([
    ['has no address', thrown('ENOTFOUND')],
    ['refuses connections', thrown('ECONNREFUSED')],
    ['takes too long', thrown('UND_ERR_CONNECT_TIMEOUT')],
    ['breaks the connection', thrown('ECONNRESET')],
    ['shows a certificate that does not verify', thrown('CERT_HAS_EXPIRED')],
  ])('is not blamed where the cluster %s', (_, error) => {
    const { message, hint } = explainFault(error, route);
    expect(message).toContain('cluster.example.com');
    expect(`${message} ${hint}`).not.toContain('proxy');
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
  expect(mayOthersTrust(code)).toBe(expected);
});
