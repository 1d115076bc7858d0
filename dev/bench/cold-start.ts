import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAuthority, type Identity } from '../cluster/certificates.ts';
import { startAction } from './action.ts';
import type { Command } from './measure.ts';
import { type ColdResults, labels } from './results.ts';
import { rotate } from './scale.ts';
import type { Sample } from './statistics.ts';
import { bundleTemplate } from './template.ts';

/** How much is measured. */
export interface ColdExtent {
  readonly rounds: number;
  /** Whether each process runs once before it counts. */
  readonly thorough: boolean;
  /** Called before a step starts. */
  readonly onStart: (what: string) => void;
}

interface Starter {
  readonly label: string;
  /** Starts the process, and gives the time until what is measured, in ms. */
  readonly time: () => Promise<number>;
}

const id = '00000000-0000-4000-8000-000000000000';

/** Starts each process in turn, round by round. Nothing is preloaded into them and nothing stands before them. */
export async function measureColdStart({ rounds, thorough, onStart }: ColdExtent): Promise<ColdResults> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  onStart('bundling the template action');
  const template = bundleTemplate(folder);
  const authority = await createAuthority();
  const wire = await openWire(await authority.issue({ host: 'localhost' }));
  const call = (server: Server): Command => {
    const host = `https://localhost:${(server.address() as AddressInfo).port}`;
    const given = { host, 'tls-ca': authority.cert, 'management-token': 'M.V1.bench', 'token-ids': id };
    return startAction({ given, folder });
  };
  const starters: readonly Starter[] = [
    { label: labels.node, time: () => timeExit({ file: process.execPath, args: ['-e', '0'], folder }, 0) },
    {
      label: labels.template,
      time: () => timeExit(startAction({ given: {}, folder, main: template }), 0),
    },
    {
      label: labels.inputError,
      time: () => timeExit(startAction({ given: { 'token-ids': id }, folder }), 1),
    },
    { label: labels.connection, time: () => timeSight(call(wire.bytes.server), wire.bytes) },
    { label: labels.request, time: () => timeSight(call(wire.requests.server), wire.requests) },
  ];
  try {
    // The first run of each reads its files from the disk.
    for (const { time } of thorough ? starters : []) await time();
    const samples: Sample[] = [];
    for (let round = 0; round < rounds; round += 1) {
      onStart(`cold start, round ${round + 1}`);
      for (const { label, time } of rotate(starters, round))
        samples.push({ contestant: label, round, wall: await time() });
    }
    return { samples };
  } finally {
    wire.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A server that tells when it first sees what it waits for. */
interface Watch {
  readonly server: Server;
  /** Called once, the next time. */
  onSight: () => void;
}

/** Opens a server that sees bytes and says nothing, and one that sees requests and leaves them unanswered. */
async function openWire(identity: Identity) {
  const bytes: Watch = { server: createServer(), onSight: () => {} };
  bytes.server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => bytes.onSight());
  });
  const requests: Watch = {
    server: createSecureServer({ ...identity, allowHTTP1: true }),
    onSight: () => {},
  };
  requests.server.on('request', () => requests.onSight());
  requests.server.on('sessionError', () => {});
  for (const { server } of [bytes, requests])
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const close = (): void => {
    for (const { server } of [bytes, requests]) server.close();
  };
  return { bytes, requests, close };
}

/** The time to the exit. Throws where the exit code is another one. */
async function timeExit(command: Command, expected: number): Promise<number> {
  const from = performance.now();
  const exitCode = await new Promise((resolve) => start(command).on('exit', resolve));
  const time = performance.now() - from;
  if (exitCode !== expected) throw new Error(`${command.args[0]} ended with exit code ${exitCode}.`);
  return time;
}

/** The time until a server sees the process, which is ended then. Throws where it ends by itself before. */
async function timeSight(command: Command, watch: Watch): Promise<number> {
  const from = performance.now();
  const child = start(command);
  const ended = new Promise<never>((_, reject) =>
    child.on('exit', () => reject(new Error(`${command.args[0]} ended before it sent anything.`))),
  );
  const seen = new Promise<number>((resolve) => {
    watch.onSight = () => resolve(performance.now() - from);
  });
  const time = await Promise.race([seen, ended]);
  child.kill('SIGKILL');
  await ended.catch(() => {});
  return time;
}

function start({ file, args, env, folder }: Command): ChildProcess {
  return spawn(file, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: 'ignore',
  });
}
