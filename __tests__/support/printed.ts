import { afterEach, beforeEach, jest } from '@jest/globals';

/** Collects what the action prints while a test runs, in place of printing it. */
export function capturePrinted(): { lines(): string[]; text(): string; clear(): void } {
  let printed: string[] = [];
  beforeEach(() => {
    printed = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      printed.push(String(chunk));
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const text = (): string => printed.join('');
  return {
    text,
    // The runner's reader ends a line at a carriage return too.
    lines: () => text().split(/\r\n|\r|\n/),
    clear: () => {
      printed = [];
    },
  };
}

/** The commands that a runner of GitHub Actions knows. */
const known = new Set(
  (
    'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state ' +
    'set-env set-output stop-commands warning internal-set-repo-path'
  ).split(' '),
);

/** The command that the runner would read in a line (ActionCommand.cs of actions/runner); absent: none. */
export function commandIn(line: string): string | undefined {
  return commandAtStart(line) ?? commandAnywhere(line);
}

function commandAtStart(line: string): string | undefined {
  // .NET trims what Unicode calls white space, and the next-line character besides.
  const trimmed = line.replace(/^[\s\x85]+/, '');
  if (!trimmed.startsWith('::')) return undefined;
  const end = trimmed.indexOf('::', 2);
  return end < 0 ? undefined : knownName(trimmed.slice(2, end));
}

function commandAnywhere(line: string): string | undefined {
  for (let start = line.indexOf('##['); start >= 0; start = line.indexOf('##[', start + 1)) {
    const end = line.indexOf(']', start);
    const name = end < 0 ? undefined : knownName(line.slice(start + 3, end));
    if (name !== undefined) return name;
  }
  return undefined;
}

function knownName(info: string): string | undefined {
  const name = (info.split(' ')[0] ?? '').toLowerCase();
  return known.has(name) ? name : undefined;
}
