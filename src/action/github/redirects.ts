/** The part of the web's `fetch` that Octokit needs. */
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** GitHub redirects where a repository was renamed (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects). */
const mostRedirects = 5;

/**
 * Follows redirects within an origin, with the same request again. What another origin answers is not GitHub's word, and
 * the token is not for it: such a redirect is refused.
 */
export function followWithinOrigin(fetch: Fetch): Fetch {
  return async (url, init) => {
    let target = new URL(url);
    for (let left = mostRedirects; ; left -= 1) {
      const response = await fetch(target.href, { ...init, redirect: 'manual' });
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) return response;
      const next = URL.parse(location, target.href);
      if (next?.origin !== target.origin)
        throw new Error(`it redirects to ${next?.origin ?? 'no address'}, where requests do not go`);
      if (left === 0) throw new Error(`it redirects more than ${mostRedirects} times`);
      target = next;
    }
  };
}
