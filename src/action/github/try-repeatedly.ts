import type { Redact } from '../../connection/secrets.ts';
import type { Time } from '../../revocation/time.ts';
import { mayPass, type Octokit, retryAfterOf } from './github.ts';

/** How much time there is for requests to GitHub. */
export interface TimeLimit {
  /** When it is over, in ms since the epoch. */
  readonly until: number;
  /** Aborted: it is over, or the job was cancelled. */
  readonly signal: AbortSignal;
}

/** What requests to GitHub need of the world. */
export interface GitHubNeeds extends TimeLimit {
  readonly octokit: Octokit;
  readonly redact: Redact;
  readonly time: Time;
}

/** The waits before further attempts, in ms. */
const waits = [1_000, 3_000] as const;

/** For one request to GitHub, in ms. */
const longestRequest = 10_000;

/** Limits the time of one request to GitHub. */
export function limitRequest(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(longestRequest)]);
}

/** Asks again where GitHub does not answer, says that it cannot, or that there were too many requests, while there is time. */
export async function tryRepeatedly<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { time, signal, until }: GitHubNeeds,
): Promise<Answer> {
  const askOnce = () => ask(limitRequest(signal));
  for (const wait of waits) {
    try {
      return await askOnce();
    } catch (error) {
      const pause = Math.max(wait, retryAfterOf(error) ?? 0);
      if (!mayPass(error) || signal.aborted || time.now() + pause > until) throw error;
      await time.sleep(pause, signal);
      if (signal.aborted) throw error;
    }
  }
  return askOnce();
}
