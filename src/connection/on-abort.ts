/** What waits for a signal, and the listener of the signal's own that calls all of it. */
interface Waiting {
  readonly listeners: Set<() => void>;
  readonly callAll: () => void;
}

const waiting = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls the listener when the signal is aborted, unless what is returned was called before. The signal has one listener of its
 * own for all of these: it looks through all it has whenever one comes or goes, and every request has two.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const { listeners, callAll } = waiting.get(signal) ?? startWaiting(signal);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    // Node keeps a signal that is composed of others alive as long as it has a listener.
    signal.removeEventListener('abort', callAll);
    waiting.delete(signal);
  };
}

function startWaiting(signal: AbortSignal): Waiting {
  const listeners = new Set<() => void>();
  const callAll = (): void => {
    for (const listener of listeners) listener();
  };
  const started = { listeners, callAll };
  waiting.set(signal, started);
  signal.addEventListener('abort', callAll, { once: true });
  return started;
}
