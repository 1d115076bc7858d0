import { getOctokit } from '@actions/github';
import type { Octokit } from '../../src/action/github/github.ts';

/** What GitHub answers to a request. An error: no answer comes. */
export type GitHubAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | Error;

/** A request as it was sent to GitHub. */
export interface SentRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** Opens GitHub's API over a network of answers: `answer` is called with the request and its number, from 1. */
export function openAnswering(answer: (request: SentRequest, nth: number) => GitHubAnswer): {
  readonly octokit: Octokit;
  readonly sent: readonly SentRequest[];
} {
  const baseUrl = 'https://github.example.com/api/v3';
  const sent: SentRequest[] = [];
  const fetch = async (url: string, { method = 'GET', body, signal }: RequestInit): Promise<Response> => {
    signal?.throwIfAborted();
    const request = {
      method,
      path: url.slice(baseUrl.length),
      body: body ? JSON.parse(String(body)) : undefined,
    };
    sent.push(request);
    const answered = answer(request, sent.length);
    if (answered instanceof Error) throw answered;
    const { status, body: content = { message: 'as expected' }, headers } = answered;
    const all = { 'content-type': 'application/json', ...headers };
    return new Response(JSON.stringify(content), { status, headers: all });
  };
  return { octokit: getOctokit('a-token', { baseUrl, request: { fetch } }), sent };
}
