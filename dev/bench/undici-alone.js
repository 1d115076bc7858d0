import { readFileSync } from 'node:fs';
import Agent from 'undici/lib/dispatcher/agent.js';

// Revokes over undici and does nothing else: what the action takes beyond it is the action's own. It is JavaScript, since
// Node needs time to take the types out of TypeScript.

// In a file, since the command line is open to everyone on the machine.
const { host, paths, ca, secret, atOnce } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const headers = { authorization: `Bearer ${secret}` };
const agent = new Agent({
  connections: atOnce,
  allowH2: true,
  h2Options: { maxConcurrentStreams: atOnce + 1 },
  connect: { ca },
});

function revoke(path) {
  const { promise, resolve, reject } = Promise.withResolvers();
  agent.dispatch(
    { origin: host, path, method: 'DELETE', headers },
    {
      onRequestStart() {},
      onResponseStart(_, status) {
        if (status !== 204) reject(new Error(`${path} was answered with ${status}.`));
      },
      onResponseData() {},
      onResponseEnd: () => resolve(),
      onResponseError: (_, error) => reject(error),
    },
  );
  return promise;
}

const queue = paths.values();
const work = async () => {
  for (const path of queue) await revoke(path);
};
await Promise.all(Array.from({ length: atOnce }, work));
await agent.close();
