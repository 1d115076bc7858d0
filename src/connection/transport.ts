import type { Dispatcher } from 'undici';
import { createDispatcher, type TlsSettings } from './dispatcher.ts';
import { explainFault, type Fault } from './fault.ts';
import type { HttpProxy } from './proxy.ts';
import type { Redact } from './secrets.ts';

/** Connections take at most this long, in ms, however long a request may take. */
const longestConnect = 10_000;

/** How many characters of a text from the other side a message may quote. */
const quoteLength = 200;

/** Where and as whom to send requests. */
export interface ConnectionSettings {
  /** Scheme, host and port. Nothing is ever sent to another origin. */
  readonly host: URL;
  /** Sent as `Authorization: Bearer`. Secret. */
  readonly bearerToken: string;
  readonly tls: TlsSettings;
  readonly proxy: HttpProxy | undefined;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** For one request, its connection and body included, in ms. */
  readonly timeout: number;
  /** Takes the secrets of this run out of a text. */
  readonly redact: Redact;
  /** Told of every exchange: for debugging. */
  readonly onExchange: (record: ExchangeRecord) => void;
}

/** One exchange, without anything secret. */
export interface ExchangeRecord {
  readonly method: string;
  readonly path: string;
  readonly attempt: number;
  /** The status of the answer, or the kind of the fault. */
  readonly result: number | string;
  /** From the call to the end of the body, in ms. */
  readonly ms: number;
}

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'DELETE';
  /** Absolute path, encoded. */
  readonly path: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted: the request ends. */
  readonly signal: AbortSignal;
  /** How much of a body is read at most, in bytes: of a 2xx answer, and of any other. */
  readonly bodyLimit: { readonly ok: number; readonly other: number };
}

/** A complete answer. Everything in it comes from the other side: hostile until shown otherwise. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower case, without parameters; empty where absent. */
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  readonly body: string;
  /** Whether the body is longer than its limit, and cut. */
  readonly cut: boolean;
}

/** What came of a request. */
export type Exchange = Answer | Fault;

/** Sends requests to one origin. */
export interface Transport {
  /** Never throws for what a network or a server can do. */
  send(request: HttpRequest): Promise<Exchange>;
  /** The beginning of a text from the other side, as plain text without secrets: what messages may quote. */
  quote(text: string): string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Opens the way to a cluster; the first request makes the first connection. */
export function openTransport(settings: ConnectionSettings): Transport {
  const connectTimeout = Math.min(settings.timeout, longestConnect);
  return createTransport(settings, createDispatcher({ ...settings, connectTimeout }));
}

/** Sends requests through a dispatcher. */
export function createTransport(settings: ConnectionSettings, dispatcher: Dispatcher): Transport {
  const { redact, onExchange } = settings;
  const exchange = createExchange(settings, dispatcher);
  return {
    async send(request) {
      const started = performance.now();
      const result = await exchange(request);
      const { method, path, attempt } = request;
      const ms = Math.round(performance.now() - started);
      onExchange({
        method,
        path,
        attempt,
        result: result.kind === 'answer' ? result.status : result.fault,
        ms,
      });
      return result;
    },
    // Secrets first: a cut could leave half of one, which nothing would find.
    quote: (text) => toPlainText(redact(text)).slice(0, quoteLength),
    close: () => dispatcher.destroy(),
  };
}

function createExchange(
  settings: ConnectionSettings,
  dispatcher: Dispatcher,
): (request: HttpRequest) => Promise<Exchange> {
  const { host, bearerToken, timeout, proxy } = settings;
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${bearerToken}`,
    'user-agent': 'influxdb-revoke-management-tokens',
  };
  return async ({ method, path, signal, bodyLimit }) => {
    const timer = AbortSignal.timeout(timeout);
    const both = AbortSignal.any([signal, timer]);
    try {
      const response = await dispatcher.request({ origin: host.origin, path, method, headers, signal: both });
      return await readAnswer(response, bodyLimit);
    } catch (thrown) {
      if (signal.aborted) return endedBy('aborted', `The run ended before ${host.host} answered.`);
      if (timer.aborted)
        return endedBy('timeout', `${host.host} gave no complete answer within ${timeout} ms.`);
      return explainFault(thrown, { host, proxy: proxy?.url });
    }
  };
}

async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  bodyLimit: HttpRequest['bodyLimit'],
): Promise<Answer> {
  const isOk = status >= 200 && status < 300;
  return {
    kind: 'answer',
    status,
    contentType: (single(headers['content-type']) ?? '').replace(/;.*/s, '').trim().toLowerCase(),
    retryAfter: single(headers['retry-after']),
    location: single(headers['location']),
    ...(await readBody(body, isOk ? bodyLimit.ok : bodyLimit.other)),
  };
}

function endedBy(fault: 'aborted' | 'timeout', message: string): Fault {
  return { kind: 'fault', fault, message, passing: fault === 'timeout', mayHaveArrived: true };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Reads up to `limit` bytes; what follows is not read. */
async function readBody(
  body: Dispatcher.ResponseData['body'],
  limit: number,
): Promise<{ readonly body: string; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  const cut = length > limit;
  return { body: Buffer.concat(chunks, Math.min(length, limit)).toString('utf8'), cut };
}

/** Takes markup out of an HTML page, and folds white space. */
function toPlainText(text: string): string {
  const isMarkup = /^\s*<[!a-z]/i.test(text);
  const words = isMarkup
    ? text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
    : text;
  return words.replace(/\s+/g, ' ').trim();
}
