import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import { findCodeBlocks } from '../support/markdown.ts';
import { configText, givenHome, profileOf } from '../support/profiles.ts';
import { type Ran, runShell } from '../support/recipe-scripts.ts';
import { readRepositoryFile, root } from '../support/repository-workflows.ts';
import { givenCluster, idsOf, type Scene } from '../support/scenario.ts';
import { makeFolder } from '../support/shell-programs.ts';

const blocks = findCodeBlocks(readRepositoryFile('docs/recipes/elsewhere.md')).filter(
  ({ language }) => language === 'bash',
);
const [revoke = '', askForString = '', revokeLeaked = '', report = '', cleanUp = ''] = blocks.map(
  ({ text }) => text,
);
/** What every script begins with. */
const [preparation = ''] = revoke.split('\n\n');
const exampleId = '0d0a6f3e-5c1b-4f57-9d0e-0c6f5b1f8a11';

/** A folder like that of the clone, and a home with a profile for the cluster. */
function givenLaptop(scene: Scene): string {
  const { HOME = '' } = givenHome(configText(profileOf(scene))).env;
  symlinkSync(path.join(root, 'dist'), path.join(HOME, 'dist'));
  return HOME;
}

/** Runs a script of the page in a folder, with a line on standard input. */
function runOnLaptop(folder: string, script: string, input = ''): Promise<Ran> {
  const node = path.dirname(process.execPath);
  const env = { HOME: folder, PATH: `${node}${path.delimiter}${process.env['PATH']}` };
  return runShell(script, env, { folder, input });
}

describe('Outside of GitHub, the commands of the recipe', () => {
  test('revoke by id, leave the evidence in files, and print no secret', async () => {
    const scene = await givenCluster(newTokens(2));
    const [token, other] = scene.cluster.tokens;
    const folder = givenLaptop(scene);
    expect(revoke).toContain(exampleId);
    const { status, log } = await runOnLaptop(folder, revoke.replace(exampleId, token?.id ?? ''));
    expect(status).toBe(0);
    expect([token?.revokedAt, other?.revokedAt]).toEqual([expect.any(Number), undefined]);
    for (const { secret } of scene.cluster.tokens) expect(log).not.toContain(secret);
    const evidence = path.join(folder, 'evidence');
    const [run = ''] = readdirSync(evidence);
    const at = (name: string): string => path.join(evidence, run, name);
    expect(readFileSync(at('outputs'), 'utf8')).toContain(token?.id);
    expect(readFileSync(at('summary.md'), 'utf8')).toContain(token?.id);
    expect(statSync(at('outputs')).mode & 0o077).toBe(0);
    const printed = await runOnLaptop(folder, `evidence=${at('.')}\n${report}`);
    expect(printed.log).toMatch(new RegExp(`^${token?.id}\trevoked\t\t\\d{4}-`));
  });

  test('end with an error where a token is not proven dead', async () => {
    const scene = await givenCluster(newTokens(1));
    const { status, log } = await runOnLaptop(givenLaptop(scene), revoke);
    expect(status).toBe(1);
    expect(log).toContain('::error');
  });

  test('revoke a leaked string from standard input, which is on no command line and in no log', async () => {
    const leaked = newToken();
    const scene = await givenCluster([leaked, ...newTokens(1)]);
    const script = `${preparation}\n${askForString}\n${revokeLeaked}`;
    const { status, log } = await runOnLaptop(givenLaptop(scene), script, `${leaked.secret}\n`);
    expect(status).toBe(0);
    expect(leaked.revokedAt).toEqual(expect.any(Number));
    expect(log).toContain(leaked.id);
    expect(log).not.toContain(leaked.secret);
    expect(idsOf(scene.cluster.tokens.filter(({ revokedAt }) => revokedAt !== undefined))).toEqual([
      leaked.id,
    ]);
  });

  test('remove the file with the token that a killed run leaves, and no evidence', async () => {
    const folder = makeFolder();
    const run = path.join(folder, 'evidence', '2026-01-31T030000Z');
    mkdirSync(path.join(run, 'influxctl-private-a1B2c3'), { recursive: true });
    writeFileSync(path.join(run, 'outputs'), '');
    expect((await runOnLaptop(folder, cleanUp)).status).toBe(0);
    expect(readdirSync(run)).toEqual(['outputs']);
  });
});
