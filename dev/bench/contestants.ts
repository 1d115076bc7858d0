import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { collection } from '../cluster/duty.ts';
import { startAction } from './action.ts';
import { type Command, probe } from './measure.ts';
import { type Entry, labels, type Protocol } from './results.ts';
import type { Scene } from './scene.ts';

/** What revokes tokens, one request for each id. */
export interface Contestant extends Entry {
  /** What to run in a scene. May write files into its folder. */
  readonly prepare: (scene: Scene) => Command;
}

/** Requests under way at once, the same for everybody who can have more than one. */
const concurrency = 64;

/** More ids do not fit into an environment variable of Linux, 128 KiB with its name. */
const mostIdsInInput = 3400;

const curlVersion = probe('curl', ['--version']);
const withoutCurl = curlVersion === undefined ? 'curl is not installed' : undefined;
const withoutCurlHttp2 =
  withoutCurl ?? (/ HTTP2 /.test(`${curlVersion} `) ? undefined : 'this curl has no HTTP/2');
const withoutH2load = probe('h2load', ['--version']) === undefined ? 'h2load is not installed' : undefined;

/** Everybody who takes part, in the order of the tables. */
export const contestants: readonly Contestant[] = [
  action('HTTP/2'),
  action('HTTP/1.1'),
  parallelCurl('HTTP/2', withoutCurlHttp2),
  parallelCurl('HTTP/1.1', withoutCurl),
  {
    label: labels.loop,
    protocol: 'HTTP/2',
    missing: withoutCurlHttp2 ?? (probe('sh', ['-c', ':']) === undefined ? 'sh is not installed' : undefined),
    // It takes as many times longer as there are ids, and nobody learns more from the minutes.
    maxIds: 100,
    prepare: loopCurl,
  },
  { label: labels.h2load, protocol: 'HTTP/2', missing: withoutH2load, prepare: loadWire },
];

/** The guarded run of the action: it lists, revokes, and lists again for the proof. */
function action(protocol: Protocol): Contestant {
  return {
    label: labels.action(protocol),
    protocol,
    prepare: ({ host, caFile, secret, ids, folder }) => {
      const common = { host, 'tls-ca': caFile, 'management-token': secret, concurrency: `${concurrency}` };
      if (ids.length <= mostIdsInInput)
        return startAction({ given: { ...common, 'token-ids': ids.join('\n') }, folder });
      const file = writeScene(folder, 'ids', ids);
      return startAction({ given: { ...common, 'token-ids-file': file }, folder });
    },
  };
}

function parallelCurl(protocol: Protocol, missing: string | undefined): Contestant {
  return {
    label: labels.curl(protocol),
    protocol,
    missing,
    prepare: (scene) => {
      const config = writeScene(scene.folder, 'curl', [
        ...curlSettings(scene),
        ...listUrls(scene).flatMap((url) => [`url = "${url}"`, 'output = "/dev/null"']),
      ]);
      const version = protocol === 'HTTP/2' ? '--http2' : '--http1.1';
      const args = ['-q', '--parallel', '--parallel-max', `${concurrency}`, version, '-K', config];
      return { file: 'curl', args, folder: scene.folder };
    },
  };
}

function loopCurl(scene: Scene): Command {
  const config = writeScene(scene.folder, 'curl', curlSettings(scene));
  const urls = writeScene(scene.folder, 'urls', listUrls(scene));
  const script = `while read -r url; do curl -q -K "$1" -o /dev/null "$url" || exit 1; done < "$2"`;
  return { file: 'sh', args: ['-c', script, 'sh', config, urls], folder: scene.folder };
}

/** Requests of the same size over one connection, and nothing else: neither certificate nor answer is looked at. */
function loadWire(scene: Scene): Command {
  const urls = writeScene(scene.folder, 'urls', listUrls(scene));
  const { ids, secret, folder } = scene;
  const headers = ['-H', ':method: DELETE', '-H', `authorization: Bearer ${secret}`];
  const args = ['-c1', `-m${concurrency}`, `-n${ids.length}`, '-i', urls, ...headers];
  return { file: 'h2load', args, folder };
}

/** What every request of curl has. In a file, since the command line is open to everybody on the machine. */
function curlSettings({ caFile, secret }: Scene): string[] {
  return [
    'request = "DELETE"',
    `header = "Authorization: Bearer ${secret}"`,
    `cacert = "${caFile}"`,
    'silent',
    'show-error',
    'no-progress-meter',
    'fail',
  ];
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
