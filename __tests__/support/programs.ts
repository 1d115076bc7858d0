import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from '@jest/globals';
import type { Identity } from '../../dev/cluster/certificates.ts';

/** A test that needs a program: where it is not installed the test is skipped, and its name says why. */
export function testWith(program: string): (name: string, run: () => Promise<void>, timeout: number) => void {
  if (isInstalled(program)) return test;
  return (name, run, timeout) => test.skip(`${name} (skipped: ${program} is not installed)`, run, timeout);
}

/** A test of a script that needs a program. */
export function testScriptWith(program: string): (name: string, check: () => void) => void {
  return (name, check) => testWith(program)(name, async () => check(), 60_000);
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['-v']).error === undefined;
}

/** A program that serves on a port of this machine. */
export interface ServingProgram {
  readonly port: number;
  /** Kills the program and starts it again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** nginx as an ingress: TLS and HTTP/2 in front, the cluster over plain HTTP behind. */
export function startNginx(options: {
  readonly identity: Identity;
  readonly upstreamPort: number;
  /** After this many requests nginx ends a connection, with a GOAWAY on HTTP/2. */
  readonly requestsPerConnection: number;
}): Promise<ServingProgram> {
  return serve('nginx', (folder, port) => {
    writeFileSync(path.join(folder, 'cert.pem'), options.identity.cert);
    writeFileSync(path.join(folder, 'key.pem'), options.identity.key);
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder};`,
    );
    const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
      events { worker_connections 1024; }
      http { access_log off; ${temp.join(' ')}
        server { listen 127.0.0.1:${port} ssl http2; keepalive_requests ${options.requestsPerConnection};
          ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
          location / { proxy_pass http://localhost:${options.upstreamPort}; } } }`;
    writeFileSync(path.join(folder, 'nginx.conf'), config);
    return ['-p', folder, '-c', path.join(folder, 'nginx.conf')];
  });
}

/** tinyproxy as a corporate proxy that tunnels to any port of this machine. */
export function startTinyproxy(): Promise<ServingProgram> {
  return serve('tinyproxy', (folder, port) => {
    const config = `Port ${port}\nListen 127.0.0.1\nTimeout 30\nAllow 127.0.0.1\nMaxClients 100\n`;
    writeFileSync(path.join(folder, 'tinyproxy.conf'), config);
    return ['-d', '-c', path.join(folder, 'tinyproxy.conf')];
  });
}

async function serve(
  program: string,
  configure: (folder: string, port: number) => string[],
): Promise<ServingProgram> {
  const folder = mkdtempSync(path.join(tmpdir(), `${program}-`));
  const port = await findFreePort();
  const args = configure(folder, port);
  let child = await start(program, args, port);
  return {
    port,
    async restart() {
      await kill(child);
      child = await start(program, args, port);
    },
    async close() {
      await kill(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(program: string, args: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: 'ignore' });
  for (let left = 100; left > 0; left -= 1) {
    if (await accepts(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${program} does not serve on port ${port}`);
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A port of this machine on which no server listens. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
