import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { collection } from '../cluster/duty.ts';
import { actionFile, stepEnvironment } from '../runner/runner.ts';
import { type Command, probe } from './measure.ts';
import type { Protocol, Scene } from './scene.ts';

/** A program that takes part in a race. */
export interface Contestant {
  /** Its name in tables. */
  readonly label: string;
  /** What to run in a scene. May write files into its folder. */
  readonly prepare: (scene: Scene) => Command;
  /** Why it does not run here. undefined if it does. */
  readonly missing?: string | undefined;
  /** Whether it revokes nothing: it only gives a time to compare with. */
  readonly isIdle?: true;
}

const curlVersion = probe('curl', ['--version']);
const withoutCurl = curlVersion?.match(/ HTTP2\b/) == null ? 'no curl with HTTP/2 is installed' : undefined;
const withoutH2load = probe('h2load', ['--version']) === undefined ? 'h2load is not installed' : undefined;

/** The guarded run of the action, which lists, revokes and proves; with its default inputs, or at most so many at once. */
export function action(concurrency?: number): Contestant {
  return {
    label: concurrency === undefined ? 'the action' : `the action, at most ${concurrency} at once`,
    prepare: ({ host, caFile, secret, ids, folder }) => {
      const file = writeScene(folder, 'ids', ids);
      const given = { host, 'tls-ca': caFile, 'management-token': secret, 'token-ids-file': file };
      const inputs = concurrency === undefined ? given : { ...given, concurrency: `${concurrency}` };
      return { file: process.execPath, args: [actionFile()], env: stepEnvironment(inputs, folder), folder };
    },
  };
}

/** `curl --parallel` with at most so many at once, or with its own default. */
export function curl(protocol: Protocol, most?: number): Contestant {
  const bound = most === undefined ? [] : ['--parallel-max', `${most}`];
  return {
    label: ['curl --parallel', ...bound].join(' '),
    missing: withoutCurl,
    prepare: (scene) => {
      const transfers = listUrls(scene).flatMap((url) => [`url = "${url}"`, 'output = "/dev/null"']);
      const config = writeScene(scene.folder, 'curl', [...curlSettings(scene), ...transfers]);
      const version = protocol === 'HTTP/2' ? '--http2' : '--http1.1';
      const args = ['-q', '--parallel', ...bound, version, '-K', config];
      return { file: 'curl', args, folder: scene.folder };
    },
  };
}

/** Requests of the same size over one connection, and nothing else: neither certificate nor answer is looked at. */
export function h2load(streams: number): Contestant {
  return {
    label: `h2load with ${streams} streams`,
    missing: withoutH2load,
    prepare: (scene) => {
      const { ids, secret, folder } = scene;
      const urls = writeScene(folder, 'urls', listUrls(scene));
      const headers = ['-H', ':method: DELETE', '-H', `authorization: Bearer ${secret}`];
      const args = ['-c1', `-m${streams}`, `-n${ids.length}`, '-i', urls, ...headers];
      return { file: 'h2load', args, folder };
    },
  };
}

/** Requests over undici, as many at once as the action may send, and nothing else. */
export const undiciAlone: Contestant = {
  label: 'undici alone',
  prepare: ({ host, caFile, secret, ids, folder }) => {
    const paths = ids.map((id) => `${collection}/${id}`);
    const errand = { host, paths, ca: readFileSync(caFile, 'utf8'), secret, atOnce: 256 };
    const file = writeScene(folder, 'undici', [JSON.stringify(errand)]);
    return {
      file: process.execPath,
      args: [path.join(import.meta.dirname, 'undici-alone.js'), file],
      folder,
    };
  },
};

/** Node that does nothing. */
export const bareNode: Contestant = {
  label: 'node -e 0',
  isIdle: true,
  prepare: ({ folder }) => ({ file: process.execPath, args: ['-e', '0'], folder }),
};

/** What every request of curl has. In a file, since the command line is open to everyone on the machine. */
function curlSettings({ caFile, secret }: Scene): string[] {
  const header = `header = "Authorization: Bearer ${secret}"`;
  const quiet = ['silent', 'show-error', 'no-progress-meter', 'fail'];
  return ['request = "DELETE"', header, `cacert = "${caFile}"`, ...quiet];
}

function listUrls({ host, ids }: Scene): string[] {
  return ids.map((id) => `${host}${collection}/${id}`);
}

/** Writes lines that only their owner can read. */
function writeScene(folder: string, name: string, lines: readonly string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}
