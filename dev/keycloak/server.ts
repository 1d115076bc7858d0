import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Installation } from './installation.ts';

/** A Keycloak that runs. */
export interface RunningKeycloak {
  /** Stops it, and waits until it has ended. */
  stop(): Promise<void>;
}

/** How long a Keycloak may take to start on a busy machine, in ms. */
const startLimit = 240_000;

/** How long it may take to stop before it is killed, in ms. */
const stopLimit = 20_000;

/** Builds an installation for a set of features, as `kc.sh build` names them. */
export async function buildKeycloak(installation: Installation, features: readonly string[]): Promise<void> {
  const { programs, env } = installation;
  const options = ['--db=dev-file', '--cache=local', ...features];
  await promisify(execFile)(path.join(programs, 'kc.sh'), ['build', ...options], { env });
}

/** Starts an installation that is built. It may take a while until it answers: see {@link waitFor}. */
export function startKeycloak(installation: Installation, more: readonly string[] = []): RunningKeycloak {
  const { programs, env, startOptions } = installation;
  const program = path.join(programs, 'kc.sh');
  const log = openSync(installation.log, 'a');
  // In a process group of its own: the script starts Java, and both have to end.
  const child = spawn(program, ['start', '--optimized', ...startOptions, ...more], {
    env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const kill = (): void => signal(child, 'SIGKILL');
  process.once('exit', kill);
  return {
    async stop() {
      const ended = hasEnded(child) ? undefined : once(child, 'exit');
      signal(child, 'SIGTERM');
      const timer = setTimeout(kill, stopLimit);
      await ended;
      clearTimeout(timer);
      kill();
      process.removeListener('exit', kill);
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Sends a signal to the process group of a child. That it has ended is fine. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until a Keycloak answers with a status. Throws where it never does. */
export async function waitFor({ url, log }: Installation, ca: string, status: number): Promise<void> {
  const end = Date.now() + startLimit;
  while (Date.now() < end) {
    if ((await ask(`${url}/realms/master`, ca))?.status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const last = readFileSync(log, 'utf8').split('\n').slice(-20).join('\n');
  throw new Error(`Keycloak did not answer with ${status} within ${startLimit / 1000} s.\n${last}`);
}

/** An answer of a Keycloak. */
interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** Asks a Keycloak for a page. Undefined if no answer came. */
export async function ask(url: string, ca: string): Promise<Answer | undefined> {
  const request = get(url, { ca, agent: false });
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  } catch {
    return undefined;
  }
}
