import { existsSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect } from '@jest/globals';
import { testScriptWith } from '../../support/programs.ts';
import { makeStepFolder, type StepFolder, type StepRun } from '../../support/recipe-steps.ts';

const test = testScriptWith('jq');

const first = '0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11';
const second = '7be1c2aa-93d4-4b02-8a4f-5a0f6f0e2b22';
const refusal = '::error::The issue holds no id of a token.';

let folder: StepFolder;

beforeEach(() => {
  folder = makeStepFolder('issue-ops');
});

/** Reads the ids of an issue with this text, as GitHub describes it in the file with the event. */
function readIds(body: string | null): StepRun {
  const event = folder.at('event.json');
  writeFileSync(event, JSON.stringify({ issue: { number: 7, body } }));
  return folder.run('Read the ids', { GITHUB_EVENT_PATH: event });
}

describe('The recipe for IssueOps', () => {
  test('reads ids out of prose, lists, tables and code, each once', () => {
    const { status, outputs, summary } = readIds(
      `### Ids\r\n\r\n- \`${second}\`\r\n| ${first} | telegraf |\r\nAgain ${second}, “${first}”.\r\n`,
    );
    expect([status, outputs]).toEqual([0, `ids=${first} ${second}\n`]);
    expect(summary).toBe(`Ids in the issue:\n\n- \`${first}\`\n- \`${second}\`\n`);
  });

  test('shows the reviewer an id that the issue hides', () => {
    expect(readIds(`${first}\n<!-- ${second} -->`).summary).toContain(second);
  });

  for (const [what, body] of [
    ['nothing', ''],
    ['no text at all', null],
    ['a prefix of a token', 'M.V1.uf0D'],
    ['an id with letters around it', `x${first} ${second}0`],
    ['an id with a hyphen around it', `-${first} ${second}-1`],
    ['an id with a letter that is none of hex', first.replace('a', 'g')],
  ] as const)
    test(`fails where an issue holds ${what}`, () => {
      const { status, log, outputs, summary } = readIds(body);
      expect([status, log]).toEqual([1, `${refusal}\n`]);
      expect([outputs, summary]).toEqual(['', '']);
    });

  for (const [what, hostile] of [
    ['a command', `$(touch "$RUNNER_TEMP/ran")\`touch $RUNNER_TEMP/ran\`; touch $RUNNER_TEMP/ran`],
    ['another output', 'ids=all\nids<<EOF\nall\nEOF'],
    ['a workflow command', '::set-output name=ids::all\n::stop-commands::x'],
    ['an option of a program', '--help -e . -f /etc/passwd'],
    ['a NUL and other control characters', '\u0000\u0007\u001b[2J\r'],
    ['a text as long as GitHub allows', '😀 '.repeat(21_845)],
  ] as const)
    test(`takes only ids from an issue that holds ${what}`, () => {
      const { status, log, outputs } = readIds(`${hostile}\n${first}\n${hostile}`);
      expect([status, outputs]).toEqual([0, `ids=${first}\n`]);
      expect(log).toBe(`Ids in the issue:\n\n- \`${first}\`\n`);
      expect(existsSync(folder.at('temp', 'ran'))).toBe(false);
    });

  test('warns of a token string without printing it, and still reads the ids', () => {
    const { status, log, outputs } = readIds(`M.V1.abcdQ7+wZx/only-for-tests==\n${first}`);
    expect(status).toBe(0);
    expect(log).toContain('::warning::The issue seems to hold a token string.');
    expect(log).not.toContain('Q7+wZx');
    expect(outputs).toBe(`ids=${first}\n`);
  });

  test('does not warn of a prefix, which is no secret', () => {
    expect(readIds(`${first} M.V1.uf0D, \`M.V1.ZeHa\``).log).not.toContain('::warning::');
  });
});
