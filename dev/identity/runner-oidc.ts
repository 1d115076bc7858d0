import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { type Endpoint, listen, type Misbehave, serve } from '../endpoint.ts';

/** How the stand-in for the runner's OIDC endpoint is set up. */
export interface RunnerOidcOptions {
  /** Claims of its tokens that differ from GitHub's. Times are in seconds since the epoch. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The keys of its tokens. Default: some of its own. */
  readonly keys?: RunnerKeys;
  /** Decides request by request whether to misbehave. */
  readonly misbehave?: Misbehave;
}

/** What signs the tokens of a runner, and what verifies them. */
export type RunnerKeys = Awaited<ReturnType<typeof newRunnerKeys>>;

/** A stand-in for the OIDC endpoint that GitHub's runner offers to a job with `id-token: write`. */
export interface RunnerOidc extends Endpoint {
  /** What the runner adds to the environment of such a job's steps. */
  readonly env: Readonly<Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>>;
  /** The public key of its tokens. */
  readonly jwks: JSONWebKeySet;
  /** Every token that it has given out, in order. */
  issued(): readonly string[];
}

/** The same for every stand-in, so that it is the signature that tells them apart. */
const kid = 'stand-in';

/** The issuer of the tokens of GitHub's runners. */
export const githubIssuer = 'https://token.actions.githubusercontent.com';

/** Makes keys for the tokens of a runner. */
export async function newRunnerKeys() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] };
  return { jwks, privateKey };
}

/** Starts a stand-in for the runner's OIDC endpoint. */
export async function startRunnerOidc(options: RunnerOidcOptions = {}): Promise<RunnerOidc> {
  const { claims, keys = await newRunnerKeys(), misbehave } = options;
  const { jwks, privateKey } = keys;
  const issued: string[] = [];
  const requestToken = randomBytes(32).toString('base64url');
  const answer: RequestListener = async ({ url = '', headers }, response) => {
    if (headers.authorization !== `Bearer ${requestToken}`) return void response.writeHead(401).end();
    const audience = new URL(url, 'http://localhost').searchParams.get('audience');
    const value = await new SignJWT({ ...claimsOfAJob(audience ?? 'https://github.com/octo-org'), ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(privateKey);
    issued.push(value);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ value }));
  };
  const server = createServer();
  const port = await listen(server);
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://localhost:${port}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    jwks,
    issued: () => issued,
    ...serve({ server, answer, decide: misbehave }),
  };
}

/** Some of what GitHub documents of the tokens of a job: valid from ten minutes ago for five minutes more. */
function claimsOfAJob(audience: string): Record<string, string | number> {
  const issuedAt = Math.floor(Date.now() / 1000);
  return {
    jti: randomUUID(),
    iss: githubIssuer,
    sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
    aud: audience,
    nbf: issuedAt - 600,
    iat: issuedAt,
    exp: issuedAt + 300,
    ref: 'refs/heads/main',
    repository: 'octo-org/octo-repo',
    repository_id: '74',
    job_workflow_ref: 'octo-org/octo-repo/.github/workflows/revoke.yml@refs/heads/main',
  };
}
