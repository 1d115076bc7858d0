import { beginRequest, endRequest, mayBegin, type Pace, type PacedAnswer } from './pace.ts';

/** Gives requests their turns: as many at once as the pace allows. */
export interface Turns {
  /** Waits for a turn. A retry goes before the ids that were not tried yet. False: the signal was aborted. */
  take(isRetry: boolean): Promise<boolean>;
  /** Ends a turn. */
  end(answer: PacedAnswer): void;
  pace(): Pace;
}

/** Starts to give turns, until the signal is aborted. */
export function createTurns(start: Pace, stop: AbortSignal): Turns {
  const waiting: ((isMine: boolean) => void)[] = [];
  let pace = start;
  const begin = (): boolean => {
    if (!mayBegin(pace)) return false;
    pace = beginRequest(pace);
    return true;
  };
  stop.addEventListener('abort', () => {
    for (const resolve of waiting.splice(0)) resolve(false);
  });
  return {
    async take(isRetry) {
      if (stop.aborted) return false;
      if (begin()) return true;
      return new Promise<boolean>((resolve) => {
        if (isRetry) waiting.unshift(resolve);
        else waiting.push(resolve);
      });
    },
    end(answer) {
      pace = endRequest(pace, answer);
      while (waiting.length > 0 && begin()) waiting.shift()?.(true);
    },
    pace: () => pace,
  };
}
