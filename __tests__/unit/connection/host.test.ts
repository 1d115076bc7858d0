import { describe, expect, test } from '@jest/globals';
import { isExposed, joinAddress, parseApiPath, parseHost } from '../../../src/connection/host.ts';

describe('The address of a cluster', () => {
  test.each([
    ['https://cluster.example.com', 'https://cluster.example.com'],
    ['cluster.example.com', 'https://cluster.example.com'],
    ['cluster.example.com:8443', 'https://cluster.example.com:8443'],
    ['https://cluster.example.com:443/', 'https://cluster.example.com'],
    ['HTTP://Localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['"https://cluster.example.com"', 'https://cluster.example.com'],
    ['«https://cluster.example.com»', 'https://cluster.example.com'],
    ["'cluster.example.com'", 'https://cluster.example.com'],
    ['`cluster.example.com:8443`', 'https://cluster.example.com:8443'],
    ['<https://cluster.example.com/>', 'https://cluster.example.com'],
    ['\u200bcluster.example.com\u200b', 'https://cluster.example.com'],
    ['::1', 'https://[::1]'],
    ['fd00::10', 'https://[fd00::10]'],
    ['https://fd00::10/', 'https://[fd00::10]'],
    ['[fd00::10]:8443', 'https://[fd00::10]:8443'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
  ])('"%s" is read as %s', (text, address) => {
    expect(parseHost(text).href).toBe(`${address}/`);
  });

  test.each([
    ['ftp://cluster.example.com', 'not an HTTP address'],
    ['https://', 'not an address'],
    ['two hosts', 'not an address'],
    ['https://a.example.com\nb.example.com', 'not an address'],
    ['https://cluster.\texample.com', 'not an address'],
    ['a.example.com,b.example.com', 'not an address'],
    ['*.example.com', 'not an address'],
    ['a.example.com%2cb.example.com', 'not an address'],
    ['a.example.com\u200bb.example.com', 'not an address'],
    ['cluster.example.com:port', 'not an address'],
    ['cluster.example.com:99999', 'not an address'],
    ['https://me:secret@cluster.example.com', 'use `management-token`'],
    ['me@cluster.example.com', 'use `management-token`'],
    ['https://cluster.example.com/ui', 'a path does not belong here; give https://host[:port], or a bare'],
    ['https://cluster.example.com?x=1', 'a query or fragment does not belong here'],
    ['https://cluster.example.com#x', 'a query or fragment does not belong here'],
  ])('"%s" is refused: %s', (text, reason) => {
    expect(() => parseHost(text)).toThrow(reason);
  });

  test('is never quoted where it is refused, since it may hold a password', () => {
    for (const text of ['https://me:hunter2@host', 'ftp://me:hunter2@host', 'https://host/hunter2'])
      expect(() => parseHost(text)).toThrow(/^(?!.*hunter2)/);
  });

  test.each([
    ['http://cluster.example.com', true],
    ['http://10.0.0.1', true],
    ['http://localhost.example.com', true],
    ['http://127.example.com', true],
    ['http://localhost:8080', false],
    ['http://api.localhost', false],
    ['http://127.0.0.1', false],
    ['http://127.1.2.3', false],
    ['http://[::1]', false],
    ['http://[::ffff:127.0.0.1]', false],
    ['http://[::ffff:10.0.0.1]', true],
    ['https://cluster.example.com', false],
  ])('%s would carry the token in the clear: %s', (address, exposed) => {
    expect(isExposed(parseHost(address))).toBe(exposed);
  });
});

test.each([
  ['cluster.example.com', '', 'https://cluster.example.com'],
  ['cluster.example.com', '8443', 'https://cluster.example.com:8443'],
  ['cluster.example.com/', '8443', 'https://cluster.example.com:8443'],
  ['https://cluster.example.com/', '443', 'https://cluster.example.com'],
  ['cluster.example.com:8443', '8443', 'https://cluster.example.com:8443'],
  ['"cluster.example.com"', '"8443"', 'https://cluster.example.com:8443'],
  ['::1', '8443', 'https://[::1]:8443'],
  ['fd00::10', '', 'https://[fd00::10]'],
])('The host %j and the port %j of a profile are read as %s', (host, port, address) => {
  expect(parseHost(joinAddress(host, port, 'https')).origin).toBe(address);
});

describe('The path of the collection', () => {
  test.each([
    ['/api/v0/management-tokens', '/api/v0/management-tokens'],
    ['/api/v0/management-tokens/', '/api/v0/management-tokens'],
    ['/api/v0/accounts/1a2b/management-tokens', '/api/v0/accounts/1a2b/management-tokens'],
    ['/a/tokens/management', '/a/tokens/management'],
    ['/a.b/c..d/~e', '/a.b/c..d/~e'],
  ])('"%s" is read as %s', (text, path) => {
    expect(parseApiPath(text)).toBe(path);
  });

  test.each([
    ...['api/v0/management-tokens', '/', '//', '/api//management-tokens', '/api/../management-tokens'],
    ...['/api/./management-tokens', '/api/v0/..', '/api/v0?x=1', '/api/v0#x', '/api/v0 1', '/api\\v0'],
    ...['/api\r\nhost: x', 'https://elsewhere.example/api', '//elsewhere.example/api'],
  ])('%j is refused', (text) => {
    expect(() => parseApiPath(text)).toThrow('must be an absolute path without query');
  });

  test.each([
    '/api/v0/%zz',
    '/api/v0/toke%6es',
    '/api/v0/x/..%2ftokens',
    '/api/%2E%2e/x',
    '/api/v0/x%5C..',
    '/api/v0/%2574okens',
  ])('%j is refused: a server may read another path out of it', (text) => {
    expect(() => parseApiPath(text)).toThrow('may be encoded here');
  });
});
