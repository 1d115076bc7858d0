import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { loadInputs } from '../../src/action/inputs/inputs.ts';
import { createApiClient } from '../../src/client/api/api-client.ts';
import { createWitnesses } from '../../src/client/witness.ts';
import { createStaticCredentials } from '../../src/connection/credentials.ts';
import { openTransport, type Transport } from '../../src/connection/transport.ts';
import { inputEnvironment } from '../runner/runner.ts';

/** InfluxData's description of its Management API: as much of the document as is used. */
type Description = { readonly servers: readonly { readonly url: string }[]; readonly paths: object };

/** A mock server made from a description: https://docs.stoplight.io/docs/prism */
const mockServer = '@stoplight/prism-cli@5.14.2';

const managementToken = 'M.V1.abcd-made-up-for-the-mock-server';
const ids = {
  'account-id': '11111111-1111-4111-8111-111111111111',
  'cluster-id': '22222222-2222-4222-8222-222222222222',
};

/** Sends the client's own requests to a mock server made from InfluxData's description, the file INFLUXDB_API_SPEC. */
const file = process.env['INFLUXDB_API_SPEC'] ?? '';
if (file === '')
  console.log('INFLUXDB_API_SPEC names no description of the Management API: this check is skipped.');
else await withMockServer(file, (origin) => check(parse(readFileSync(file, 'utf8')), origin));

async function check({ servers, paths }: Description, origin: string): Promise<void> {
  const dedicated = '/databases' in paths ? {} : ids;
  const given = { host: origin, 'management-token': managementToken, 'token-type': 'database', ...dedicated };
  Object.assign(process.env, inputEnvironment({ ...given, 'token-ids': ids['cluster-id'] }));
  const { inputs } = await loadInputs(process.env);
  if (inputs instanceof Error) throw inputs;
  const { connection, apiPath, databasesPath, request } = inputs;
  const credentials = createStaticCredentials(managementToken);
  const transport = await openTransport({
    ...connection,
    credentials,
    redact: (text) => text,
    onExchange: () => {},
  });
  // The mock server serves what is below the path of the described server.
  const base = servers[0]?.url.replace(/^https:\/\/[^/]+/, '') ?? '';
  const answering = (code: number) => {
    const mock = toMock(transport, base, code);
    const client = createApiClient({ transport: mock, apiPath, kind: request.kind, now: Date.now });
    const [witness] = createWitnesses(mock, { databasesPath, apiPath }, Date.now);
    return { client, witness };
  };
  const options = { attempt: 1, signal: AbortSignal.timeout(60_000) };
  const ok = answering(200);
  const list = await ok.client.list(options);
  const [token] = list.kind === 'listed' ? list.tokens : [];
  const id = token?.id ?? ids['cluster-id'];
  report('list', 'listed', list);
  report('find', 'found', await ok.client.find?.(id, options));
  report('revoke', 'accepted', await answering(204).client.revoke(id, options));
  report('test of a token string', 'accepted', await ok.witness?.(managementToken, options));
  report('list, 401', 'unauthorized', await answering(401).client.list(options));
  report('find, 404', 'not-found', await answering(404).client.find?.(id, options));
  report('revoke, 404', 'not-found', await answering(404).client.revoke(id, options));
  report('test of a token string, 401', 'rejected', await answering(401).witness?.(managementToken, options));
  await transport.close();
}

/** Requests one of the described answers. A path outside the described server is sent as it is, and finds nothing. */
function toMock(transport: Transport, base: string, code: number): Transport {
  const inMock = (path: string) => (path.startsWith(`${base}/`) ? path.slice(base.length) : path);
  return {
    ...transport,
    send: (request) => transport.send({ ...request, path: `${inMock(request.path)}?__code=${code}` }),
  };
}

type Read = { readonly kind: string; readonly code?: string; readonly fromApi?: boolean };

/** A failure counts by its code, if its answer is in the form of the API. */
function report(request: string, expected: string, read: Read | undefined): void {
  const found = read?.kind === 'failed' && read.fromApi === true ? read.code : read?.kind;
  if (found === expected) console.log(`${request}: ${expected}, as described`);
  else {
    console.error(`${request}: ${expected} was expected; read ${JSON.stringify(read)}`);
    process.exitCode = 1;
  }
}

/** Serves the described answers while the work lasts. Requests that are not as described get an error. */
async function withMockServer(description: string, work: (origin: string) => Promise<void>): Promise<void> {
  const options = ['mock', '--errors', '--host', '127.0.0.1', '--port', '0', description];
  // In a process group of its own: npx starts a shell, and that starts the server.
  const child = spawn('npx', ['--yes', mockServer, ...options], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = () => process.kill(-Number(child.pid));
  process.once('SIGINT', stop);
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = /listening on (http:\S+)/.exec(line)?.[1];
    if (origin === undefined) continue;
    await work(origin).finally(stop);
    await ended;
    return;
  }
  throw new Error(`The mock server ended before it served ${description}.`);
}
