import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { createAlertRoutes } from './alerts.ts';
import { type Answer, refuse } from './answer.ts';
import { createCommentRoutes } from './comments.ts';
import { compareWith } from './conformity.ts';
import { listEnterpriseServers } from './description.ts';
import { type Alert, type Comment, createState, type GivenState } from './state.ts';

/** A request as the simulated GitHub saw it. */
export interface SeenGitHubRequest {
  readonly method: string;
  /** With its query, below the API's address. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The text that it brought; empty where it brought none. */
  readonly text: string;
  /** How many requests with this method and path came before it. */
  readonly earlier: number;
}

/** What the simulated GitHub does in place of its duty. */
export type GitHubFault =
  /** Answers this instead; without a body, a refusal as GitHub writes it. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Breaks the connection. */
  | 'reset'
  /** Never answers. */
  | 'hang';

/** A request that is not as GitHub describes its API. */
export interface Violation {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly what: string;
}

/** How the simulated GitHub is set up. */
export interface GitHubOptions extends GivenState {
  /** The path of the API: `/api/v3` for GitHub Enterprise Server. Default: none, as on github.com. */
  readonly basePath?: string;
  /** What requests are compared with: `api.github.com`, or one of {@link listEnterpriseServers}. Default: as `basePath` suggests. */
  readonly description?: string;
  /** Who the token belongs to. Default: whom a workflow's own token belongs to. */
  readonly login?: string;
  /** Decides request by request whether to misbehave. Not asked about violations. */
  readonly misbehave?: (request: SeenGitHubRequest) => GitHubFault | undefined;
}

/** A simulated GitHub that serves. */
export interface GitHub {
  /** The address of the API, for `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** The one token that it takes. */
  readonly token: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenGitHubRequest[];
  /** Every request so far that no GitHub would understand; each was answered with 500. */
  readonly violations: readonly Violation[];
  /** The alerts as they are now. */
  readonly alerts: readonly Alert[];
  /** The comments as they are now. */
  readonly comments: readonly Comment[];
  /** Stops serving and breaks every connection. */
  close(): Promise<void>;
}

/** Starts a simulated GitHub on this machine's loopback interface. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { basePath = '', login = 'github-actions[bot]', misbehave } = options;
  const enterprise = (): string => listEnterpriseServers().at(-1) ?? '';
  const described = options.description ?? (basePath === '' ? 'api.github.com' : enterprise());
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const apiUrl = `${origin}${basePath}`;
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const state = createState(options);
  const routes = {
    ...createAlertRoutes(state, { apiUrl, login }),
    ...createCommentRoutes(state, { apiUrl, login }),
  };
  const requests: SeenGitHubRequest[] = [];
  const violations: Violation[] = [];
  const object = ({ method, path }: SeenGitHubRequest, what: string): Answer => {
    violations.push({ method, path, what });
    return refuse(500, `Not as described: ${what}`);
  };
  const obey = (seen: SeenGitHubRequest): Answer | GitHubFault => {
    const { method, path, headers, text } = seen;
    const contentType = headers['content-type'];
    const verdict = compareWith(described).checkRequest({ method, path, contentType, text });
    const { call, parameters, body, problems } = verdict;
    // An Enterprise Server that does not describe the field yet does not take it.
    if (problems.some((each) => each.endsWith('unevaluated properties: validity')))
      return refuse(422, 'Invalid request.');
    if (call === undefined || problems.length > 0) return object(seen, problems.join('; '));
    const route = routes[call.route];
    if (route === undefined) return object(seen, `${call.route} is described, but not simulated`);
    const fault = misbehave?.(seen);
    if (fault !== undefined) return fault;
    const refusal = refuseCaller(headers.authorization, token);
    if (refusal !== undefined) return refusal;
    const answer = route({ url: new URL(apiUrl + path), parameters, body });
    const documentation_url = call.operation.externalDocs?.url;
    return answer.status < 400 ? answer : { ...answer, body: { ...answer.body, documentation_url } };
  };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const isBelow = url.startsWith(`${basePath}/`);
    const path = isBelow ? url.slice(basePath.length) : url;
    const text = await readText(request);
    const earlier = requests.filter((each) => each.method === method && each.path === path).length;
    const seen = { method, path, headers, text, earlier };
    requests.push(seen);
    try {
      send(response, isBelow ? obey(seen) : object(seen, `the API is at ${basePath}`));
    } catch (error) {
      send(response, object(seen, String(error)));
    }
  };
  server.on('request', (request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  return {
    apiUrl,
    token,
    requests,
    violations,
    alerts: state.alerts,
    comments: state.comments,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuseCaller(authorization: string | undefined, token: string): Answer | undefined {
  if (authorization === undefined) return refuse(401, 'Requires authentication');
  const [, given] = /^(?:token|bearer) (.+)$/i.exec(authorization) ?? [];
  return given === token ? undefined : refuse(401, 'Bad credentials');
}

function send(response: ServerResponse, answer: Answer | GitHubFault): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  const { status, headers, body = { message: 'The simulation was told to answer this' } } = answer;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
