const cancel = new AbortController();

const announcement = 'Nothing new is started; what is in progress finishes or is stopped.';

/** How long GitHub's part after a run may take at most, in ms: the runner kills a cancelled step after 10 s. */
const followUpTime = { usual: 30_000, cancelled: 1_500 };

/**
 * Aborted: the job was cancelled. The first signal asks the run to end in order, the second one ends it at once. It
 * listens as soon as it is loaded, before all that takes time to load: without a listener Node dies of a signal.
 */
export const cancelSignal: AbortSignal = cancel.signal;

/**
 * Opens a share of the time for GitHub's part after the run: of `left` ms at most. Gives when it is over, counted from `now`, and
 * a signal that is aborted then, or earlier where the job is cancelled.
 */
export function openFollowUp(left: number, now: number, share: number) {
  const { usual, cancelled } = followUpTime;
  const end = new AbortController();
  const endAfter = (ms: number): void => {
    setTimeout(() => end.abort(), ms * share).unref();
  };
  const longest = Math.min(usual, Math.max(left, 0));
  endAfter(longest);
  if (cancelSignal.aborted) endAfter(cancelled);
  else cancelSignal.addEventListener('abort', () => endAfter(cancelled), { once: true });
  return { until: now + longest * share, signal: end.signal };
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
