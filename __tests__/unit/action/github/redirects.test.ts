import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { followWithinOrigin } from '../../../../src/action/github/redirects.ts';
import { listenLocally } from '../../../support/local-server.ts';

/** A server that redirects as it is given, and answers 200 everywhere else. */
async function givenServer(redirects: Readonly<Record<string, string>> = {}) {
  const seen: { method: string; path: string; authorization: string; body: string }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const { method = '', url: path = '', headers } = request;
    seen.push({ method, path, authorization: headers.authorization ?? '', body: await text(request) });
    const location = redirects[path];
    response.writeHead(location === undefined ? 200 : 307, location === undefined ? {} : { location }).end();
  });
  return { origin: `http://localhost:${await listenLocally(server)}`, seen };
}

const send = followWithinOrigin(fetch);
const request = { method: 'PATCH', headers: { authorization: 'token x' }, body: 'a body' };

describe('A redirect of GitHub', () => {
  test('within GitHub is followed with the whole request, as for a renamed repository', async () => {
    const github = await givenServer({ '/repos/old': '/repositories/1' });
    expect((await send(`${github.origin}/repos/old`, request)).status).toBe(200);
    const sent = { method: 'PATCH', authorization: 'token x', body: 'a body' };
    expect(github.seen).toEqual([
      { ...sent, path: '/repos/old' },
      { ...sent, path: '/repositories/1' },
    ]);
  });

  test('to another origin is refused, and nothing is sent there', async () => {
    const elsewhere = await givenServer();
    const github = await givenServer({ '/alert': `${elsewhere.origin}/alert?x` });
    await expect(send(`${github.origin}/alert`, request)).rejects.toThrow(
      `it redirects to ${elsewhere.origin}, where requests do not go`,
    );
    expect(elsewhere.seen).toEqual([]);
  });

  test.each(['http://', 'https://x:y:z'])('to no address is refused: %s', async (location) => {
    const github = await givenServer({ '/alert': location });
    await expect(send(`${github.origin}/alert`, request)).rejects.toThrow('it redirects to no address');
  });

  test('in a circle ends', async () => {
    const github = await givenServer({ '/alert': '/alert' });
    await expect(send(`${github.origin}/alert`, request)).rejects.toThrow('more than 5 times');
  });
});
