import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect } from '@jest/globals';
import {
  type Creation,
  created,
  createToken,
  existing,
  type InfluxctlChange,
} from '../../support/creating-influxctl.ts';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder, type StepFolder } from '../../support/recipe-steps.ts';

const test = testScriptWith('jq');

const HOST = 'https://cluster.example.com';
const description = 'rotated by run 7, attempt 1';
const ofJob = { PARENT_TOKEN: existing.string, DESCRIPTION: 'run 7, attempt 1', LIFETIME: '2 hours' };
const ofRotation = { OLD_TOKEN: existing.string, DESCRIPTION: description, LIFETIME: '45 days' };

/** The steps that create a token, and the name of the output with its id. */
const steps = {
  'job-token': { step: 'Create the token of this job', output: 'id', env: { HOST, ...ofJob } },
  rotate: { step: 'Create the new token', output: 'new-id', env: { HOST, ...ofRotation } },
};

let folder: StepFolder;

/** Runs the step that creates the token, with a stand-in for influxctl. */
function create(
  recipe: keyof typeof steps,
  change: InfluxctlChange = {},
  env: Readonly<Record<string, string>> = {},
): Creation {
  folder = makeStepFolder(recipe);
  const { step, env: own } = steps[recipe];
  return createToken(folder, { step, env: { ...own, ...env } }, change);
}

function modesOf(...names: readonly string[]): number[] {
  return names.map((name) => statSync(folder.at('temp', name)).mode & 0o777);
}

describe.each(['job-token', 'rotate'] as const)(
  'The step that creates a token in the recipe %s',
  (recipe) => {
    const { output } = steps[recipe];

    test('prints no token but to mask it, and puts none on a command line', () => {
      const { log, outputs, summary, calls } = create(recipe);
      expect(log).toContain(`::add-mask::${created.string}\n`);
      const rest = [log.replace(`::add-mask::${created.string}\n`, ''), outputs, summary, ...calls].join();
      for (const { string } of [existing, created]) expect(rest).not.toContain(string);
    });

    for (const printed of [
      'token: M.V1.BBBBnew-token-string',
      'M.V1.BBBBfirst\nM.V1.BBBBsecond',
      'M.V1.BBBB',
    ])
      test(`hands on the id for its revocation where the string cannot be found in ${JSON.stringify(printed)}`, () => {
        const { status, log, outputs } = create(recipe, { printed });
        expect(status).toBe(1);
        expect(outputs.split('\n')).toContain(`${output}=${created.id}`);
        expect(outputs).not.toContain('config=');
        expect(log).toContain('::error::The output of influxctl holds no token string.');
        expect(log).not.toContain('M.V1.BBBB');
      });

    test('fails with the id of a token that the cluster never accepts', () => {
      const { status, log, outputs } = create(recipe, { refusals: 1_000 });
      expect(status).toBe(1);
      expect(log).toContain('::error::The cluster does not accept the new token.');
      expect(outputs.split('\n')).toContain(`${output}=${created.id}`);
      expect(outputs).not.toContain('config=');
    });
  },
);

describe('The step that creates the token of a job', () => {
  test('hands on its id, and a profile that only the user of the runner can read', () => {
    const { status, outputs } = create('job-token');
    const profile = folder.at('temp', 'job.toml');
    expect([status, outputs]).toEqual([0, `id=${created.id}\nconfig=${profile}\n`]);
    expect(readFileSync(profile, 'utf8')).toContain(`host = "cluster.example.com"\n`);
    expect(readFileSync(profile, 'utf8')).toContain(`mgmt_token = "${created.string}"\n`);
    expect(modesOf('job.toml')).toEqual([0o600]);
    const others = ['created.txt', 'token', 'parent.toml'];
    expect(others.filter((name) => existsSync(folder.at('temp', name)))).toEqual([]);
  });
});

describe('The step that creates a token for rotation', () => {
  test('gives it a description and an expiry, says both ids, and hands it on in a file that no one else can read', () => {
    const { status, outputs, summary, calls } = create('rotate');
    expect([status, outputs]).toEqual([0, `old-id=${existing.id}\nnew-id=${created.id}\n`]);
    expect(summary).toBe(`Created the token ${created.id} in place of ${existing.id}.\n`);
    expect(calls.filter((call) => call.includes('create'))).toEqual([
      `--config old.toml management create --description ${description} --expires-at 2030-01-01T00:00:00Z`,
    ]);
    expect(readFileSync(folder.at('temp', 'new-token'), 'utf8')).toBe(`${created.string}\n`);
    expect(modesOf('new-token', 'created.txt', 'old.toml', 'new.toml')).toEqual(Array(4).fill(0o600));
  });

  test('writes a profile with the port and the authority of the cluster', () => {
    create('rotate', {}, { HOST: 'https://cluster.example.com:8443', TLS_CA: 'PEM text' });
    const profile = readFileSync(folder.at('temp', 'new.toml'), 'utf8');
    expect(profile).toContain('host = "cluster.example.com"\nport = "8443"\n');
    expect(profile).toContain(`[profile.tls]\nca = "${folder.at('temp', 'ca.pem')}"\n`);
    expect(readFileSync(folder.at('temp', 'ca.pem'), 'utf8')).toBe('PEM text\n');
  });

  for (const host of ['cluster.example.com', 'http://cluster.example.com', 'https://x"y'])
    test(`creates nothing where the host is ${host}`, () => {
      const { status, log, calls } = create('rotate', {}, { HOST: host });
      expect({ status, calls }).toEqual({ status: 1, calls: [] });
      expect(log).toContain('::error::INFLUXDB_HOST is not https://host[:port].');
    });

  test('finds the token string on either stream', () => {
    expect(create('rotate', { stream: 'error' }).status).toBe(0);
    expect(readFileSync(folder.at('temp', 'new-token'), 'utf8')).toBe(`${created.string}\n`);
  });

  test('waits until the cluster accepts the token', () => {
    const { status, calls } = create('rotate', { refusals: 3 });
    expect(status).toBe(0);
    expect(calls.filter((call) => call.includes('new.toml'))).toHaveLength(4);
  });

  test('creates nothing where more than one active token could be the old one, and leaves out revoked ones', () => {
    const twin = { ...existing, id: 'b', string: 'M.V1.AAAAother' };
    const { status, log, calls } = create('rotate', { tokens: [existing, twin] });
    expect(status).toBe(1);
    expect(log).toContain('::error::The list shows no or several tokens');
    expect(calls.filter((call) => call.includes('create'))).toEqual([]);
    const tokens = [{ ...twin, revoked_at: { seconds: 1 } }, existing];
    expect(create('rotate', { tokens }).outputs).toContain(`old-id=${existing.id}\n`);
  });
});
