const cancel = new AbortController();

const announcement = 'Nothing new is started; what is in progress finishes or is stopped.';

/** How long GitHub's part after a run may take at most, in ms: the runner kills a cancelled step after 10 s. */
const followUpTime = { usual: 30_000, cancelled: 1_500 };

/**
 * Aborted: the job was cancelled. The first signal asks the run to end in order, the second one ends it at once. It
 * listens as soon as it is loaded, before all that takes time to load: without a listener Node dies of a signal.
 */
export const cancelSignal: AbortSignal = cancel.signal;

/** Aborted when the time for GitHub's part after the run is over, or `left` ms have passed. */
export function openFollowUp(left: number): AbortSignal {
  const { usual, cancelled } = followUpTime;
  const end = new AbortController();
  const endAfter = (ms: number): void => {
    setTimeout(() => end.abort(), ms).unref();
  };
  endAfter(Math.min(usual, Math.max(left, 0)));
  if (cancelSignal.aborted) endAfter(cancelled);
  else cancelSignal.addEventListener('abort', () => endAfter(cancelled), { once: true });
  return end.signal;
}

function onSignal(signal: NodeJS.Signals): void {
  if (cancel.signal.aborted) process.exit(1);
  process.stdout.write(`${signal}: the job was cancelled. ${announcement}\n`);
  cancel.abort();
}

// A closed terminal (SIGHUP) and a quit (SIGQUIT) end a run in order too: its private files have to go.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(name, onSignal);

// A log that no one reads any more must not end a run that can still revoke, and write its outputs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
