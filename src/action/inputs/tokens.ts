import type { RevocationRequest } from '../../revocation/context.ts';
import type { LeakedToken } from '../../revocation/leak.ts';
import type { Asked } from '../../revocation/result.ts';
import type { Selectors } from '../../revocation/selection.ts';
import { idKey, type TokenId } from '../../revocation/token.ts';
import { tokenKinds } from '../../revocation/token-kind.ts';
import { shortenList } from './problems.ts';
import type { InputName, InputValues } from './table.ts';
import type { Given } from './texts.ts';

/** What to revoke, how carefully and how fast. */
export type TokenInputs = Omit<RevocationRequest, 'credential'>;

/** How many tokens selectors revoke at most, unless the workflow says how many. */
const mostSelected = 100;

const named = ['token-ids', 'token-ids-file', 'leaked-tokens', 'secret-scanning-alert'] as const;
const selecting = ['select-description', 'select-created-by', 'older-than'] as const;

/** Reads what to revoke; `ids` are those of `token-ids` and its file. */
export function readTokens(given: Given, ids: readonly TokenId[]): TokenInputs {
  checkSelection(given);
  checkKind(given);
  const { values, problems } = given;
  const ofLeaks = shortenList(values['leaked-tokens']?.problems ?? []);
  problems.add(...ofLeaks.map((message) => ({ input: 'leaked-tokens', message })));
  return {
    kind: tokenKinds[values['token-type']],
    ids,
    leaks: toLeaks(values),
    selectors: toSelectors(values),
    excluded: values['exclude-ids'] ?? [],
    maxRevocations: values['max-revocations'] ?? (isSelecting(values) ? mostSelected : undefined),
    expectPlan: values['expect-plan'],
    force: values.force,
    dryRun: values['dry-run'],
    listing: isListing(given),
    concurrency: values.concurrency,
    retries: values.retries,
    deadline: values.deadline,
  };
}

/** What could be read of the requested tokens: it is reported even if the run cannot start. */
export function toAsked(
  { values, isInput }: Given,
  { ids, unreadable }: Pick<Asked, 'ids' | 'unreadable'>,
): Asked {
  const excluded = new Set((values['exclude-ids'] ?? []).map(idKey));
  const isExcluded = (id: TokenId): boolean => excluded.has(idKey(id));
  const leaks = values['leaked-tokens']?.leaks ?? [];
  return {
    ids: ids.filter((id) => !isExcluded(id)),
    leftOut: ids.filter(isExcluded),
    unreadable,
    leaks,
    unreadAlert: isInput('secret-scanning-alert') ? leaks.length + 1 : undefined,
  };
}

/** What is allowed, but rarely intended. */
export function findWarnings({ 'older-than': age }: InputValues): string[] {
  return age !== undefined && age < 86_400_000
    ? [`older-than is ${age / 3_600_000} h: tokens created today can be selected.`]
    : [];
}

/** A dry run that names nothing lists the tokens of the cluster: this is how a person finds an id. */
function isListing({ values, isInput }: Given): boolean {
  return values['dry-run'] && !isSelecting(values) && ![...named, 'expect-plan' as const].some(isInput);
}

function checkSelection({ values, isInput, problems }: Given): void {
  // A selector that could not be parsed still counts as given.
  const isWritten = (name: InputName): boolean => isInput(name) || problems.has(name);
  const isAll = values['select-all'] || problems.has('select-all');
  const hasSelector = isAll || selecting.some(isWritten) || isSelecting(values);
  problems.addIf(
    !hasSelector &&
      !values['dry-run'] &&
      ![...named, 'keep-latest' as const, 'expired' as const].some(isInput),
    'nothing to revoke',
    '`token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert` and the selectors are all empty. If you give one of them as a secret or an expression, check that it has a value.',
  );
  const needsSelector = 'selects nothing by itself: give another selector, or `select-all: true`';
  problems.addIf(isInput('keep-latest') && !hasSelector, 'keep-latest', needsSelector);
  problems.addIf(values.expired === 'include' && !hasSelector, 'expired', `\`include\` ${needsSelector}`);
  problems.addIf(
    isInput('keep-latest') && values.expired === 'only',
    'keep-latest',
    'cannot be combined with `expired: only`: expired tokens are not kept',
  );
}

function checkKind({ values, isInput, problems }: Given): void {
  if (tokenKinds[values['token-type']].areTraceable) return;
  const check = (input: InputName, lacks: string): void =>
    problems.addIf(
      isInput(input),
      input,
      `cannot be combined with \`token-type: database\`: no list shows ${lacks}`,
    );
  check('leaked-tokens', 'the prefixes of database tokens');
  check('secret-scanning-alert', 'the prefixes of database tokens');
  check('select-created-by', 'who created database tokens');
}

function isSelecting(values: InputValues): boolean {
  const isGiven = selecting.some((name) => values[name] !== undefined);
  return isGiven || values['select-all'] || values.expired === 'only';
}

function toLeaks(values: InputValues): LeakedToken[] {
  const leaks = values['leaked-tokens']?.leaks ?? [];
  return leaks.flatMap(({ position, token }) => (token === undefined ? [] : [{ position, token }]));
}

function toSelectors(values: InputValues): Selectors | undefined {
  if (!isSelecting(values)) return undefined;
  return {
    description: values['select-description'],
    createdBy: values['select-created-by'],
    olderThan: values['older-than'],
    expired: values.expired,
    keepLatest: values['keep-latest'],
  };
}
