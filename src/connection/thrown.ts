/** The innermost error that has a code. */
export interface Root {
  readonly code: string;
  readonly message: string;
  /** Undefined: it is not one of the operating system's. */
  readonly syscall: string | undefined;
}

/** Finds the innermost error that has a code in what undici or Node threw. */
export function rootOf(thrown: unknown): Root {
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  let root: Root = { code: name, message: String(thrown), syscall: undefined };
  for (const error of chainOf(thrown)) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    if (code !== undefined) root = { code, message, syscall };
  }
  return root;
}

/** Lists the errors in what was thrown: undici and `AggregateError` wrap what happened, the outermost comes first. */
export function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  let error: unknown = thrown;
  while (error instanceof Error && chain.length < 8) {
    chain.push(error);
    error = error instanceof AggregateError ? error.errors[0] : error.cause;
  }
  return chain;
}

/** Says whether the server will serve this request over HTTP/1.1 only: it reset the stream, or the connection, with code 13. */
export function isHttp1Required(thrown: unknown): boolean {
  return chainOf(thrown).some(
    (error) =>
      // undici adds it to the error of a stream.
      ('http2ErrorCode' in error && error.http2ErrorCode === 13) ||
      /HTTP_1_1_REQUIRED|"GOAWAY" frame received with code 13\b/.test(error.message),
  );
}
