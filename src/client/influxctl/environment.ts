/**
 * What influxctl gets of the step's environment: the way to the network, and what a program needs to start. Everything
 * else stays behind: the step's inputs are variables too, and one of them is the token.
 */
const passed: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'TZ',
  // Go's network stack (net/http, crypto/x509).
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows.
  'APPDATA',
  'LOCALAPPDATA',
  'PATHEXT',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERPROFILE',
]);

/** Picks what influxctl may know of the environment. Proxy variables are read in lower case too. */
export function pickEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const picked = Object.entries(env).filter(([name]) => passed.has(name.toUpperCase()));
  return Object.fromEntries(picked.map(([name, value]) => [name, value ?? '']));
}
