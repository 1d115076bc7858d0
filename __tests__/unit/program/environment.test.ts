import { describe, expect, test } from '@jest/globals';
import { pickEnvironment, pickNetworkEnvironment } from '../../../src/program/environment.ts';

/** The home that every program gets. */
const home = '/private';
const xdg = { XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
const homes = { HOME: home, ...xdg, APPDATA: home, LOCALAPPDATA: home, USERPROFILE: home };

describe('The environment of a program', () => {
  test.each([
    ...['INPUT_MANAGEMENT-TOKEN', 'INPUT_TLS-KEY', 'input_management-token', 'GITHUB_TOKEN', 'GITHUB_ENV'],
    ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'RUNNER_TEMP', 'INFLUXCTL_PROFILE'],
    ...['INFLUXDB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS', 'LD_PRELOAD', 'PATH_TO_A_SECRET'],
    ...['MY_HTTPS_PROXY', 'APT_CONFIG'],
  ])('never holds %s', (name) => {
    for (const pick of [pickEnvironment, pickNetworkEnvironment])
      expect(pick({ [name]: 'secret' }, home)).toEqual(homes);
  });

  test.each(['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'])(
    'holds %s where it uses the network, which may be out of reach otherwise, and nowhere else',
    (name) => {
      expect(pickNetworkEnvironment({ [name]: 'value' }, home)).toEqual({ ...homes, [name]: 'value' });
      expect(pickEnvironment({ [name]: 'value' }, home)).toEqual(homes);
    },
  );

  test('keeps both spellings of a variable apart, and one that is empty', () => {
    const env = { HTTPS_PROXY: 'http://a.example', https_proxy: 'http://b.example', no_proxy: '' };
    expect(pickNetworkEnvironment(env, home)).toMatchObject(env);
  });

  test('holds what a program needs to start and to verify certificates, on Windows too', () => {
    const system = { PATH: '/usr/bin', LANG: 'C.UTF-8', TMPDIR: '/tmp', TZ: 'UTC' };
    const linux = { ...system, SSL_CERT_FILE: '/etc/ca.pem', SSL_CERT_DIR: '/etc/certs' };
    const windows = { Path: 'C:\\bin', SystemRoot: 'C:\\Windows', Temp: 'C:\\temp', PATHEXT: '.EXE' };
    for (const env of [linux, windows])
      expect(pickNetworkEnvironment(env, home)).toEqual({ ...env, ...homes });
  });

  test("has a home of its own: a person's logins and caches are out of reach", () => {
    const env = Object.fromEntries(Object.keys(homes).map((name) => [name, '/home/me']));
    expect(pickEnvironment(env, home)).toEqual(homes);
  });
});
