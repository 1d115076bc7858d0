import { appendFileSync, closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import send from 'undici/lib/api/api-request.js';
import { watchConnections } from './connection-watch.ts';
import { prepareOtherDispatcher } from './dispatcher.ts';
import { explainFault, isPassingStatus } from './fault.ts';
import { isExposed } from './host.ts';
import { readProxy } from './proxy.ts';

/** A file to download. No credentials are sent, and none of the cluster's TLS settings but its authorities are used. */
export interface Download {
  readonly url: URL;
  /** Where to save it: a path in a folder that only this user can write to. An existing file is overwritten. */
  readonly file: string;
  /** In bytes: what is longer is not saved. */
  readonly largest: number;
  /** PEM certificates of authorities to trust in addition to the system's. */
  readonly authorities: readonly string[];
  /** Names the proxies. */
  readonly env: NodeJS.ProcessEnv;
  /** How long the server may take to connect, to answer, and between two parts of the file, in ms. */
  readonly timeout: number;
  /** Retries of a temporary failure: attempts after the first one. */
  readonly retries: number;
  /** Aborted: the download ends. */
  readonly signal: AbortSignal;
}

/** What came of a download. */
export type Downloaded =
  | { readonly kind: 'saved' }
  /** `message` is one sentence without anything secret. */
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly retryable: boolean;
      readonly cause?: unknown;
    };

/** What came of one request. */
type Answer = Downloaded | { readonly kind: 'redirect'; readonly location: string };

/** As many as curl and browsers follow at least. */
const mostRedirects = 10;

/** The first wait between two attempts, in ms; each further one is twice as long. */
const firstWait = 500;

/** Downloads a file, following redirects. Never throws for what a network, a server or a disk can do. */
export async function downloadFile(download: Download): Promise<Downloaded> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await followRedirects(download);
    const mayPass = answer.kind === 'failed' && answer.retryable;
    if (!mayPass || attempt >= download.retries || download.signal.aborted) return answer;
    await wait(firstWait * 2 ** attempt, undefined, { signal: download.signal }).catch(() => {});
  }
}

/** An address as messages show it: its user information and its query may be secret. */
export function showAddress({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

async function followRedirects(download: Download): Promise<Downloaded> {
  let { url } = download;
  for (let left = mostRedirects; left >= 0; left -= 1) {
    const answer = await request(url, download);
    if (answer.kind !== 'redirect') return answer;
    // Relative references are allowed (RFC 9110, section 10.2.2).
    const next = URL.parse(answer.location, url.href);
    if (next === null || !/^https?:$/.test(next.protocol))
      return failed(`${showAddress(url)} redirects to what is no HTTP address.`);
    if (isExposed(next) && !isExposed(url))
      return failed(`${showAddress(url)} redirects to ${showAddress(next)}: plain HTTP is not followed.`);
    url = next;
  }
  return failed(`${showAddress(url)} redirects more than ${mostRedirects} times.`);
}

async function request(url: URL, download: Download): Promise<Answer> {
  const { env, timeout, signal } = download;
  const proxy = readProxy(env, url);
  const create = await prepareOtherDispatcher(download, timeout, proxy);
  const dispatcher = create();
  const watch = watchConnections(url);
  const options = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    // A checksum is of the file as it is, and so is a key.
    headers: { 'user-agent': 'influxdb-revoke-management-tokens', 'accept-encoding': 'identity' },
    headersTimeout: timeout,
    bodyTimeout: timeout,
  } as const;
  // Unlike a signal of the request this ends a connection that is being made, too, and a tunnel that a proxy does not open.
  const onAbort = (): void => void dispatcher.destroy();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    onAbort();
  }, timeout);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    const { statusCode, headers, body } = await send.call(dispatcher, options);
    clearTimeout(timer);
    return judge(statusCode, headers['location'], url) ?? (await save(body, download, url));
  } catch (thrown) {
    if (signal.aborted) return failed(`${showAddress(url)} was not downloaded in time.`);
    if (isLate || isSilence(thrown)) {
      const through = proxy === undefined ? '' : ` through the proxy ${proxy.url.origin}`;
      const message = `${url.origin}${through} sent nothing for ${timeout / 1_000} s.`;
      return failed(message, true, thrown);
    }
    const isUnopened = url.protocol === 'https:' && !watch.isConnected();
    const route = { host: url, role: 'download server', proxy: proxy?.url, isUnopened } as const;
    const { message, retryable } = explainFault(watch.findBehind(thrown), route);
    return failed(message, retryable, thrown);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    watch.close();
    await dispatcher.destroy();
  }
}

/** Whether a timer of undici's ended the request. */
function isSilence(thrown: unknown): boolean {
  return /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test((thrown as NodeJS.ErrnoException).code ?? '');
}

/** Saves what comes as it comes. Rejects with what undici or Node throw. */
async function save(body: AsyncIterable<Buffer>, { file, largest }: Download, url: URL): Promise<Downloaded> {
  const output = openSync(file, 'w', 0o600);
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > largest) return failed(`${showAddress(url)} is longer than ${largest} bytes.`);
      try {
        appendFileSync(output, chunk);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        return failed(`${showAddress(url)} could not be saved (${code}).`, false, cause);
      }
    }
    return { kind: 'saved' };
  } finally {
    closeSync(output);
  }
}

/** Whether an answer is not the file; undefined: it is. */
function judge(status: number, location: string | string[] | undefined, url: URL): Answer | undefined {
  if (status === 200) return undefined;
  if (status >= 300 && status < 400 && typeof location === 'string') return { kind: 'redirect', location };
  return failed(`${showAddress(url)} answered ${status}.`, isPassingStatus(status));
}

function failed(message: string, retryable = false, cause?: unknown): Downloaded {
  return { kind: 'failed', message, retryable, cause };
}
