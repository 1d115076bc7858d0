import type { getOctokit } from '@actions/github';
import { readProxy } from '../../connection/proxy.ts';
import { quoteText } from '../../connection/quote.ts';
import type { Redact } from '../../connection/secrets.ts';
import { loadHttpClient } from '../toolkit.ts';
import { followWithinOrigin } from './redirects.ts';

/** GitHub's REST API, with the workflow's token. */
export type Octokit = ReturnType<typeof getOctokit>;

/** Octokit's own notices quote headers of answers, and nothing takes secrets out of them. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A repository of GitHub. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Opens GitHub's API, that of a GitHub Enterprise Server where `GITHUB_API_URL` names one.
 *
 * @throws {@link ActionError} `invalid-input` for a proxy that cannot be used; it names the variable.
 */
export async function openGitHub(token: string): Promise<Octokit> {
  // The toolkit reads these only, and does not say which one it cannot use.
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = process.env;
  const url = new URL(process.env['GITHUB_API_URL'] || 'https://api.github.com');
  readProxy({ https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY }, url);
  await loadHttpClient();
  const { getOctokit: open } = await import(/* webpackChunkName: "github" */ '@actions/github');
  const octokit = open(token, { log: silent });
  // Octokit hands the same options on to its own hooks: what is changed has to be changed in place.
  octokit.hook.before('request', (options) => {
    const { fetch = globalThis.fetch } = options.request;
    options.request = { ...options.request, fetch: followWithinOrigin(fetch), log: silent };
  });
  return octokit;
}

/** Reads `owner/name`; undefined if it is not of that form. */
export function parseRepository(text: string): Repository | undefined {
  const [owner = '', repo = '', ...rest] = text.split('/');
  return owner === '' || repo === '' || rest.length > 0 ? undefined : { owner, repo };
}

/** What GitHub throws. */
interface Thrown {
  readonly status?: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

/** The status of an answer; undefined if there was none. */
export function statusOf(thrown: unknown): number | undefined {
  const { status, response } = thrown as Thrown;
  // Without an answer Octokit reports a 500.
  return response === undefined ? undefined : status;
}

/** How long GitHub asks to wait before the next request, in ms. Undefined: it does not ask. */
export function retryAfterOf(thrown: unknown): number | undefined {
  const seconds = (thrown as Thrown).response?.headers?.['retry-after'];
  return /^\d+$/.test(String(seconds)) ? Number(seconds) * 1_000 : undefined;
}

/** Says in one sentence why a request to GitHub failed. */
export function explainGitHub(thrown: unknown, redact: Redact): string {
  const status = statusOf(thrown);
  const said = quoteText((thrown as Thrown).message, redact);
  if (status === undefined) return `GitHub could not be reached: "${said}".`;
  const limited = isRateLimited(thrown) ? ' Its rate limit is used up.' : '';
  return `GitHub answered ${status}: "${said}".${limited}`;
}

/** Says whether the same request may succeed later: GitHub did not answer, could not, or there were too many requests. */
export function mayPass(thrown: unknown): boolean {
  const status = statusOf(thrown);
  return status === undefined || status >= 500 || isRateLimited(thrown);
}

/**
 * Says whether there were too many requests:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function isRateLimited(thrown: unknown): boolean {
  const { status, response } = thrown as Thrown;
  const headers = response?.headers ?? {};
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  return status === 429 || (status === 403 && isUsedUp);
}
