import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import type { ExchangeRecord } from '../../connection/transport.ts';
import type { RunEvent } from '../../revocation/context.ts';
import type { InUse, PlanEntry } from '../../revocation/plan.ts';
import { countTokens } from './counts.ts';
import { toIsoTime, toLogLine } from './plain-text.ts';

/** More ids than this are not listed one by one, but counted as they are done. */
const screenful = 25;

/** The least time between two lines of progress, in ms. */
const progressInterval = 1_000;

/** The least time between two lines about requests that are sent again, in ms. */
const retryInterval = 5_000;

/** The log of a run. Every line of it is free of secrets and of anything the runner would read as a command. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** What deserves a place on the page of the run, and is no problem. */
  notice(line: string): void;
  /** A failure. `title` heads the annotation. */
  fail(line: string, title: string): void;
  /** Shows an event of the run. */
  show(event: RunEvent): void;
  /** For whoever looks for a fault of the action's own: shown where debug logging is on. */
  debug(text: string): void;
  /** Shows an exchange, where debug logging is on. */
  debugExchange(record: ExchangeRecord): void;
  /** Shows a call of influxctl, where debug logging is on. */
  debugCall(call: InfluxctlCall): void;
}

/** A call of influxctl, without anything secret. */
export interface InfluxctlCall {
  readonly args: readonly string[];
  /** How it ended. */
  readonly end: string;
  readonly ms: number;
}

/** Opens the log. `now` gives the time in ms. */
export function openLog(redact: Redact, now: () => number): Log {
  const clean = (text: string): string => redact(text).split('\n').map(toLogLine).join('\n');
  const info = (line: string): void => core.info(clean(line));
  const notice = (line: string): void => core.notice(clean(line));
  const warn = (line: string): void => core.warning(clean(line));
  const debug = (text: string): void => {
    if (core.isDebug()) core.debug(clean(text));
  };
  let lastProgress = now();
  let lastRetry = Number.NEGATIVE_INFINITY;
  let progress: Extract<RunEvent, { kind: 'progress' }> | undefined;
  const showProgress = (): void => {
    const { done, failed, total } = progress ?? { done: 0, failed: 0, total: 0 };
    progress = undefined;
    if (now() - lastProgress < progressInterval) return;
    lastProgress = now();
    info(`${done} of ${total} ids done${failed === 0 ? '' : `, ${failed} failed`}.`);
  };
  return {
    info,
    warn,
    notice,
    fail: (line, title) => core.error(clean(line), { title }),
    debug,
    debugExchange: ({ method, path, attempt, result, ms }) =>
      debug(`${method} ${path}: ${result}, attempt ${attempt}, ${ms} ms`),
    debugCall: ({ args, end, ms }) => debug(`influxctl ${args.join(' ')}: ${end}, ${ms} ms`),
    show(event) {
      switch (event.kind) {
        case 'listed':
          return info(`The cluster lists ${countTokens(event.tokens)}, ${event.active} active.`);
        case 'list-failed':
          return warn(
            `The list of tokens could not be read. ${event.failure.message} Going on without it (force): ` +
              'what is revoked already, and which token is in use, is not known.',
          );
        case 'selected':
          if (event.isBlind)
            warn(
              'The list shows no prefix of some tokens: any of them may be the one in use, so none is selected.',
            );
          return event.tokens === 0
            ? notice('The selectors select no token.')
            : info(`The selectors select ${countTokens(event.tokens)}.`);
        case 'matched':
          return info(`Leaked token ${event.position} is ${event.id}.`);
        case 'planned':
          return showPlan(event, info);
        case 'retrying':
          if (now() - lastRetry < retryInterval) return;
          lastRetry = now();
          return info(`Trying again. ${event.failure.message}`);
        case 'holding':
          return info(`The other side asked to wait: going on in ${Math.ceil(event.ms / 1_000)} s.`);
        case 'verifying':
          return info(describeVerification(event.ids, event.round));
        case 'progress':
          // The ids of one call of influxctl are done at once: the line counts all of them.
          if (progress === undefined && event.total > screenful) setImmediate(showProgress);
          progress = event;
          return;
      }
    },
  };
}

function describeVerification(ids: number, round: number): string {
  if (round > 1) return `The cluster does not show all as revoked yet. Asking again (${round} of 5).`;
  return ids === 0
    ? 'Asking the cluster for its list again.'
    : `Asking the cluster for proof of ${countTokens(ids)}.`;
}

type Planned = Extract<RunEvent, { kind: 'planned' }>;

function showPlan({ plan, dryRun, listed }: Planned, info: (line: string) => void): void {
  const due = [...plan.first, ...plan.last];
  const before = plan.entries.length - due.length;
  const skipped =
    before === 0
      ? ''
      : ` ${countTokens(before)} of those asked for ${before === 1 ? 'is' : 'are'} revoked already.`;
  info(`${dryRun ? 'Would revoke' : 'Revoking'} ${countTokens(due.length)}.${skipped}`);
  for (const entry of due.slice(0, screenful)) info(`  ${describeEntry(entry, listed)}`);
  if (due.length > screenful) info(`  and ${due.length - screenful} more`);
}

/** What the log says of a token that may be the one in use. */
const inUseNotes: Record<InUse, string> = {
  no: '',
  likely: '(its prefix is that of the token in use: last)',
  unknown: '(may be the token in use: the list shows no prefix)',
};

function describeEntry({ id, token, inUse }: PlanEntry, listed: boolean): string {
  if (token === undefined) return listed ? `${id}  (not in the list)` : id;
  const created = token.createdAt === undefined ? '' : `created ${toIsoTime(token.createdAt).slice(0, 10)}`;
  const [prefix, description] = [token.prefix, token.description].map((text) => toLogLine(text ?? ''));
  return [id, prefix, created, description, inUseNotes[inUse]].filter((part) => part !== '').join('  ');
}
