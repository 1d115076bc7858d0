/**
 * Stands in for two packages of the Actions toolkit in the bundle (`paths` in tsconfig.json leads here): `@actions/core`
 * imports both whole, with TLS, undici and child processes, for an OIDC token and a description of the system. Most
 * runs need neither, and would start twice as slowly. The packages are imported by file, since their names lead here.
 */
type Client = typeof import('../../node_modules/@actions/http-client/lib/index.js').HttpClient;
type Exec = typeof import('../../node_modules/@actions/exec/lib/exec.js');

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

/** `exec` of `@actions/exec`. */
export const exec: Exec['exec'] = async (...options) => (await loadExec()).exec(...options);

/** `getExecOutput` of `@actions/exec`. */
export const getExecOutput: Exec['getExecOutput'] = async (...options) =>
  (await loadExec()).getExecOutput(...options);

function loadExec(): Promise<Exec> {
  return import(/* webpackChunkName: "exec" */ '../../node_modules/@actions/exec/lib/exec.js');
}
