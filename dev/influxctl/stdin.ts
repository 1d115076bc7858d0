import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** How long, in ms, a pipe may take to show that nothing comes. */
const patience = 100;

/** Says whether nothing can be read from standard input: it is closed, empty, or the null device. */
export async function isStdinAtEnd(): Promise<boolean> {
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) return isPipeAtEnd();
  return stdin.isFile() ? stdin.size === 0 : !isatty(0);
}

/** Reads nothing: what waits in the pipe is the answer to a prompt. */
function isPipeAtEnd(): Promise<boolean> {
  const { stdin } = process;
  return new Promise((resolve) => {
    const decide = (atEnd: boolean): void => {
      clearTimeout(timer);
      stdin.off('readable', onReadable);
      resolve(atEnd);
    };
    const onReadable = (): void => decide(stdin.readableLength === 0);
    const timer = setTimeout(() => decide(false), patience);
    stdin.on('readable', onReadable);
  });
}

/**
 * Asks whoever sits at the terminal, and says whether the answer was yes. The end of the input is no.
 * Neither the question nor what counts as yes is documented.
 */
export async function confirm(question: string): Promise<boolean> {
  process.stdout.write(`${question} [y/N] `);
  let answer = '';
  for await (const chunk of process.stdin) {
    answer += chunk;
    if (answer.includes('\n')) break;
  }
  return /^y(?:es)?$/i.test(answer.trim());
}
