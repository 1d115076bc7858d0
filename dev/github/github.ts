import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import {
  type Endpoint,
  listen,
  type Misbehave,
  type ReceivedRequest,
  type Reply,
  serve,
} from '../endpoint.ts';
import { createAlertRoutes } from './alerts.ts';
import { type Answer, Refusal } from './answer.ts';
import { createCommentRoutes } from './comments.ts';
import { describeRoute, listEnterpriseServers } from './description.ts';
import { type Alert, type Comment, createState, type GivenState } from './state.ts';

/** A request that is not as GitHub describes its API, or asks for what is not simulated. */
export interface Violation extends Pick<ReceivedRequest, 'method' | 'path'> {
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
  readonly misbehave?: Misbehave;
}

/** A simulated GitHub that serves. */
export interface GitHub extends Endpoint {
  /** The address of the API, for `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** The one token that it takes. */
  readonly token: string;
  /** Every request so far that no GitHub would understand; each was answered with 500. */
  readonly violations: readonly Violation[];
  /** The alerts as they are now. */
  readonly alerts: readonly Alert[];
  /** The comments as they are now. */
  readonly comments: readonly Comment[];
}

/** Starts a simulated GitHub on this machine's loopback interface. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { basePath = '', login = 'github-actions[bot]', misbehave } = options;
  const usual = basePath === '' ? 'api.github.com' : listEnterpriseServers().at(-1);
  const { description = usual ?? '' } = options;
  const server = createServer();
  const apiUrl = `http://localhost:${await listen(server)}${basePath}`;
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const state = createState(options);
  const surroundings = { apiUrl, login };
  const routes = Object.entries({
    ...createAlertRoutes(state, surroundings),
    ...createCommentRoutes(state, surroundings),
  }).map(([name, act]) => ({
    act,
    pattern: toPattern(name, basePath),
    described: describeRoute(description, name),
  }));
  const violations: Violation[] = [];
  const obey = (request: ReceivedRequest): Reply => {
    const { method, path, headers, text } = request;
    const url = new URL(path, apiUrl);
    const call = `${method} ${url.pathname}`;
    const route = routes.find(({ pattern }) => pattern.test(call));
    if (route === undefined) throw new Error(`${call} is not simulated`);
    const { act, pattern, described } = route;
    const inPath = Object.entries(pattern.exec(call)?.groups ?? {});
    const parameters = {
      ...readQuery(url.searchParams),
      ...Object.fromEntries(inPath.map(([name, value]) => [name, decodeURIComponent(value)])),
    };
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const problems = [
      ...described.checkParameters(parameters),
      ...described.checkBody(body, headers['content-type']),
    ];
    try {
      // An Enterprise Server that does not describe the field yet does not take it.
      if (problems.some((each) => each.endsWith('additional properties: validity')))
        throw new Refusal(422, 'Invalid request.');
      if (problems.length > 0) throw new Error(problems.join('; '));
      const fault = misbehave?.(request);
      if (fault !== undefined) return typeof fault === 'string' ? fault : toReply(fault);
      checkCaller(headers.authorization, token);
      return toReply(act({ url, parameters, body }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, body } = error.answer;
      return toReply({ status, body: { ...body, documentation_url: described.documentation } });
    }
  };
  const decide = (request: ReceivedRequest): Reply => {
    try {
      return obey(request);
    } catch (error) {
      const { method, path } = request;
      violations.push({ method, path, what: String(error) });
      return toReply({ status: 500, body: { message: `Not as described: ${error}` } });
    }
  };
  return {
    apiUrl,
    token,
    violations,
    alerts: state.alerts,
    comments: state.comments,
    ...serve({ server, decide }),
  };
}

/** What a request for a route looks like: its method and its path, with the parameters by name. */
function toPattern(route: string, basePath: string): RegExp {
  return new RegExp(`^${route.replace(' ', ` ${basePath}`).replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

/** Reads a query. A parameter that comes more than once is an array. */
function readQuery(query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => [name, query.getAll(name).length > 1 ? query.getAll(name) : query.get(name)]),
  );
}

function checkCaller(authorization: string | undefined, token: string): void {
  if (authorization === undefined) throw new Refusal(401, 'Requires authentication');
  const [, given] = /^(?:token|bearer) (.+)$/i.exec(authorization) ?? [];
  if (given !== token) throw new Refusal(401, 'Bad credentials');
}

/** Writes an answer as GitHub does; what has no body becomes a refusal. */
function toReply({
  status,
  headers,
  body = { message: 'A simulated failure' },
}: Answer | Exclude<Reply, string>): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
