import { type TokenKind, tokenKinds } from '../../revocation/token-kind.ts';
import type { Way } from './authentication.ts';
import type { InputName, InputTexts, InputValues } from './table.ts';

/** What the rules look at. */
export interface Situation {
  /** A value that could not be parsed is absent, even where it has a default. */
  readonly values: Partial<InputValues>;
  /** Inputs and profile together. */
  readonly texts: InputTexts;
  /** Says whether the workflow itself gives an input, in place of its default. */
  readonly isInput: (name: InputName) => boolean;
  readonly way: Way | undefined;
  /** Whether a profile was asked for and could not be read: what it lacks is not known. */
  readonly isProfileBroken: boolean;
  /** Whether a profile was read. */
  readonly hasProfile: boolean;
  /** Whether the job may ask the runner for an OIDC token. */
  readonly hasIdToken: boolean;
  /** The hosts of the GitHub that the job runs on; empty: not known. */
  readonly gitHubHosts: readonly string[];
}

/** What must not be. */
export interface Rule {
  /** The input to change. */
  readonly input: InputName;
  /** What is told of it. */
  readonly message: string;
  readonly isBroken: (situation: Situation) => boolean;
}

/** Says whether an input is given neither by the workflow nor by its profile. */
export const isMissing = (name: InputName, { texts, isProfileBroken }: Situation): boolean =>
  texts[name] === '' && !isProfileBroken;

/** A product that could not be parsed is neither. */
export const isDedicated = ({ values }: Situation): boolean => values.product === 'dedicated';

/** Says whether the product is `clustered`, asked for or by default. */
export const isClustered = ({ values, texts }: Situation): boolean =>
  values.product === 'clustered' || texts.product === '';

/** The kind of tokens that is asked for. Absent: `token-type` could not be parsed. */
export function kindOf({ values }: Situation): TokenKind | undefined {
  const name = values['token-type'];
  return name === undefined ? undefined : tokenKinds[name];
}

/** Says whether the workflow selects tokens by anything but their ids. */
export function isSelecting(values: Partial<InputValues>): boolean {
  const names = ['description', 'created-by', 'older-than'] as const;
  return names.some((name) => values[name] !== undefined) || values.all === true || values.expired === 'only';
}

/** Says whether there is a selector. One that could not be parsed is one all the same. */
export function hasSelector({ isInput, values }: Situation): boolean {
  const isAll = isInput('all') && values.all !== false;
  return isAll || (['description', 'created-by', 'older-than'] as const).some(isInput) || isSelecting(values);
}
