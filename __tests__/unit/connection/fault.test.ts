import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { explainFault } from '../../../src/connection/fault.ts';
import { HandshakeError } from '../../../src/connection/handshake.ts';
import { mayOthersTrust } from '../../../src/connection/tls-faults.ts';

const host = new URL('https://cluster.example.com:8443');
const proxy = new URL('http://proxy.example.com:3128');
const direct = { host, role: 'cluster', proxy: undefined } as const;

function thrown(code: string, fields: { message?: string; port?: number; syscall?: string } = {}): Error {
  return Object.assign(new Error(fields.message ?? 'no details'), { code }, fields);
}

const lasting = {
  retryable: false,
  mayHaveWorked: false,
  affectsAll: true,
  setback: undefined,
  unsent: false,
};
const setback = 'broken connection';
const passing = { retryable: true, mayHaveWorked: false, affectsAll: false, setback, unsent: false };
const lost = { retryable: true, mayHaveWorked: true, affectsAll: false, setback, unsent: false };

/** What messages say, and what hints ask to check. */
const [noAddress, dns] = ['No address was found for cluster.example.com', 'the DNS that this runner uses'];
const [unreached, firewall] = ['https://cluster.example.com:8443 could not be reached', 'whether a firewall'];
const [broke, logs] = [
  'The connection to https://cluster.example.com:8443 broke',
  'check the logs of the cluster',
];
const [noHttp, noTls, port] = [
  'not in HTTP',
  'plain HTTP where TLS was expected',
  'Check the port in `host`',
];
const [unknownAuthority, authorities] = ['an authority that this runner does not know', 'in `tls-ca`'];
const [unverified, chain] = ['does not verify: "no details"', 'Check the chain'];
const [clientCertificate, both] = ['requires a trusted client certificate', '`tls-cert` and `tls-key`'];
const [handshake, versions] = ['The TLS handshake with https://cluster.example.com:8443', 'versions of TLS'];

describe('A request without an answer', () => {
  test.each([
    ['ENOTFOUND', noAddress, dns, lasting],
    ['EAI_AGAIN', noAddress, dns, passing],
    ['ECONNREFUSED', unreached, 'Check host name and port in `host`', passing],
    ['EHOSTUNREACH', unreached, firewall, passing],
    ['ENETUNREACH', unreached, firewall, passing],
    ['EADDRNOTAVAIL', unreached, firewall, passing],
    ['ETIMEDOUT', unreached, firewall, passing],
    ['UND_ERR_CONNECT_TIMEOUT', unreached, firewall, passing],
    ['ECONNRESET', broke, logs, lost],
    ['EPIPE', broke, logs, lost],
    ['UND_ERR_SOCKET', broke, logs, lost],
    ['ERR_HTTP2_STREAM_ERROR', broke, logs, lost],
    ['ERR_HTTP2_GOAWAY_SESSION', broke, logs, lost],
    ['HPE_INVALID_CONSTANT', noHttp, port, lost],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'sends no intermediate certificate', 'have the server send', lasting],
    ['UNABLE_TO_GET_ISSUER_CERT', unknownAuthority, authorities, lasting],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownAuthority, authorities, lasting],
    ['SELF_SIGNED_CERT_IN_CHAIN', unknownAuthority, authorities, lasting],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is signed by itself', authorities, lasting],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name', 'Check `host`', lasting],
    ['CERT_HAS_EXPIRED', 'has expired', 'clock', lasting],
    ['CERT_NOT_YET_VALID', 'is not valid yet', 'clock', lasting],
    ['CERT_REVOKED', unverified, chain, lasting],
    ['CRL_HAS_EXPIRED', unverified, chain, lasting],
    ['INVALID_PURPOSE', unverified, chain, lasting],
    ['PATH_LENGTH_EXCEEDED', unverified, chain, lasting],
    ['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', unverified, chain, lasting],
    ['UNSPECIFIED', unverified, chain, lasting],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', clientCertificate, both, lasting],
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'refused the TLS handshake',
      '(`tls-cert`, `tls-key`)',
      lasting,
    ],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', clientCertificate, both, lasting],
    ['ERR_SSL_WRONG_VERSION_NUMBER', noTls, port, lasting],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', noTls, port, lasting],
    ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', `${handshake} failed`, versions, lasting],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', handshake, versions, lasting],
    ['EPROTO', handshake, versions, lasting],
  ])('because of %s is explained: %s, %s', (code, message, hint, rest) => {
    const explained = explainFault(thrown(code), direct);
    const [said, named] = [expect.stringContaining(message), expect.stringContaining(`(${code})`)];
    const common = { kind: 'failed', code: 'unreachable', retryAfter: undefined, fromApi: false };
    expect(explained).toEqual({ ...common, message: said, hint: expect.stringContaining(hint), ...rest });
    expect(explained.message).toEqual(named);
  });

  test('names host and proxy where no tunnel was seen to work: which of them failed is not known', () => {
    const route = { ...direct, proxy: new URL('http://proxy.example.com:3128'), isUnopened: true };
    const { message, hint } = explainFault(thrown('HPE_INVALID_CONSTANT'), route);
    expect(message).toContain(' through the proxy http://proxy.example.com:3128 answered, but not in HTTP');
    expect(hint).toContain('and the proxy variables');
  });

  test.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'may have arrived where %s broke a connection that had been made',
    (code) => {
      expect(explainFault(thrown(code, { syscall: 'read' }), direct)).toMatchObject(lost);
    },
  );

  test('is explained where the server does not speak HTTP, though the error has no code', () => {
    const error = Object.assign(new Error('Expected HTTP/'), { name: 'HTTPParserError' });
    expect(explainFault(error, direct).message).toContain('answered, but not in HTTP (HTTPParserError)');
  });

  test('is explained by the innermost error that has a code', () => {
    const closed = new Error('other side closed', { cause: thrown('ECONNREFUSED') });
    const cause = Object.assign(closed, { code: 'UND_ERR_SOCKET' });
    const { message } = explainFault(new TypeError('fetch failed', { cause }), direct);
    expect(message).toContain('could not be reached (ECONNREFUSED)');
  });

  test('is explained where every address of a host was tried', () => {
    const each = [thrown('ECONNREFUSED', { port: 8443 }), thrown('ENETUNREACH', { port: 8443 })];
    const error = new AggregateError(each);
    expect(explainFault(error, direct)).toMatchObject({ code: 'unreachable', ...passing });
    expect(explainFault(new Error('x', { cause: error }), direct).message).toContain('(ECONNREFUSED)');
  });

  test.each([
    ['a text', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
    [new TypeError('no code'), 'TypeError'],
    [new AggregateError([]), 'AggregateError'],
  ])('is explained even where the error has no code: %s', (error, known) => {
    const explained = explainFault(error, direct);
    expect(explained).toMatchObject({ code: 'unreachable', ...lost, message: `${broke} (${known}).` });
  });

  test('is explained where an error is its own cause', () => {
    const error = thrown('ECONNRESET');
    error.cause = error;
    expect(explainFault(error, direct).message).toContain('broke (ECONNRESET)');
  });
});

describe('A proxy', () => {
  const route = { host, role: 'cluster', proxy } as const;

  test.each([
    ['response (407) !== 200 when HTTP Tunneling', 'got no credentials, or wrong ones (407)', false],
    ['Authentication Required (407)', 'got no credentials, or wrong ones (407)', false],
    ['response (403) !== 200 when HTTP Tunneling', `refused a tunnel to ${host.origin} (403)`, false],
    ['response (429) !== 200 when HTTP Tunneling', 'refused a tunnel', true],
    ['response (502) !== 200 when HTTP Tunneling', 'could not open a tunnel', true],
    ['response (503) !== 200 when HTTP Tunneling', 'could not open a tunnel', true],
    ['response (504) !== 200 when HTTP Tunneling', 'could not open a tunnel', true],
    ['response (501) !== 200 when HTTP Tunneling', 'refused a tunnel', false],
  ])('that answers "Proxy %s" is named as the cause', (answer, said, retryable) => {
    const cause = thrown('UND_ERR_ABORTED', { message: `Proxy ${answer}` });
    const explained = explainFault(new Error('aborted', { cause }), route);
    expect(explained).toMatchObject({ code: 'unreachable', retryable, mayHaveWorked: false });
    expect(explained.message).toContain(`The proxy http://proxy.example.com:3128 ${said}`);
  });

  test.each([
    ['has no address', thrown('ENOTFOUND'), false],
    ['has no address at the moment', thrown('EAI_AGAIN'), true],
    ['refuses connections', thrown('ECONNREFUSED'), true],
    ['takes too long', thrown('UND_ERR_CONNECT_TIMEOUT'), true],
    ['shows a certificate that does not verify', thrown('CERT_HAS_EXPIRED'), false],
    ['does not speak TLS', thrown('ERR_SSL_WRONG_VERSION_NUMBER'), false],
  ])('that %s is named as the cause, by its name without credentials', (_, error, retryable) => {
    const secret = new URL('http://me:hunter2@proxy.example.com:3128');
    const explained = explainFault(new HandshakeError(error, 'proxy', []), {
      ...direct,
      proxy: secret,
    });
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
  ['PATH_LENGTH_EXCEEDED', true],
  ['UNSPECIFIED', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false],
  ['ECONNREFUSED', false],
])('After %s more authorities are asked: %s', (code, expected) => {
  expect(mayOthersTrust(code)).toBe(expected);
});
