import { describe, expect, test } from '@jest/globals';
import { pickEnvironment } from '../../../../src/client/influxctl/environment.ts';

describe('The environment of influxctl', () => {
  test.each([
    'INPUT_MANAGEMENT-TOKEN',
    'INPUT_TLS-KEY',
    'INPUT_OAUTH-CLIENT-SECRET',
    'INPUT_TOKEN-IDS',
    'input_management-token',
    'GITHUB_TOKEN',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'ACTIONS_RUNTIME_TOKEN',
    'RUNNER_TEMP',
    'INFLUXCTL_PROFILE',
    'INFLUXDB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'NODE_OPTIONS',
    'LD_PRELOAD',
    'PATH_TO_A_SECRET',
    'MY_HTTPS_PROXY',
  ])('never holds %s', (name) => {
    expect(pickEnvironment({ [name]: 'secret', HOME: '/home/me' })).toEqual({ HOME: '/home/me' });
  });

  test.each(['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'])(
    'holds %s: without it there may be no way to the cluster',
    (name) => {
      expect(pickEnvironment({ [name]: 'proxy.example.com' })).toEqual({ [name]: 'proxy.example.com' });
    },
  );

  test('keeps both spellings of a variable apart', () => {
    const env = { HTTPS_PROXY: 'http://one.example.com', https_proxy: 'http://two.example.com' };
    expect(pickEnvironment(env)).toEqual(env);
  });

  test('holds what a program needs to start, and to verify certificates', () => {
    const env = {
      PATH: '/usr/bin',
      HOME: '/home/me',
      LANG: 'C.UTF-8',
      TMPDIR: '/tmp',
      TZ: 'UTC',
      SSL_CERT_FILE: '/etc/ca.pem',
      SSL_CERT_DIR: '/etc/certs',
    };
    expect(pickEnvironment(env)).toEqual(env);
  });

  test('holds what a program on Windows needs, as Windows spells it', () => {
    const env = {
      Path: 'C:\\bin',
      SystemRoot: 'C:\\Windows',
      APPDATA: 'C:\\roaming',
      LocalAppData: 'C:\\local',
      USERPROFILE: 'C:\\me',
      Temp: 'C:\\temp',
      TMP: 'C:\\tmp',
      PATHEXT: '.EXE',
    };
    expect(pickEnvironment(env)).toEqual(env);
  });

  test('keeps a variable that is set to nothing', () => {
    expect(pickEnvironment({ no_proxy: '' })).toEqual({ no_proxy: '' });
  });
});
