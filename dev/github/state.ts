/** A repository. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** An issue or a pull request. */
export interface Issue extends Place {
  readonly number: number;
}

/** A secret scanning alert as the simulated GitHub keeps it. Its fields have the names of the API. */
export interface Alert extends Place {
  readonly number: number;
  /** The token string that was found. */
  readonly secret: string;
  readonly secret_type: string;
  state: 'open' | 'resolved';
  resolution: 'false_positive' | 'wont_fix' | 'revoked' | 'used_in_tests' | null;
  resolution_comment: string | null;
  /** In RFC 3339. */
  resolved_at: string | null;
  /** A login. */
  resolved_by: string | null;
  /** Whether the secret still works, as far as GitHub knows. */
  validity: 'active' | 'inactive' | 'unknown';
}

/** A comment on an issue as the simulated GitHub keeps it. */
export interface Comment extends Place {
  readonly id: number;
  readonly issue_number: number;
  /** A login. */
  readonly author: string;
  body: string;
  /** In RFC 3339. */
  readonly created_at: string;
  /** In RFC 3339. */
  updated_at: string;
}

/** What must be said of an alert; the rest is that of an open one. */
export type GivenAlert = Place & Pick<Alert, 'number' | 'secret'> & Partial<Alert>;

/** What must be said of a comment; the rest is made up. */
export type GivenComment = Place & Pick<Comment, 'issue_number' | 'author' | 'body'> & Partial<Comment>;

/** What the simulated GitHub begins with. */
export interface GivenState {
  readonly alerts?: readonly GivenAlert[];
  /** The issues that these comments are on exist, too. */
  readonly comments?: readonly GivenComment[];
  readonly issues?: readonly Issue[];
}

/** What the simulated GitHub keeps. */
export interface State {
  readonly alerts: Alert[];
  readonly issues: Issue[];
  /** In the order of their ids. */
  readonly comments: Comment[];
}

/** When everything was made that is there from the beginning, in RFC 3339. */
export const beginning = '2026-01-15T08:30:00Z';

/** Fills in what was not said. */
export function createState({ alerts = [], issues = [], comments = [] }: GivenState): State {
  const commented = comments.map(({ owner, repo, issue_number }) => ({ owner, repo, number: issue_number }));
  const state: State = { alerts: alerts.map(completeAlert), issues: [...issues, ...commented], comments: [] };
  for (const comment of comments) addComment(state, { created_at: beginning, ...comment });
  return state;
}

/** Adds a comment with the next free id, unless it says another, and gives it. */
export function addComment({ comments }: State, comment: GivenComment): Comment {
  const created_at = comment.created_at ?? now();
  const id = Math.max(1_000, ...comments.map((each) => each.id)) + 1;
  const added: Comment = { id, updated_at: created_at, ...comment, created_at };
  comments.push(added);
  comments.sort((a, b) => a.id - b.id);
  return added;
}

/** The present time, as GitHub writes it: in RFC 3339 with whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}

function completeAlert(given: GivenAlert): Alert {
  const resolved = given.state === 'resolved' || (given.resolution ?? null) !== null;
  return {
    secret_type: 'influxdb_management_token',
    state: resolved ? 'resolved' : 'open',
    resolution: resolved ? 'revoked' : null,
    resolution_comment: null,
    resolved_at: resolved ? beginning : null,
    resolved_by: resolved ? 'octocat' : null,
    validity: 'unknown',
    ...given,
  };
}
