import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * Checks that a tag may be released: `node dev/checks/release.ts v1.2.3 --notes notes.md`. package.json and CHANGELOG.md
 * have to name its version. The changelog's section becomes the notes.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { notes: { type: 'string' } },
});
const tag = positionals[0] ?? '';
const version = tag.replace(/^v/, '');
const { version: declared } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const notes = findSection(readFileSync('CHANGELOG.md', 'utf8'), version);
const problems = [
  ...(tag === `v${declared}`
    ? []
    : [
        `The tag is "${tag}", and package.json says ${declared}. Run "npm version --no-git-tag-version ${version}", or tag v${declared}.`,
      ]),
  ...(notes === ''
    ? [`CHANGELOG.md has no section "## [${version}] - <date>" with text. Move there what is unreleased.`]
    : []),
];
if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
} else {
  if (values.notes !== undefined) writeFileSync(values.notes, `${notes}\n`);
  console.log(`${tag} is what package.json and CHANGELOG.md say.`);
}

/** The text of a version's section, without its heading. Empty: there is none. */
function findSection(changelog: string, wanted: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\[([^\]]+)\] - \d{4}-\d{2}-\d{2}\n/.exec(text)?.[1] === wanted);
  return (section ?? '')
    .replace(/^.*\n/, '')
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .trim();
}
