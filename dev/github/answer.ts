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

/** Answers requests for one route. Throws where it is asked for what is not simulated. */
export type Route = (asked: Asked) => Answer;

/** The routes of a part of the API, each by its method and its path as described. */
export type Routes = Readonly<Record<string, Route>>;

/** What every route must know. */
export interface Surroundings {
  /** The address of the API. */
  readonly apiUrl: string;
  /** Who the caller is. */
  readonly login: string;
}

/** A refusal as GitHub writes it. */
export function refuse(status: number, message: string): Answer {
  return { status, body: { message } };
}

/** Says whether something is in the repository that was asked for. Neither name is case sensitive. */
export function isIn(
  { owner, repo }: { readonly owner: string; readonly repo: string },
  { parameters }: Asked,
): boolean {
  const asked = `${parameters['owner']}/${parameters['repo']}`;
  return asked.toLowerCase() === `${owner}/${repo}`.toLowerCase();
}
