/**
 * Waits for work that cannot be aborted, but no longer than the signal allows: then it returns the result of `otherwise`. The
 * later result of the work is ignored.
 */
export async function raceWithSignal<Result, Other>(
  work: Promise<Result>,
  signal: AbortSignal,
  otherwise: () => Other,
): Promise<Result | Other> {
  const { promise, resolve } = Promise.withResolvers<Other>();
  const onAbort = (): void => resolve(otherwise());
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
