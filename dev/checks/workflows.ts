import { spawnSync } from 'node:child_process';

/** Runs what checks the workflows: actionlint and zizmor, where they are installed. */
const failed = [
  check('actionlint', [], 'https://github.com/rhysd/actionlint'),
  check(
    'zizmor',
    ['--offline', '--quiet', '.github/workflows', '.github/dependabot.yml', 'action.yml'],
    'https://docs.zizmor.sh',
  ),
].filter((name) => name !== undefined);
if (failed.length > 0) {
  console.error(`Fix what ${failed.join(' and ')} found above, and run "npm run check:workflows" again.`);
  process.exitCode = 1;
}

/** The name of a program that found something. */
function check(program: string, args: readonly string[], home: string): string | undefined {
  const { error, status } = spawnSync(program, args, { stdio: 'inherit' });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    console.log(`${program} is not installed: skipped. Get it from ${home}`);
    return undefined;
  }
  if (error !== undefined) throw error;
  if (status !== 0) return program;
  console.log(`${program} found nothing.`);
  return undefined;
}
