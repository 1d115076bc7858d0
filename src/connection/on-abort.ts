/** What is to be called when a signal is aborted. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls the listener when the signal is aborted, unless what is returned was called before. The signal has one listener of its
 * own for all of these: it looks through all it has whenever one comes or goes, and every request has two.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const listeners = waiting.get(signal) ?? startWaiting(signal);
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function startWaiting(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  waiting.set(signal, listeners);
  const callAll = (): void => {
    for (const listener of listeners) listener();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return listeners;
}
