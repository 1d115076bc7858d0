import type { RunningAction } from '../../dev/runner/runner.ts';

/** A step that has not ended this long after it should, in ms, is killed: a runner kills 10 s after a cancellation. */
const patience = 10_000;

/** Sends signals to a step, the first as soon as something is so, a further one each 100 ms later; `at`: when, in ms. */
export function signalWhen(isSo: () => boolean, ...signals: NodeJS.Signals[]) {
  const sent = { at: 0 };
  const onStart = ({ process }: RunningAction): void => {
    const timers: NodeJS.Timeout[] = [];
    const send = (signal: NodeJS.Signals, ms: number) =>
      timers.push(setTimeout(() => process.kill(signal), ms));
    const watch = setInterval(() => {
      if (!isSo()) return;
      clearInterval(watch);
      sent.at = Date.now();
      for (const [index, signal] of signals.entries()) send(signal, index * 100);
      send('SIGKILL', patience);
    }, 5);
    process.once('exit', () => {
      clearInterval(watch);
      for (const timer of timers) clearTimeout(timer);
    });
  };
  return { sent, onStart };
}
