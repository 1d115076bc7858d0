import { rejectInput } from './parsers.ts';

/** Names a secret scanning alert of GitHub. */
export interface AlertReference {
  /** Absent: the repository of the workflow. */
  readonly repository: { readonly owner: string; readonly repo: string } | undefined;
  readonly number: number;
  /** The GitHub that it is on. Absent: that of the workflow. */
  readonly host: string | undefined;
}

/** The page of an alert, or its address in the API. */
const address =
  /\/(?:repos\/)?(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)\/(?:security\/secret-scanning|secret-scanning\/alerts)\/(?<number>[1-9]\d{0,8})\/?$/;

/** Reads the number of an alert, or the URL of its page. */
export function parseAlertReference(text: string): AlertReference {
  if (/^[1-9]\d{0,8}$/.test(text)) return { repository: undefined, number: Number(text), host: undefined };
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  const { owner, repo, number } = (isWeb && address.exec(url.pathname)?.groups) || {};
  if (owner === undefined || repo === undefined || number === undefined)
    throw rejectInput(
      'accepted: the number of an alert, or its URL, such as https://github.com/OWNER/REPO/security/secret-scanning/42',
    );
  return { repository: { owner, repo }, number: Number(number), host: url?.host };
}
