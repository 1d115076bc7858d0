import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import {
  type Creation,
  created,
  existing,
  type InfluxctlChange,
  makeStepFolder,
  type StepFolder,
} from '../../support/creating-influxctl.ts';
import { testScriptWith } from '../../support/programs.ts';

const test = testScriptWith('jq');

const description = 'rotated by run 7, attempt 1';

let step: StepFolder;

beforeEach(() => {
  step = makeStepFolder('rotate');
});

afterEach(() => step.remove());

/** Runs the step that creates the token, with a stand-in for influxctl. */
function createToken(change: InfluxctlChange = {}, env: Readonly<Record<string, string>> = {}): Creation {
  const own = {
    HOST: 'https://cluster.example.com',
    OLD_TOKEN: existing.string,
    DESCRIPTION: description,
    LIFETIME: '45 days',
  };
  return step.create('Create the new token', { ...own, ...env }, change);
}

describe('The step that creates a token in the recipe for rotation', () => {
  test('gives it a description and an expiry, and says both ids', () => {
    const { status, outputs, summary, calls } = createToken();
    expect([status, outputs]).toEqual([0, `old-id=${existing.id}\nnew-id=${created.id}\n`]);
    expect(summary).toBe(`Created the token ${created.id} in place of ${existing.id}.\n`);
    expect(calls.filter((call) => call.includes('create'))).toEqual([
      `--config old.toml management create --description ${description} --expires-at 2030-01-01T00:00:00Z`,
    ]);
  });

  test('writes a profile with the port and the authority of the cluster', () => {
    createToken({}, { HOST: 'https://cluster.example.com:8443', TLS_CA: 'PEM text' });
    const profile = readFileSync(step.at('temp', 'new.toml'), 'utf8');
    expect(profile).toContain('host = "cluster.example.com"\nport = "8443"\n');
    expect(profile).toContain(`[profile.tls]\nca = "${step.at('temp', 'ca.pem')}"\n`);
    expect(readFileSync(step.at('temp', 'ca.pem'), 'utf8')).toBe('PEM text\n');
  });

  for (const host of ['cluster.example.com', 'http://cluster.example.com', 'https://x"y'])
    test(`creates nothing where the host is ${host}`, () => {
      const { status, log, calls } = createToken({}, { HOST: host });
      expect({ status, calls }).toEqual({ status: 1, calls: [] });
      expect(log).toContain('::error::INFLUXDB_HOST is not https://host[:port].');
    });

  test('hands it on in a file that no one else can read', () => {
    createToken();
    expect(readFileSync(step.at('temp', 'new-token'), 'utf8')).toBe(`${created.string}\n`);
    for (const file of ['new-token', 'created.txt', 'old.toml', 'new.toml'])
      expect(statSync(step.at('temp', file)).mode & 0o777).toBe(0o600);
  });

  test('prints no token but to mask it, and puts none on a command line', () => {
    const { log, outputs, summary, calls } = createToken();
    expect(log).toContain(`::add-mask::${created.string}\n`);
    const rest = [log.replace(`::add-mask::${created.string}\n`, ''), outputs, summary, ...calls].join();
    for (const token of [existing.string, created.string]) expect(rest).not.toContain(token);
  });

  test('finds the token string on either stream', () => {
    expect(createToken({ stream: 'error' }).status).toBe(0);
    expect(readFileSync(step.at('temp', 'new-token'), 'utf8')).toBe(`${created.string}\n`);
  });

  test('waits until the cluster accepts the token', () => {
    const { status, calls } = createToken({ refusals: 3 });
    expect(status).toBe(0);
    expect(calls.filter((call) => call.includes('new.toml'))).toHaveLength(4);
  });

  test('fails with the id of a token that the cluster never accepts', () => {
    const { status, log, outputs } = createToken({ refusals: 1_000 });
    expect(status).toBe(1);
    expect(log).toContain('::error::The cluster does not accept the new token.');
    expect(outputs).toContain(`new-id=${created.id}\n`);
  });

  test('creates nothing where more than one active token could be the old one', () => {
    const { status, log, calls } = createToken({
      tokens: [existing, { ...existing, id: 'b', string: 'M.V1.AAAAother' }],
    });
    expect(status).toBe(1);
    expect(log).toContain('::error::The list shows no or several tokens');
    expect(calls.filter((call) => call.includes('create'))).toEqual([]);
  });

  test('does not take a revoked token for the old one', () => {
    const revoked = { ...existing, id: 'b', string: 'M.V1.AAAAdead', revoked_at: { seconds: 1 } };
    expect(createToken({ tokens: [revoked, existing] }).outputs).toContain(`old-id=${existing.id}\n`);
  });

  for (const printed of ['token: M.V1.BBBBnew-token-string', 'M.V1.BBBBfirst\nM.V1.BBBBsecond', 'M.V1.BBBB'])
    test(`gives the id of a token whose string it cannot find in ${JSON.stringify(printed)}, and prints none`, () => {
      const { status, log, outputs } = createToken({ printed });
      expect(status).toBe(1);
      expect(outputs).toContain(`new-id=${created.id}\n`);
      expect(log).toContain('::error::The output of influxctl holds no token string.');
      expect(log).not.toContain('M.V1.BBBB');
    });
});
