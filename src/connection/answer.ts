import type { Dispatcher } from 'undici';

/** A complete answer. Everything in it comes from the other side: hostile until shown otherwise. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Without parameters, in the other side's letter case; empty where absent. */
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  /** When the server sent it, by its own clock (RFC 9110, section 6.6.1). */
  readonly date: string | undefined;
  /** How old it is, in seconds, where a cache answered (RFC 9111, section 5.1). */
  readonly age: string | undefined;
  readonly body: string;
  /** Whether the body is longer than its limit, and cut. */
  readonly cut: boolean;
}

/** How much of a body is read at most, in bytes: of a 2xx answer, and of any other. */
export interface BodyLimit {
  readonly ok: number;
  readonly other: number;
}

/** What ended a request before its answer. */
export type Interruption = 'timeout' | 'aborted';

/** A request to dispatch, and when to stop waiting for its answer. */
export interface Dispatch {
  readonly dispatcher: Dispatcher;
  readonly options: Dispatcher.DispatchOptions;
  readonly bodyLimit: BodyLimit;
  /** For the whole exchange, in ms. Exact, where undici's own timers are coarse. */
  readonly timeout: number;
  /** Aborted: the exchange ends. */
  readonly signal: AbortSignal;
}

/**
 * Dispatches a request and receives its answer up to the limit of its body; what follows is not read. Rejects with
 * what undici or Node throw. It works on undici's lowest level, without a stream for each answer: over thousands of
 * requests that halves the memory.
 */
export async function receiveAnswer(dispatch: Dispatch): Promise<Answer | Interruption> {
  const { dispatcher, options, bodyLimit, timeout, signal } = dispatch;
  const { promise, resolve, reject } = Promise.withResolvers<Answer | Interruption>();
  let controller: Dispatcher.DispatchController | undefined;
  let interruption: Interruption | undefined;
  const interrupt = (reason: Interruption): void => {
    interruption ??= reason;
    resolve(interruption);
    controller?.abort(new Error(interruption));
  };
  const onTimeout = (): void => interrupt('timeout');
  const onAbort = (): void => interrupt('aborted');
  const timer = setTimeout(onTimeout, timeout);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  let receive = createReceiver(0, {}, bodyLimit);
  try {
    dispatcher.dispatch(options, {
      onRequestStart(started) {
        controller = started;
        if (interruption !== undefined) started.abort(new Error(interruption));
      },
      onResponseStart(_, status, headers) {
        receive = createReceiver(status, headers, bodyLimit);
      },
      onResponseData(started, chunk) {
        if (receive.add(chunk)) return;
        resolve(receive.answer());
        started.abort(new Error('the body is longer than its limit'));
      },
      onResponseEnd: () => resolve(receive.answer()),
      onResponseError: (_, error) => reject(error),
    });
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

interface Receiver {
  /** Takes a part of the body; false: the limit is reached. */
  add(chunk: Buffer): boolean;
  answer(): Answer;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function createReceiver(status: number, headers: Headers, { ok, other }: BodyLimit): Receiver {
  const limit = status >= 200 && status < 300 ? ok : other;
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      return length <= limit;
    },
    answer: () => ({
      kind: 'answer',
      status,
      contentType: (single(headers['content-type']) ?? '').replace(/;.*/s, '').trim(),
      retryAfter: single(headers['retry-after']),
      location: single(headers['location']),
      date: single(headers['date']),
      age: single(headers['age']),
      body: Buffer.concat(chunks, Math.min(length, limit)).toString('utf8'),
      cut: length > limit,
    }),
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
