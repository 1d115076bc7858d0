import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findCodeBlocks } from '../../support/markdown.ts';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder } from '../../support/recipe-steps.ts';

const page = readFileSync(new URL('../../../docs/recipes/leaked-token.md', import.meta.url), 'utf8');
const [form = [], matching = [], others = []] = findCodeBlocks(page)
  .filter(({ language }) => language === 'text')
  .map(({ text }) => text.split('\n'));

/** A field of GitHub's form for a custom pattern, as JavaScript writes it. */
function field(name: string): string {
  const line = form.find((each) => each.startsWith(`${name}: `)) ?? '';
  return line
    .slice(name.length + 2)
    .replace('\\A', '^')
    .replace('\\z', '$');
}

/** The secret that the pattern finds in a line. */
function findSecret(line: string): string | undefined {
  const [before, after] = [field('Before secret'), field('After secret')];
  return new RegExp(`(?:${before})(${field('Secret format')})(?:${after})`).exec(line)?.[1];
}

describe('The pattern in the recipe for a leaked token', () => {
  test('finds the whole token in every test string that should match', () => {
    expect(matching.map(findSecret)).toEqual([
      'M.V1.abcdEXAMPLE0123456789+only/for=tests==',
      'M.V1.-_+9EXAMPLEonlyForTests',
      'M.V1.zZ09exampleOnlyForTests_0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    ]);
  });

  test('finds nothing in a test string that should not match', () => {
    expect(others).toHaveLength(5);
    expect(others.filter((line) => findSecret(line) !== undefined)).toEqual([]);
  });
});

const testStep = testScriptWith('jq');

/** Looks for alerts where `gh` runs these lines of a shell. */
function findAlerts(env: { readonly ALERT: string; readonly SECRET_TYPE: string }, gh = 'exit 9') {
  const { at, putProgram, run } = makeStepFolder('leaked-token');
  putProgram('gh', `printf '%s\\n' "$*" > '${at('call')}'\n${gh}`);
  const ran = run('Find the alerts', { GITHUB_REPOSITORY: 'org/repo', ...env });
  return { ...ran, call: existsSync(at('call')) ? readFileSync(at('call'), 'utf8') : '' };
}

/** A page of GitHub's list, newest first. */
function listPage(from: number, to: number): string {
  const numbers = Array.from({ length: from - to + 1 }, (_, index) => from - index);
  return JSON.stringify(numbers.map((number) => ({ number, state: 'open' })));
}

const scheduled = { ALERT: '', SECRET_TYPE: 'influxdb_management_token' };

describe('The step that finds alerts in the recipe for a leaked token', () => {
  testStep('takes the one that is named, and asks no one', () => {
    const { status, outputs, call } = findAlerts({ ALERT: '42', SECRET_TYPE: '' });
    expect([status, outputs, call]).toEqual([0, 'alerts=[42]\n', '']);
  });

  for (const alert of ['0', '-1', '1e3', 'all', '4 2', '42\n43', '42]', '1234567890'])
    testStep(`refuses ${JSON.stringify(alert)} as an alert`, () => {
      const { status, log, outputs } = findAlerts({ ALERT: alert, SECRET_TYPE: '' });
      expect([status, log, outputs]).toEqual([1, '::error::An alert is a number, such as 42.\n', '']);
    });

  testStep('takes all open ones of the type where none is named, without their secrets', () => {
    const { status, outputs, call } = findAlerts(scheduled, `echo '${listPage(7, 5)}'`);
    expect([status, outputs]).toEqual([0, 'alerts=[7,6,5]\n']);
    expect(call).toContain(' repos/org/repo/secret-scanning/alerts ');
    for (const parameter of ['state=open', 'secret_type=influxdb_management_token', 'hide_secret=true'])
      expect(call).toContain(` -f ${parameter}`);
  });

  testStep('takes those of every page, but no more than 50', () => {
    const { outputs } = findAlerts(scheduled, `echo '${listPage(130, 31)}'; echo '${listPage(30, 1)}'`);
    const numbers: number[] = JSON.parse(outputs.slice('alerts='.length));
    expect([numbers.length, numbers[0], numbers[49]]).toEqual([50, 130, 81]);
    expect(findAlerts(scheduled, `echo '${listPage(3, 2)}'; echo '${listPage(1, 1)}'`).outputs).toMatch(
      /alerts=\[3,2,1\]\n$/,
    );
  });

  testStep('finds none where none is open', () => {
    expect(findAlerts(scheduled, 'echo "[]"').outputs).toBe('alerts=[]\n');
  });

  testStep('fails where GitHub does not answer, rather than finding none', () => {
    const { status, outputs } = findAlerts(scheduled, 'echo "gh: Not Found (HTTP 404)" >&2; exit 1');
    expect(status).not.toBe(0);
    expect(outputs).toBe('');
  });

  testStep('does not take alerts of every type where the type is not known', () => {
    const { status, log, call } = findAlerts({ ALERT: '', SECRET_TYPE: '' });
    expect(status).toBe(1);
    expect(log).toContain('::error::The variable LEAK_SECRET_TYPE is empty.');
    expect(call).toBe('');
  });
});
