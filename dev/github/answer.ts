import type { Place } from './state.ts';

/** What a route answers with. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What its JSON stands for. */
  readonly body: object;
}

/** What was asked of a route, after it was compared with the description. */
export interface Asked {
  /** The address that was asked, with its query. */
  readonly url: URL;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** The routes of a part of the API, each by its method and its path as described. Each may throw a {@link Refusal}. */
export type Routes = Readonly<Record<string, (asked: Asked) => Answer>>;

/** What every route must know. */
export interface Surroundings {
  /** The address of the API. */
  readonly apiUrl: string;
  /** Who the caller is. */
  readonly login: string;
}

/** A refusal as GitHub writes it. */
export class Refusal extends Error {
  readonly answer: Answer;

  /** `errors` say what is wrong with which field. */
  constructor(status: number, message: string, errors?: readonly object[]) {
    super(message);
    this.answer = { status, body: { message, errors } };
  }
}

/** Finds what is in the repository that was asked for, whose names are not case sensitive. Throws a 404 if nothing fits. */
export function findIn<Item extends Place>(
  items: readonly Item[],
  asked: Asked,
  fits: (item: Item) => boolean,
): Item {
  const found = items.find((each) => isIn(each, asked) && fits(each));
  if (found === undefined) throw new Refusal(404, 'Not Found');
  return found;
}

/** Says whether something is in the repository that was asked for. */
export function isIn({ owner, repo }: Place, { parameters }: Asked): boolean {
  const asked = `${parameters['owner']}/${parameters['repo']}`;
  return asked.toLowerCase() === `${owner}/${repo}`.toLowerCase();
}
