type Entry = Readonly<Record<string, unknown>>;

const times = ['created_at', 'expires_at', 'revoked_at'];

const columns = {
  ID: 'id',
  DESCRIPTION: 'description',
  PREFIX: 'token_prefix',
  'CREATED AT': 'created_at',
  'EXPIRES AT': 'expires_at',
  'REVOKED AT': 'revoked_at',
};

/**
 * Turns the cluster's list into influxctl's entries: keys in snake_case, times as `{seconds, nanos}`, and no key that is
 * unset. Throws where the text is no list of objects.
 */
export function toEntries(list: string): Entry[] {
  const tokens: unknown = JSON.parse(list);
  if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === 'object' && token !== null))
    throw new Error('the answer is not a list of tokens');
  return tokens.map((token: Entry) => {
    const fields = Object.entries(token).map(([key, value]) => toField(toSnakeCase(key), value));
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null));
  });
}

/** Prints the list as JSON. */
export function renderJson(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** Prints the list as the published examples of a table look. */
export function renderTable(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => Object.values(columns).map((key) => toCell(entry, key)));
  const all = [Object.keys(columns), ...rows];
  const widths = Object.keys(columns).map((_, index) =>
    Math.max(...all.map((row) => (row[index] ?? '').length)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const lines = all.map(
    (row) => `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`,
  );
  return `${[rule, lines[0], rule, ...lines.slice(1), rule].join('\n')}\n`;
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toField(key: string, value: unknown): [string, unknown] {
  return [key, times.includes(key) && typeof value === 'string' ? toTimestamp(value) : value];
}

/** What is no time is passed on as it is. */
function toTimestamp(text: string): unknown {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return text;
  const nanos = Number((/\.(\d{1,9})/.exec(text)?.[1] ?? '').padEnd(9, '0'));
  return { seconds: Math.floor(ms / 1_000), ...(nanos > 0 && { nanos }) };
}

/** Published tables show the start of 1970 where a token has no expiry; that other unset times look so too is a guess. */
function toCell(entry: Entry, key: string): string {
  const value = entry[key];
  if (!times.includes(key)) return String(value ?? '');
  const { seconds = 0 } = (value ?? {}) as { readonly seconds?: number };
  return new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}
