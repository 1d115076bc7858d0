import { describe, expect, test } from '@jest/globals';
import { isExposed } from '../../../src/connection/host.ts';
import { findProxySecrets, type HttpProxy, readProxy } from '../../../src/connection/proxy.ts';
import { ActionError } from '../../../src/errors.ts';

const cluster = new URL('https://cluster.example.com');
const plain = new URL('http://cluster.example.com');

/** The proxy of a URL in HTTPS_PROXY. */
function proxyAt(url: string): HttpProxy {
  const proxy = readProxy({ HTTPS_PROXY: url }, cluster);
  if (proxy === undefined) throw new Error('there is no proxy');
  return proxy;
}

describe('The proxy of a run', () => {
  test.each([
    ['none without a variable', {}, cluster, undefined],
    ['none where the variables are empty', { https_proxy: '', HTTPS_PROXY: '' }, cluster, undefined],
    ['HTTPS_PROXY for HTTPS', { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' }, cluster, 'http://a:1'],
    ['HTTP_PROXY for HTTP', { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' }, plain, 'http://b:2'],
    ['HTTP_PROXY for HTTPS where it is the only one', { HTTP_PROXY: 'http://b:2' }, cluster, 'http://b:2'],
    ['never HTTPS_PROXY for HTTP', { HTTPS_PROXY: 'http://a:1' }, plain, undefined],
    ['the lower-case one first', { https_proxy: 'a:1', HTTPS_PROXY: 'b:2' }, cluster, 'http://a:1'],
    [
      'the upper-case one beside an empty one',
      { https_proxy: '', HTTPS_PROXY: 'b:2' },
      cluster,
      'http://b:2',
    ],
    ['one that speaks TLS', { HTTPS_PROXY: 'https://a:1' }, cluster, 'https://a:1'],
  ])('is %s', (_, env, target, origin) => {
    expect(readProxy(env, target)?.url.origin).toBe(origin);
  });

  test.each([
    ...['http://a:1', ' http://a:1 ', 'http://a:1/', 'http://a:1//', 'http://a:1/path', 'http://a:1/?x=1'],
    ...['http://a:1?x=1', 'http://a:1#x', 'http://a:1/#', '//a:1', 'a:1/'],
  ])('is found in %j as curl finds it', (value) => {
    expect(proxyAt(value).url.href).toBe('http://a:1/');
  });

  test.each([
    ['me:word@', 'me:word'],
    ['me:p%40ss%2Fword@', 'me:p@ss/word'],
    ['user:50%off@', 'user:50%off'],
    ['me:100%25%zz@', 'me:100%%zz'],
    ['me:p@ss@', 'me:p@ss'],
    ['me@', 'me:'],
    [':word@', ':word'],
    ['m%C3%BCller:x@', 'müller:x'],
  ])('is asked with the credentials of %s', (userinfo, sent) => {
    const basic = Buffer.from(sent).toString('base64');
    expect(proxyAt(`http://${userinfo}a:1`).authorization).toBe(`Basic ${basic}`);
  });

  test('is asked with the very bytes that are given, be they UTF-8 or not', () => {
    const sent = Buffer.from([...Buffer.from('me:'), 0xfc]).toString('base64');
    expect(proxyAt('http://me:%FC@a:1').authorization).toBe(`Basic ${sent}`);
  });

  test.each([
    ...['socks5://a:1', 'http://', 'http://a b', '::', 'http://a:0', 'http://me:pa#ss@a:1', 'http://a:99999'],
  ])('is refused by the name of its variable where it is %j', (value) => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY']) {
      const read = () => readProxy({ [name]: value }, cluster);
      expect(read).toThrow(ActionError);
      expect(read).toThrow(`${name} is not the URL of an HTTP proxy`);
    }
  });

  test('is refused without quoting the variable, which may hold a password', () => {
    expect(() => proxyAt('socks5://me:hunter2@a:1')).toThrow(/^(?!.*hunter2)/);
  });
});

describe('What is secret in the proxy variables', () => {
  const sent = Buffer.from('me:p@ss/word').toString('base64');
  const slashed = Buffer.from('me:pa/ss').toString('base64');
  const bare = Buffer.from('a%token:').toString('base64');
  test.each([
    [
      'a password, as it is written and sent',
      'http://me:p%40ss%2Fword@a:1',
      ['p%40ss%2Fword', 'p@ss/word', sent],
    ],
    ['a user that has no password', 'a%25token@a:1', ['a%25token', 'a%token', bare]],
    [
      'a password before a path with an @',
      'http://me:p%40ss%2Fword@a:1/@b',
      ['p%40ss%2Fword', 'p@ss/word', sent],
    ],
    ['a password that holds a raw slash', 'http://me:pa/ss@a:1', ['pa/ss', 'pa/ss', slashed]],
    ['nothing where there is no user', 'http://a:1', []],
  ])('is %s', (_, value, secrets) => {
    for (const name of ['http_proxy', 'HTTPS_PROXY', 'All_Proxy'])
      expect(findProxySecrets({ [name]: value, NO_PROXY: 'me:no@secret' })).toEqual(secrets);
  });
});

describe('Loopback', () => {
  test.each([
    ...['http://localhost:8080', 'https://api.localhost', 'http://127.0.0.2', 'http://[::1]:8086'],
    'http://[::ffff:127.0.0.1]',
  ])('is reached without a proxy, and plain HTTP is allowed there: %s', (address) => {
    expect(isExposed(new URL(address))).toBe(false);
    expect(readProxy({ HTTP_PROXY: 'http://a:1' }, new URL(address))).toBeUndefined();
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['cluster.example.com', 'https://cluster.example.com'],
    ['EXAMPLE.com', 'https://cluster.example.com'],
    ['.example.com', 'https://cluster.example.com'],
    ['*.example.com', 'https://cluster.example.com'],
    ['example.com.', 'https://cluster.example.com'],
    ['a, b example.com', 'https://cluster.example.com'],
    ['*', 'https://cluster.example.com'],
    ['cluster.example.com:443', 'https://cluster.example.com'],
    ['cluster.example.com:8443', 'https://cluster.example.com:8443'],
    ['10.0.0.1', 'https://10.0.0.1'],
    ['10.0.0.0/8', 'https://10.1.2.3'],
    ['[fd00::10]:8443', 'https://[fd00::10]:8443'],
    ['fd00::/8', 'https://[fd00::10]'],
  ])('%j spares %s, even where the proxy cannot be used', (list, address) => {
    for (const name of ['NO_PROXY', 'no_proxy'])
      expect(readProxy({ HTTPS_PROXY: 'socks5://a:1', [name]: list }, new URL(address))).toBeUndefined();
  });

  test.each([
    ['', 'https://cluster.example.com'],
    ['ample.com', 'https://cluster.example.com'],
    ['cluster.example.com.org', 'https://cluster.example.com'],
    ['cluster.example.com:80', 'https://cluster.example.com'],
    ['10.0.0.0/8', 'https://11.0.0.1'],
    ['10.0.0.0/99', 'https://10.0.0.1'],
    ['10.0.0.0/', 'https://10.0.0.1'],
    ['::1', 'https://[::2]'],
  ])('%j spares nothing of %s', (list, address) => {
    expect(readProxy({ HTTPS_PROXY: 'http://a:1', NO_PROXY: list }, new URL(address))).toBeDefined();
  });

  test('in lower case wins', () => {
    const env = { HTTPS_PROXY: 'http://a:1', no_proxy: 'other.example', NO_PROXY: '*' };
    expect(readProxy(env, cluster)).toBeDefined();
  });
});
