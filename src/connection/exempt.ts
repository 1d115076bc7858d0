/** Ports that URLs leave out. */
const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Says whether `NO_PROXY` exempts an address, as undici's `EnvHttpProxyAgent` reads it: for programs that read the
 * variable in another way.
 */
export function isExempt(url: URL, exempt: string): boolean {
  const port = url.port || defaultPorts[url.protocol];
  const name = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return exempt
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(parseEntry(entry), name, port));
}

interface Entry {
  readonly host: string;
  readonly port: string | undefined;
}

function parseEntry(entry: string): Entry {
  const { host = '', port } = /^(?<host>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {
    host: entry,
  };
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

function matches(entry: Entry, name: string, port: string | undefined): boolean {
  if (entry.port !== undefined && entry.port !== port) return false;
  if (entry.host === '*') return true;
  const domain = entry.host.replace(/^\*?\./, '');
  return (domain === name && !entry.host.startsWith('*')) || name.endsWith(`.${domain}`);
}
