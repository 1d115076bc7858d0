import { invalidInput } from '../../errors.ts';
import type { Given } from './texts.ts';

/** Names a secret scanning alert of GitHub. */
interface AlertReference {
  /** undefined: the repository of the workflow. */
  readonly repository: { readonly owner: string; readonly repo: string } | undefined;
  readonly number: number;
  /** The GitHub that it is on; undefined: that of the workflow. */
  readonly host: string | undefined;
}

/** What is requested of GitHub. */
export interface GitHubInputs {
  /** Secret. */
  readonly token: string | undefined;
  /** The alert that holds a leaked token. */
  readonly alert: AlertReference | undefined;
  /** The issue or pull request that gets a comment. */
  readonly issueNumber: number | undefined;
}

/** The page of an alert, and its address in the API. No other path is taken for either. */
const addresses = [
  /^\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/security\/secret-scanning\/(?<number>[1-9]\d{0,8})\/?$/,
  /^(?:\/api\/v3)?\/repos\/(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/secret-scanning\/alerts\/(?<number>[1-9]\d{0,8})\/?$/,
];

/** Reads the number of an alert, or the URL of its page. */
export function parseAlertReference(text: string): AlertReference {
  if (/^[1-9]\d{0,8}$/.test(text)) return { repository: undefined, number: Number(text), host: undefined };
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const found = isWeb
    ? addresses.map((address) => address.exec(url.pathname)).find((match) => match)
    : undefined;
  const { owner, repo, number } = found?.groups ?? {};
  if (owner === undefined || repo === undefined || number === undefined)
    throw invalidInput(
      'must be the number of an alert, or its URL, such as https://github.com/OWNER/REPO/security/secret-scanning/42',
    );
  return { repository: { owner, repo }, number: Number(number), host: url?.host };
}

/** Reads what is requested of GitHub. */
export function readGitHub(given: Given, env: NodeJS.ProcessEnv): GitHubInputs {
  const { values, texts, isInput, problems } = given;
  const alert = values['secret-scanning-alert'];
  for (const input of ['secret-scanning-alert', 'issue-number'] as const)
    problems.addIf(
      isInput(input) && texts['github-token'] === '',
      'github-token',
      `missing or empty: \`${input}\` needs it; check that the secret exists`,
    );
  const hosts = findHosts(env);
  problems.addIf(
    alert?.host !== undefined && hosts.length > 0 && !hosts.includes(alert.host),
    'secret-scanning-alert',
    'is an alert of another GitHub than the one that this job runs on',
  );
  return { token: values['github-token'], alert, issueNumber: values['issue-number'] };
}

/** What invalid inputs mean for a comment: GitHub gets no request, and an earlier comment may show a success. */
export function findCommentWarnings({ issueNumber }: GitHubInputs): string[] {
  return issueNumber === undefined
    ? []
    : [
        `The comment on #${issueNumber} is not written, since the inputs are not valid. An earlier one may be out of date.`,
      ];
}

/** The hosts of the GitHub that the job runs on; empty: not known. */
function findHosts(env: NodeJS.ProcessEnv): string[] {
  const [server, api] = [env['GITHUB_SERVER_URL'], env['GITHUB_API_URL']].map((url) => URL.parse(url ?? ''));
  return [server, api].flatMap((url) => (url == null ? [] : [url.host, `api.${url.host}`]));
}
