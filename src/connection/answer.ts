import type { Dispatcher } from 'undici';
import { type DecodedBody, decodeBody } from './content-coding.ts';
import { endsEarly } from './json-end.ts';
import { onAbort } from './on-abort.ts';

/** A complete answer. Everything in it comes from the server: hostile until shown otherwise. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Without parameters, in the server's letter case; empty if there is none. */
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** Where it redirects to. Undefined: it is no redirect, or names no place. */
  readonly location: string | undefined;
  /** When the server sent it, by its own clock (RFC 9110, section 6.6.1). */
  readonly date: string | undefined;
  /** How old it is, in seconds, where a cache answered (RFC 9111, section 5.1). */
  readonly age: string | undefined;
  /** Decoded, up to its limit; empty if it is no text. */
  readonly body: string;
  /** How much of the body came, in bytes, as it was sent. */
  readonly length: number;
  /** The proxy that read and forwarded it: it may be the one that answers. Undefined: none could. */
  readonly forwardedBy?: string;
  /** Whether the body is longer than its limit, and cut. */
  readonly cut: boolean;
  /** The content coding that cannot be read; the body is empty then. Undefined: the body is readable. */
  readonly unknownCoding: string | undefined;
}

/** How much of a body is read at most, in bytes: of a 2xx answer, and of any other. */
export interface BodyLimit {
  readonly ok: number;
  readonly other: number;
}

/** What ended a request before its answer was complete. */
export type Interruption =
  | 'timeout'
  | 'aborted'
  /** It ended before it had a connection: nothing of it was sent. */
  | 'unsent'
  /** The server ended the answer early: a reset of an HTTP/2 stream may look like its end. */
  | 'incomplete';

/** A request to dispatch, and when to stop waiting for its answer. */
interface Dispatch {
  readonly dispatcher: Dispatcher;
  readonly options: Dispatcher.DispatchOptions;
  readonly bodyLimit: BodyLimit;
  /** For the whole exchange, in ms. Exact, where undici's own timers are coarse. */
  readonly timeout: number;
  /** Aborted: the exchange ends. */
  readonly signal: AbortSignal;
  /** Aborted, not later than `signal`: what has not started ends. */
  readonly starting: AbortSignal;
}

/**
 * Dispatches a request and receives its answer up to the limit of its body; what follows is not read. Rejects with
 * what undici or Node throw. It works on undici's lowest level, without a stream for each answer: over thousands of
 * requests that halves the memory.
 */
export async function receiveAnswer(dispatch: Dispatch): Promise<Answer | Interruption> {
  const { dispatcher, options, timeout, signal, starting } = dispatch;
  if (starting.aborted) return 'unsent';
  const reception = new Reception(dispatch);
  const timer = setTimeout(() => reception.interrupt('timeout'), timeout);
  const ignoreHalt = onAbort(starting, () => reception.halt());
  const ignoreAbort = onAbort(signal, () => reception.interrupt('aborted'));
  try {
    dispatcher.dispatch(options, reception);
    const result = await reception.result;
    return typeof result === 'string' ? result : await toAnswer(result, options.method);
  } finally {
    clearTimeout(timer);
    ignoreHalt();
    ignoreAbort();
  }
}

/** An answer while it comes. A class, since its methods are shared: closures for each of thousands of requests are not. */
class Reception implements Dispatcher.DispatchHandler {
  readonly result: Promise<Received | Interruption>;
  readonly #dispatch: Dispatch;
  readonly #resolve: (result: Received | Interruption) => void;
  readonly #reject: (thrown: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #interruption: Interruption | undefined;
  #received: Received | undefined;

  constructor(dispatch: Dispatch) {
    const { promise, resolve, reject } = Promise.withResolvers<Received | Interruption>();
    this.result = promise;
    this.#dispatch = dispatch;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Ends it before its time. */
  interrupt(reason: Interruption): void {
    this.#interruption ??= reason;
    this.#resolve(this.#interruption);
    this.#controller?.abort(createAbortReason(this.#interruption));
  }

  /** Ends it if its request has not started. */
  halt(): void {
    if (this.#controller === undefined) this.interrupt('unsent');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // After a GOAWAY undici starts a request once more.
    if (this.#dispatch.starting.aborted || this.#interruption !== undefined) this.interrupt('aborted');
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    const { ok, other } = this.#dispatch.bodyLimit;
    this.#received = { status, headers, limit: isSuccess(status) ? ok : other, chunks: [], length: 0 };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const received = this.#received as Received;
    received.chunks.push(chunk);
    received.length += chunk.length;
    if (received.length <= received.limit) return;
    this.#resolve(received);
    controller.abort(createAbortReason('the body is longer than its limit'));
  }

  onResponseEnd(): void {
    this.#resolve(this.#received as Received);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

/**
 * Where no request counts as running, undici fails every one that waits for the same connection along with an error
 * that has neither this code nor that of a broken connection (`onError` in its `lib/dispatcher/client.js`).
 */
function createAbortReason(message: string): Error {
  return Object.assign(new Error(message), { code: 'UND_ERR_INFO' });
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What has come of an answer so far. */
interface Received {
  readonly status: number;
  readonly headers: Headers;
  /** How much of its body is read, in bytes. */
  readonly limit: number;
  readonly chunks: Buffer[];
  length: number;
}

async function toAnswer(received: Received, method: string): Promise<Answer | 'incomplete'> {
  const { status, headers, limit, chunks, length } = received;
  const coding = single(headers['content-encoding']) ?? '';
  // What most revocations are answered with.
  const isEmpty = length === 0 && coding === '';
  const body = isEmpty
    ? emptyBody
    : await decodeBody(Buffer.concat(chunks, Math.min(length, limit)), coding, limit);
  const contentType = (single(headers['content-type']) ?? '').replace(/;.*/s, '').trim();
  const cut = length > limit || body.cut;
  if (!cut && isSuccess(status)) {
    const isJson = /[/+]json$/i.test(contentType) && status !== 204;
    // An empty answer to a revocation may be meant so; an empty list is written as one.
    const isNothing = method === 'GET' && length === 0 && headers['content-length'] === undefined;
    if (body.incomplete || (isJson && (isNothing || endsEarly(body.text)))) return 'incomplete';
  }
  return {
    kind: 'answer',
    status,
    contentType,
    retryAfter: single(headers['retry-after']),
    location: status >= 300 && status < 400 ? single(headers['location']) : undefined,
    date: single(headers['date']),
    age: single(headers['age']),
    body: body.text,
    length,
    cut,
    unknownCoding: body.unknownCoding,
  };
}

const emptyBody: DecodedBody = { text: '', cut: false, incomplete: false, unknownCoding: undefined };

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
