import * as core from '@actions/core';
import type { Redact } from '../../connection/secrets.ts';
import type { RunEvent } from '../../revocation/context.ts';
import type { InUse } from '../../revocation/in-use.ts';
import type { PlanEntry } from '../../revocation/plan.ts';
import type { KeptReason } from '../../revocation/selection.ts';
import type { Token } from '../../revocation/token.ts';
import { countTokens } from './counts.ts';
import { shorten, toDateAndAge, toIsoTime, toLogLine } from './plain-text.ts';

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
  /** For the page of the run, though not a problem. */
  notice(line: string): void;
  /** A failure. `title` heads the annotation. */
  fail(line: string, title: string): void;
  /** Shows an event of the run. */
  show(event: RunEvent): void;
  /** For an error in the action itself, and for what was sent: shown if debug logging is on. */
  debug(text: string): void;
}

/** Opens the log. `now` gives the time in ms. */
export function openLog(redact: Redact, now: () => number): Log {
  const clean = (text: string): string => redact(text).split('\n').map(toLogLine).join('\n');
  const info = (line: string): void => core.info(clean(line));
  const notice = (line: string): void => core.notice(clean(line));
  const warn = (line: string): void => core.warning(clean(line));
  // Looked at once: it is an environment variable, and every request asks.
  const isDebugging = core.isDebug();
  const debug = (text: string): void => {
    if (isDebugging) core.debug(clean(text));
  };
  let lastProgress = now();
  let lastRetry = Number.NEGATIVE_INFINITY;
  let progress: Extract<RunEvent, { kind: 'progress' }> | undefined;
  const showProgress = (): void => {
    if (progress === undefined) return;
    const { done, failed, total } = progress;
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
    show(event) {
      switch (event.kind) {
        case 'listed':
          return info(`The cluster lists ${countTokens(event.tokens)}, ${event.active} active.`);
        case 'list-failed':
          return warn(
            `The list of tokens could not be read. ${event.failure.message} Continuing without the list ` +
              '(`force`): revoked tokens and the token in use cannot be recognised.',
          );
        case 'clocks-differ':
          return warn(
            `The clocks differ: this runner has ${toIsoTime(event.runner)}, the cluster ${toIsoTime(event.server)}.`,
          );
        case 'not-listed':
          return warn('The list does not show the token in use, so this run cannot protect it.');
        case 'no-witness':
          return info(
            `No token string ${event.mayPass ? 'could be tested so far: until one can,' : 'can be tested here:'} ids are proven by the list alone. ${event.why}`,
          );
        case 'selected':
          return showSelection(event, { info, warn, notice });
        case 'matched':
          return info(
            `Leaked token ${event.position} is ${event.id}, by its prefix. ` +
              (event.tested ? 'The string itself was tested.' : 'The string itself was not tested.'),
          );
        case 'planned':
          return showPlan(event, info);
        case 'retrying':
          if (now() - lastRetry < retryInterval) return;
          lastRetry = now();
          return info(`Retrying. ${event.failure.message}`);
        case 'holding':
          return info(`The server asked us to wait; continuing in ${Math.ceil(event.ms / 1_000)} s.`);
        case 'verifying':
          showProgress();
          return info(describeVerification(event));
        case 'progress':
          // The ids of one call of influxctl are done at once: the line counts all of them.
          if (progress === undefined && event.total > screenful) setImmediate(showProgress);
          progress = event;
          return;
      }
    },
  };
}

function describeVerification({ ids, strings, round }: Extract<RunEvent, { kind: 'verifying' }>): string {
  if (round > 1) return 'Not everything is proven yet. Asking the cluster again.';
  const tested = strings === 1 ? '1 leaked string' : `${strings} leaked strings`;
  if (ids === undefined) return `Testing ${tested} again.`;
  const asked = ids === 0 ? 'for its list again' : `for proof of ${countTokens(ids)}`;
  return `Asking the cluster ${asked}${strings === 0 ? '' : `, and testing ${tested}`}.`;
}

type Printers = Pick<Log, 'info' | 'warn' | 'notice'>;

function showSelection(
  { tokens, isBlind, createdBefore }: Extract<RunEvent, { kind: 'selected' }>,
  { info, warn, notice }: Printers,
): void {
  if (isBlind)
    warn(
      'The list shows no comparable prefix of some tokens: any of them may be the one in use, so none is selected.',
    );
  const cutoff = createdBefore === undefined ? '' : `, created before ${toIsoTime(createdBefore)}`;
  if (tokens === 0) notice(`The selectors select no token${cutoff}.`);
  else info(`The selectors select ${countTokens(tokens)}${cutoff}.`);
}

type Planned = Extract<RunEvent, { kind: 'planned' }>;

function showPlan({ plan, selection, leftOut, index, clocks }: Planned, info: (line: string) => void): void {
  const { kept } = selection;
  const at = clocks.runner;
  const due = [...plan.first, ...plan.last];
  const before = plan.revoked.length;
  const skipped =
    before === 0
      ? ''
      : ` ${before} requested ${before === 1 ? 'token is' : 'tokens are'} already listed as revoked.`;
  info(`${due.length === 0 ? 'Nothing' : countTokens(due.length)} to revoke.${skipped}`);
  showSome(due, (entry) => describeEntry(entry, index !== undefined, at), info);
  if (plan.unknown.length > 0) {
    info(`Not in the list, so no request is sent for ${plan.unknown.length === 1 ? 'it' : 'them'}:`);
    showSome(plan.unknown, ({ id }) => id, info);
  }
  if (leftOut.length > 0) {
    info(`Excluded by \`exclude-ids\`: ${countTokens(leftOut.length)}.`);
    showSome(leftOut, (id) => id, info);
  }
  if (kept.length === 0) return;
  info(`Leaving ${countTokens(kept.length)} that the selectors describe:`);
  showSome(kept, ({ token, reason }) => `${describeToken(token, at)}  (${keptNotes[reason]})`, info);
}

function showSome<Item>(
  items: readonly Item[],
  describe: (item: Item) => string,
  info: (line: string) => void,
): void {
  for (const item of items.slice(0, screenful)) info(`  ${describe(item)}`);
  if (items.length > screenful) info(`  and ${items.length - screenful} more`);
}

/** Why a token is left alone, for people. */
export const keptNotes: Record<KeptReason, string> = {
  newest: 'one of the newest',
  'may-be-leaked': 'may be a leaked token',
  excluded: 'excluded',
  'in-use': 'in use',
  'may-be-in-use': 'may be in use',
  'too-young': 'too young',
  'unknown-age': 'no time of creation',
  expired: 'expired',
  'not-expired': 'not expired',
};

/** What follows the state of a listed token that may be the one in use. */
export const inUseMarks: Record<InUse, string> = {
  no: '',
  likely: ', in use',
  unknown: ', may be in use',
};

/** What the log says of a token that may be the one in use. */
const inUseNotes: Record<InUse, string> = {
  no: '',
  likely: '(has the prefix of the token in use; goes last)',
  unknown: '(may be the token in use: no comparable prefix)',
};

function describeEntry({ id, token, inUse }: PlanEntry, listed: boolean, at: number): string {
  if (token === undefined) return listed ? `${id}  (not in the list)` : id;
  return [describeToken({ ...token, id }, at), inUseNotes[inUse]].filter((part) => part !== '').join('  ');
}

/** Of a description of any length, in characters. */
const longestText = 200;

/** One line for a token: its id, prefix, time of creation and age in days, and description. */
export function describeToken({ id, prefix, createdAt, description }: Token, at: number): string {
  const created = createdAt === undefined ? '' : `created ${toDateAndAge(toIsoTime(createdAt), at)}`;
  const [start, text] = [prefix, description].map((each) => shorten(toLogLine(each ?? ''), longestText));
  return [id, start, created, text].filter((part) => part !== '').join('  ');
}
