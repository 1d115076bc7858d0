import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { type ClusterToken, prefixOf } from './tokens.ts';

/** A request as the cluster saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** When it came, in ms since the epoch. */
  readonly at: number;
  /** How many requests with this method and path came before it. */
  readonly earlier: number;
}

/** What the cluster does in place of its duty. */
export type Misbehaviour =
  /** Answers this instead. */
  | PlainAnswer
  /** Breaks the connection (HTTP/1.1) or the stream (HTTP/2), before or after doing what was asked. */
  | 'reset'
  | 'obey-then-reset'
  /** Never answers, before or after doing what was asked. */
  | 'hang'
  | 'obey-then-hang'
  /** Sends the head of the right answer and half of its body, then breaks the connection. */
  | 'truncate'
  /** Serves nothing over HTTP/2: asks for HTTP/1.1 there (RFC 9113, section 7). */
  | 'require-http1';

/** What the simulated cluster keeps, and how it does its duty. */
export interface DutyOptions {
  readonly tokens: readonly ClusterToken[];
  /** Decides request by request whether to misbehave. */
  readonly misbehave?: (request: SeenRequest) => Misbehaviour | undefined;
  /** How many lists after a revocation still show the token as active. */
  readonly lag?: number;
  /** Accept revocations and ignore them. */
  readonly deaf?: boolean;
  /** Turns the tokens into the text of a list; default: the Management API's conventions. */
  readonly render?: (tokens: readonly ClusterToken[]) => string;
  /** Where management tokens are served over HTTP; default: {@link collection}. `null`: nowhere, as on a cluster of today. */
  readonly collection?: string | null;
  /** Says whether a bearer token that is no management token is accepted: an access token of the identity provider. */
  readonly accepts?: (bearer: string) => boolean | Promise<boolean>;
}

/** A response over HTTP/1.1 or HTTP/2. */
export type Response = ServerResponse | Http2ServerResponse;

interface PlainAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Over HTTP/2: what the stream is reset with behind the body, in place of its end. The body has no length then. */
  readonly reset?: number;
}

/** Where the simulated cluster serves management tokens. */
export const collection = '/api/v0/management-tokens';

/** The published routes of the databases: Clustered's, and Cloud Dedicated's. A management token is accepted there. */
const databases = /^\/api\/v0\/(?:accounts\/[^/]+\/clusters\/[^/]+\/)?databases$/;

/** Where the stand-in for influxctl is served: it takes the place of the cluster's gRPC, which is not published. */
export const backDoor = '/stand-in-for-grpc/management-tokens';

/** Makes what answers requests: faithfully, unless it misbehaves. */
export function createDuty(options: DutyOptions): (seen: SeenRequest, response: Response) => Promise<void> {
  const obey = createObedience(options);
  return async (seen, response) => {
    const fault = options.misbehave?.(seen);
    if (fault === undefined) send(response, await obey(seen));
    else if (typeof fault === 'object') send(response, fault);
    else if (fault === 'require-http1' && 'stream' in response) breakOff(response, http2.HTTP_1_1_REQUIRED);
    else if (fault === 'require-http1') send(response, await obey(seen));
    else if (fault === 'truncate') sendHalf(response, await obey(seen));
    else {
      if (fault.startsWith('obey')) await obey(seen);
      if (fault.endsWith('reset')) breakOff(response);
    }
  };
}

/** Answers a request that the cluster does not take. */
export function rejectAsBusy(response: Response): void {
  send(response, problem(429, 'too many requests'));
}

/** Makes what does as asked: lists, revokes, and knows its callers. */
function createObedience(options: DutyOptions) {
  const { tokens, lag = 0, deaf = false, render = renderList, accepts = () => false } = options;
  const served = [backDoor, options.collection === undefined ? collection : options.collection];
  const byId = new Map(tokens.map((token) => [token.id.toLowerCase(), token]));
  const bySecret = new Map(tokens.map((token) => [`Bearer ${token.secret}`, token]));
  const lagging = new Map<ClusterToken, number>();
  const asListed = (token: ClusterToken): ClusterToken => {
    const left = lagging.get(token) ?? 0;
    if (left === 0) return token;
    lagging.set(token, left - 1);
    const { revokedAt: _hidden, ...active } = token;
    return active;
  };
  const revoke = (id: string, place: string): PlainAnswer => {
    const token = byId.get(id.toLowerCase());
    if (token === undefined) return problem(404, 'not found');
    if (place === backDoor && token.revokedAt !== undefined) return problem(409, 'already revoked');
    if (!deaf && token.revokedAt === undefined) {
      token.revokedAt = Date.now();
      lagging.set(token, lag);
    }
    return { status: 204 };
  };
  const find = (id: string): PlainAnswer => {
    const token = byId.get(id.toLowerCase());
    // What the list leaves out is not found by its id either.
    const [found] = token === undefined ? [] : JSON.parse(render([asListed(token)]));
    return found === undefined ? problem(404, 'not found') : json(200, JSON.stringify(found));
  };
  const isWelcome = (authorization: string): boolean | Promise<boolean> => {
    const caller = bySecret.get(authorization);
    return caller === undefined
      ? accepts(authorization.replace(/^Bearer /, ''))
      : caller.revokedAt === undefined;
  };
  return async ({ method, path, headers }: SeenRequest): Promise<PlainAnswer> => {
    if (!(await isWelcome(headers['authorization'] as string))) return problem(401, 'unauthorized');
    if (method === 'GET' && databases.test(path)) return json(200, '[]');
    const place = served.find((each) => each !== null && (path === each || path.startsWith(`${each}/`)));
    if (typeof place !== 'string') return problem(404, 'not found');
    if (method === 'GET' && path === place) return json(200, render(tokens.map(asListed)));
    if (method === 'GET') return find(path.slice(place.length + 1));
    if (method === 'DELETE' && path !== place) return revoke(path.slice(place.length + 1), place);
    return problem(404, 'not found');
  };
}

function renderList(tokens: readonly ClusterToken[]): string {
  return JSON.stringify(
    tokens.map((token) => ({
      id: token.id,
      tokenPrefix: prefixOf(token),
      description: token.description,
      createdAt: toIso(token.createdAt),
      expiresAt: toIso(token.expiresAt),
      revokedAt: toIso(token.revokedAt),
    })),
  );
}

function toIso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function json(status: number, body: string): PlainAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** An error as the published routes answer it. */
function problem(code: number, message: string): PlainAnswer {
  return json(code, JSON.stringify({ code, message }));
}

function send(response: Response, { status, headers, body, reset }: PlainAnswer): void {
  const hasLength = body !== undefined && reset === undefined;
  const length = hasLength ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  (response as ServerResponse).writeHead(status, { ...length, ...headers });
  if (reset === undefined) (response as ServerResponse).end(body);
  else (response as ServerResponse).write(body, () => setTimeout(() => breakOff(response, reset), 20));
}

function sendHalf(response: Response, { status, headers, body = '' }: PlainAnswer): void {
  const whole = { ...headers, 'content-length': String(body.length) };
  send(response, {
    status,
    headers: whole,
    body: body.slice(0, body.length / 2),
    reset: http2.INTERNAL_ERROR,
  });
}

/** Error codes of HTTP/2 (RFC 9113, section 7). */
export const http2 = { NO_ERROR: 0, INTERNAL_ERROR: 2, CANCEL: 8, HTTP_1_1_REQUIRED: 13 } as const;

function breakOff(response: Response, code: number = http2.INTERNAL_ERROR): void {
  if ('stream' in response) response.stream.close(code);
  else response.socket?.destroy();
}
