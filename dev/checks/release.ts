import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Checks that package.json and CHANGELOG.md name the version of a tag, and writes its notes: `v1.2.3 --notes notes.md`. */
const options = { notes: { type: 'string' } } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const tag = positionals[0] ?? '';
const version = tag.replace(/^v/, '');
const { version: declared } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const notes = findSection(readFileSync('CHANGELOG.md', 'utf8'), version);
if (tag !== `v${declared}`)
  fail(
    `The tag is "${tag}", and package.json says ${declared}. Run "npm version --no-git-tag-version ${version}", or tag v${declared}.`,
  );
if (notes === '')
  fail(`CHANGELOG.md has no section "## [${version}] - <date>" with text. Move there what is unreleased.`);
if (process.exitCode === undefined) {
  if (values.notes !== undefined) writeFileSync(values.notes, `${notes}\n`);
  console.log(`${tag} is what package.json and CHANGELOG.md say.`);
}

function fail(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

/** The text of a version's section, without its heading. Empty if there is none. */
function findSection(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\[([^\]]+)\] - \d{4}-\d{2}-\d{2}\n/.exec(text)?.[1] === version);
  return (section ?? '')
    .replace(/^.*\n/, '')
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .trim();
}
