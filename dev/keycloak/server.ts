import { execFile, spawn } from 'node:child_process';
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
const startLimit = 600_000;

/** How long it may take to stop before it is killed, in ms. */
const stopLimit = 20_000;

/** Builds an installation for a set of features, as `kc.sh build` names them. */
export async function buildKeycloak(installation: Installation, features: readonly string[]): Promise<void> {
  const { programs, env } = installation;
  await promisify(execFile)(path.join(programs, 'kc.sh'), ['build', ...features], { env });
}

/** Runs a program until standard input ends, which it does with the process that holds it. */
const untilInputEnds = '"$@" & cat > /dev/null; trap "" TERM; kill -TERM 0; wait';

/** Starts an installation that is built. It may take a while until it answers: see {@link waitFor}. */
export function startKeycloak(installation: Installation, more: readonly string[] = []): RunningKeycloak {
  const { programs, env, startOptions } = installation;
  const program = [path.join(programs, 'kc.sh'), 'start', '--optimized', ...startOptions, ...more];
  const log = openSync(installation.log, 'a');
  // In a process group of its own: the script starts Java, and both have to end.
  const settings = { env, detached: true, stdio: ['pipe' as const, log, log] };
  const child = spawn('sh', ['-c', untilInputEnds, 'sh', ...program], settings);
  closeSync(log);
  const ended = once(child, 'exit');
  return {
    async stop() {
      child.stdin?.end();
      const timer = setTimeout(() => process.kill(-Number(child.pid), 'SIGKILL'), stopLimit);
      await ended;
      clearTimeout(timer);
    },
  };
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

/** Asks a Keycloak for a page. Gives status and text, or undefined if no answer came. */
export async function ask(url: string, ca: string) {
  const request = get(url, { ca, agent: false });
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  } catch {
    return undefined;
  }
}
