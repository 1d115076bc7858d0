import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { scenes } from '../../../dev/demo/scenes.ts';

const program = fileURLToPath(new URL('../../../dev/demo.ts', import.meta.url));

/** More of a token string than the prefix that may be shown. */
const tokenString = /M\.V1\.[\w+=-]{5}/;

/** Exit codes of the scene's steps, as the demo shows them. */
function exitCodesIn(text: string): number[] {
  return [...text.matchAll(/^--- The exit code: (\d+)$/gm)].map(([, code]) => Number(code));
}

function playScene(...names: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...names], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('The demo', () => {
  test.each([
    {
      name: 'plan',
      exitCodes: [0, 1, 0],
      says: ['2 to be revoked. Dry run', '(plan-changed)', '2 revoked.'],
    },
    { name: 'refusal', exitCodes: [1], says: ['The plan was refused because of 1 id. Nothing was revoked.'] },
    { name: 'force', exitCodes: [1], says: ['3 tokens: 1 revoked, 1 already revoked, 1 failed.'] },
    { name: 'selectors', exitCodes: [0], says: ['active   telegraf, month 3', 'revoked  telegraf, month 1'] },
    {
      name: 'failures',
      exitCodes: [1, 0],
      says: ['4 tokens: 3 revoked, 1 failed.', 'server-error', '1 token: 1 revoked.'],
    },
    {
      name: 'leak',
      exitCodes: [0],
      says: [
        'leaked-tokens: ***',
        'Leaked token 1 is ',
        '(listed, rejected)',
        'revoked  telegraf, in a public',
      ],
    },
    { name: 'influxctl', exitCodes: [0], says: ['Client: influxctl ', 'client: influxctl'] },
  ])('plays "$name" alone, and shows no token string', ({ name, exitCodes, says }) => {
    const { status, stdout, stderr } = playScene(name);
    for (const words of says) expect(stdout).toContain(words);
    expect(exitCodesIn(stdout)).toEqual(exitCodes);
    expect(stdout).toContain('management-token: ***');
    expect(stdout).not.toMatch(tokenString);
    expect(stdout.match(/^={80}\n.+\n={80}$/gm)).toEqual([expect.stringContaining(`${name}: `)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('lists every scene with what it shows', () => {
    const listed = playScene('refusal').stdout.matchAll(/^ {2}(\w+) {2,}(.+\.)$/gm);
    expect([...listed].map(([, name, title]) => ({ name, title }))).toEqual(
      scenes.map(({ name, title }) => ({ name, title })),
    );
  });

  test('names the scenes where there is no such scene', () => {
    const { status, stdout, stderr } = playScene('refusal', 'encore');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('There is no scene "encore". The scenes are:');
    for (const { name } of scenes) expect(stderr).toContain(`  ${name} `);
  });
});
