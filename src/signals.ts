const cancel = new AbortController();

const announcement = 'Nothing new is started; what is under way is brought to an end.';

/**
 * Aborted: the job was cancelled. The first signal asks the run to end in order, the second one ends it at once. It
 * listens as soon as it is loaded, before all that takes time to load: without a listener Node dies of a signal.
 */
export const cancelSignal: AbortSignal = cancel.signal;

function onSignal(signal: NodeJS.Signals): void {
  if (cancel.signal.aborted) process.exit(1);
  process.stdout.write(`${signal}: the job was cancelled. ${announcement}\n`);
  cancel.abort();
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

// A log that nobody reads any more must not end a run that can still revoke, and write its outputs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
