import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';

/** How long, in ms, a pipe may take to show that nothing comes. */
const patience = 100;

/** Says whether nothing can be read from standard input: it is closed, empty, or the null device. */
export async function isStdinAtEnd(): Promise<boolean> {
  const file = fstatSync(0);
  if (file.isFile()) return file.size === 0;
  if (!file.isFIFO() && !file.isSocket()) return !isatty(0);
  // Nothing is read: what waits in the pipe is the answer to a prompt.
  const readable = once(process.stdin, 'readable').then(() => process.stdin.readableLength === 0);
  return Promise.race([readable, setTimeout(patience, false)]);
}

/** Asks the person at the terminal, and says whether the answer was yes. Neither the question nor the answers are documented. */
export async function confirm(question: string): Promise<boolean> {
  process.stdout.write(`${question} [y/N] `);
  let answer = '';
  for await (const chunk of process.stdin) {
    answer += chunk;
    if (answer.includes('\n')) break;
  }
  return /^y(?:es)?$/i.test(answer.trim());
}
