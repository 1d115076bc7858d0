/**
 * Stands in for two packages of the Actions toolkit in the bundle (`paths` in tsconfig.json leads here): `@actions/core`
 * imports both whole, with TLS, undici and child processes, for an OIDC token and a description of the system. Most runs
 * need no OIDC token, none needs the description, and all would start twice as slowly. The first package is imported by
 * file, since its name leads here.
 */
type Client = typeof import('../../node_modules/@actions/http-client/lib/index.js').HttpClient;

let loaded: Client | undefined;

/** Loads the toolkit's HTTP client. To be awaited before any part of the toolkit sends a request. */
export async function loadHttpClient(): Promise<void> {
  const load = () =>
    import(/* webpackChunkName: "http-client" */ '../../node_modules/@actions/http-client/lib/index.js');
  loaded ??= (await load()).HttpClient;
}

/**
 * The HTTP client of `@actions/http-client`. With credentials it follows no redirect: it would take them along to another
 * port of the same host. Throws before it is loaded.
 */
export class HttpClient {
  constructor(...[userAgent, handlers = [], options]: ConstructorParameters<Client>) {
    if (loaded === undefined) throw new Error('The HTTP client of the toolkit is not loaded yet.');
    const hasCredentials = handlers.length > 0;
    // biome-ignore lint/correctness/noConstructorReturn: the caller gets the toolkit's own.
    return new loaded(userAgent, handlers, { ...options, ...(hasCredentials && { allowRedirects: false }) });
  }
}

/** `getExecOutput` of `@actions/exec`, which describes the system. */
export function getExecOutput(): never {
  throw new Error('The action never uses the description of the system.');
}
