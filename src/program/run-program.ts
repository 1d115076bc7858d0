import { type ChildProcess, spawn } from 'node:child_process';

/** A program to run. */
export interface ProgramCall {
  /** An absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder to run in; the action's own if undefined. */
  readonly cwd?: string;
  /** Aborted: the program is stopped. */
  readonly signal: AbortSignal;
  /** It is stopped after this many ms. */
  readonly timeout: number;
}

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  /** It printed more than {@link mostOutput}, and was stopped. */
  | { readonly kind: 'flooded' }
  | { readonly kind: 'timeout' }
  /** `reason` is that of the signal. */
  | { readonly kind: 'aborted'; readonly reason: unknown }
  /** It could not be started; `code` is Node's, such as `EACCES`. */
  | { readonly kind: 'not-started'; readonly code: string };

/** How much a program may print on one stream, in bytes. A token takes about 400 in a list. */
const mostOutput = 64 * 1024 * 1024;

/** A program that was asked to stop is killed after this many ms. */
const patience = 1_000;

/** What a process that has ended may still have in its pipes is read for this long, in ms: a child of it can hold them open. */
const drainTime = 500;

/**
 * Runs a program with closed standard input, without a shell. What it has started ends with it, except on Windows and in
 * another process group. Never throws.
 */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { signal, timeout } = call;
  if (signal.aborted) return { kind: 'aborted', reason: signal.reason };
  const { promise, resolve } = Promise.withResolvers<ProgramEnd>();
  const child = start(call, resolve);
  if (child === undefined) return promise;
  let stoppedBy: ProgramEnd | undefined;
  const stop = (reason: ProgramEnd): void => {
    if (stoppedBy !== undefined) return;
    stoppedBy = reason;
    kill(child, 'SIGTERM');
    setTimeout(() => {
      kill(child, 'SIGKILL');
      // What cannot be killed, such as a program of another user, is left behind.
      setTimeout(() => resolve(reason), patience).unref();
    }, patience).unref();
  };
  const onAbort = (): void => stop({ kind: 'aborted', reason: signal.reason });
  const timer = setTimeout(() => stop({ kind: 'timeout' }), timeout);
  signal.addEventListener('abort', onAbort);
  const onExit = (): void => kill(child, 'SIGKILL');
  // Before the folder that it writes to is removed.
  process.prependOnceListener('exit', onExit);
  const stdout = collect(child.stdout, () => stop({ kind: 'flooded' }));
  const stderr = collect(child.stderr, () => stop({ kind: 'flooded' }));
  const end = (code: number | null): void =>
    resolve(stoppedBy ?? { kind: 'ended', code, stdout: stdout(), stderr: stderr() });
  child.once('close', end);
  child.once('exit', (code) => setTimeout(() => end(code), stoppedBy === undefined ? drainTime : 0).unref());
  try {
    return await promise;
  } finally {
    // What it has started may still run.
    kill(child, 'SIGKILL');
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    process.off('exit', onExit);
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  }
}

/** In its own process group, so that everything it starts can be stopped with it. */
function start(
  { file, args, env, cwd }: ProgramCall,
  resolve: (end: ProgramEnd) => void,
): ChildProcess | undefined {
  const onError = (error: NodeJS.ErrnoException): void =>
    resolve({ kind: 'not-started', code: error.code ?? 'unknown' });
  try {
    const child = spawn(file, args, {
      env,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    return child.on('error', onError);
  } catch (error) {
    onError(error as NodeJS.ErrnoException);
    return undefined;
  }
}

function collect(stream: ChildProcess['stdout'], onFlood: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostOutput) onFlood();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-pid, signal);
  } catch {
    // Nothing of it runs.
  }
}
