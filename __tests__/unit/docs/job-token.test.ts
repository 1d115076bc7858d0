import { existsSync, readFileSync, statSync } from 'node:fs';
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

let step: StepFolder;

beforeEach(() => {
  step = makeStepFolder('job-token');
});

afterEach(() => step.remove());

function createToken(change: InfluxctlChange = {}): Creation {
  const env = {
    HOST: 'https://cluster.example.com',
    PARENT_TOKEN: existing.string,
    DESCRIPTION: 'run 7, attempt 1',
    LIFETIME: '2 hours',
  };
  return step.create('Create the token of this job', env, change);
}

describe('The step that creates the token of a job', () => {
  test('hands on its id, and a profile that only the user of the runner can read', () => {
    const { status, outputs } = createToken();
    expect(status).toBe(0);
    const profile = step.at('temp', 'job.toml');
    expect(outputs).toBe(`id=${created.id}\nconfig=${profile}\n`);
    expect(readFileSync(profile, 'utf8')).toContain(`host = "cluster.example.com"\n`);
    expect(readFileSync(profile, 'utf8')).toContain(`mgmt_token = "${created.string}"\n`);
    expect(statSync(profile).mode & 0o777).toBe(0o600);
  });

  test('leaves the token string nowhere else, and the parent nowhere', () => {
    createToken();
    for (const name of ['created.txt', 'token', 'parent.toml'])
      expect(existsSync(step.at('temp', name))).toBe(false);
  });

  test('prints no token but to mask it, and puts none on a command line', () => {
    const { log, outputs, calls } = createToken();
    expect(log).toContain(`::add-mask::${created.string}\n`);
    const rest = [log.replace(`::add-mask::${created.string}\n`, ''), outputs, ...calls].join();
    for (const { string } of [existing, created]) expect(rest).not.toContain(string);
  });

  for (const printed of ['token: M.V1.BBBBnew-token-string', 'M.V1.BBBBfirst\nM.V1.BBBBsecond', 'M.V1.BBBB'])
    test(`hands on the id for its revocation where the string cannot be found in ${JSON.stringify(printed)}`, () => {
      const { status, log, outputs } = createToken({ printed });
      expect([status, outputs]).toEqual([1, `id=${created.id}\n`]);
      expect(log).toContain('::error::The output of influxctl holds no token string.');
      expect(log).not.toContain('M.V1.BBBB');
    });

  test('fails where the cluster never accepts the token', () => {
    const { status, outputs } = createToken({ refusals: 1_000 });
    expect({ status, outputs }).toEqual({ status: 1, outputs: `id=${created.id}\n` });
  });
});
