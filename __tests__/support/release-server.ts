import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { listenLocally } from './local-server.ts';
import { makeFolder } from './shell-programs.ts';

/** A packed release. */
export interface Archive {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Describes what could be an archive. */
export function archiveOf(bytes: Buffer): Archive {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Packs files, by path and text, as `.tar.gz`. All of them can be run, unless the mode says otherwise. */
export function pack(files: Readonly<Record<string, string>>, mode = 0o755): Archive {
  const folder = makeFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  }
  const archive = path.join(makeFolder(), 'archive.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', folder, '.']);
  return archiveOf(readFileSync(archive));
}

/** What a server answers: an archive, or a status, and where it points to. */
export type ReleaseAnswer = Archive | { readonly status: number; readonly location?: string };

/** A server of releases. */
export interface ReleaseServer {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The path, with its query, of every request so far. */
  readonly requests: readonly string[];
}

/** Serves these answers to the first, second, … request, and the last one to every further one. */
export async function serveRelease(...answers: readonly ReleaseAnswer[]): Promise<ReleaseServer> {
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const answer = answers[Math.min(requests.length, answers.length) - 1] ?? { status: 404 };
    if ('bytes' in answer) response.end(answer.bytes);
    else
      response
        .writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location })
        .end();
  });
  return { origin: `http://localhost:${await listenLocally(server)}`, requests };
}
