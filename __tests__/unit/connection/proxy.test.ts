import { describe, expect, test } from '@jest/globals';
import { isExposed } from '../../../src/connection/host.ts';
import { readProxy } from '../../../src/connection/proxy.ts';

const to = (protocol: string): URL => new URL(`${protocol}//cluster.example.com`);

describe('The proxy of a run', () => {
  test.each([
    ['none without a variable', {}, 'https:', undefined],
    ['none where the variables are empty', { https_proxy: '', HTTPS_PROXY: '' }, 'https:', undefined],
    [
      'HTTPS_PROXY for HTTPS',
      { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' },
      'https:',
      'http://a:1/',
    ],
    ['HTTP_PROXY for HTTP', { HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' }, 'http:', 'http://b:2/'],
    ['HTTP_PROXY for HTTPS where it is the only one', { HTTP_PROXY: 'http://b:2' }, 'https:', 'http://b:2/'],
    ['never HTTPS_PROXY for HTTP', { HTTPS_PROXY: 'http://a:1' }, 'http:', undefined],
    [
      'the lower-case variable before the other',
      { https_proxy: 'a:1', HTTPS_PROXY: 'b:2' },
      'https:',
      'http://a:1/',
    ],
    [
      'the upper-case one where the other is empty',
      { https_proxy: '', HTTPS_PROXY: 'b:2' },
      'https:',
      'http://b:2/',
    ],
    ['one that speaks TLS', { HTTPS_PROXY: 'https://a:1' }, 'https:', 'https://a:1/'],
  ])('is %s', (_, env, protocol, url) => {
    expect(readProxy(env, to(protocol))?.url.href).toBe(url);
  });

  test.each(['socks5://a:1', 'http://', 'http://a b', '::'])('is refused where it is %j', (value) => {
    expect(() => readProxy({ HTTPS_PROXY: value }, to('https:'))).toThrow('is not the URL of an HTTP proxy');
  });

  test.each([
    'http://localhost:8080',
    'https://api.localhost',
    'http://127.0.0.2',
    'http://[::1]:8086',
    'http://[::ffff:127.0.0.1]',
  ])('is none on the way to loopback, where plain HTTP is allowed: %s', (address) => {
    expect(isExposed(new URL(address))).toBe(false);
    expect(readProxy({ HTTP_PROXY: 'http://a:1' }, new URL(address))).toBeUndefined();
  });

  test('is refused without quoting the variable, which may hold a password', () => {
    const env = { HTTPS_PROXY: 'socks5://me:hunter2@a:1' };
    expect(() => readProxy(env, to('https:'))).toThrow(/^(?!.*hunter2)/);
  });

  test('names its credentials in the forms in which they are written and sent', () => {
    const { secrets } = readProxy({ HTTPS_PROXY: 'http://me:p%40ss%2Fword@a:1' }, to('https:')) ?? {
      secrets: [],
    };
    const sent = Buffer.from('me:p@ss/word').toString('base64');
    expect(secrets).toEqual(expect.arrayContaining(['p%40ss%2Fword', 'p@ss/word', sent]));
  });

  test('has secrets even where its password is not encoded as it should be', () => {
    const { secrets } = readProxy({ HTTPS_PROXY: 'http://me:100%25%zz@a:1' }, to('https:')) ?? {
      secrets: [],
    };
    expect(secrets.some((secret) => secret.includes('%zz'))).toBe(true);
  });

  test('has no secrets without a password', () => {
    expect(readProxy({ HTTPS_PROXY: 'http://me@a:1' }, to('https:'))?.secrets).toEqual([]);
  });

  test.each([
    [{ NO_PROXY: 'a,b' }, 'a,b'],
    [{ no_proxy: 'c', NO_PROXY: 'a,b' }, 'c'],
    [{}, ''],
  ])('spares the hosts of NO_PROXY: %j', (env, exempt) => {
    expect(readProxy({ HTTPS_PROXY: 'http://a:1', ...env }, to('https:'))?.exempt).toBe(exempt);
  });
});
