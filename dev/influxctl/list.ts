type Entry = Readonly<Record<string, unknown>>;

const times = ['created_at', 'expires_at', 'revoked_at'];

const columns = ['id', 'description', 'token_prefix', ...times];

/** Turns the cluster's list into influxctl's: keys in snake_case, times as `{seconds, nanos}`. Throws where it is no list. */
export function toEntries(list: string): Entry[] {
  const tokens: unknown = JSON.parse(list);
  if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === 'object' && token !== null))
    throw new Error('the answer is not a list of tokens');
  return tokens.map((token: Entry) => {
    const fields = Object.entries(token).map(([key, value]) => toField(key, value));
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null));
  });
}

/** Prints the list as the published examples of a table look, but for the widths of columns. */
export function renderTable(entries: readonly Entry[]): string {
  const head = columns.map((key) => key.replace('token_', '').replace('_', ' ').toUpperCase());
  const cells = [head, ...entries.map((entry) => columns.map((key) => toCell(entry, key)))];
  const width = Math.max(...cells.flat().map((cell) => cell.length));
  const rule = `+${'-'.repeat(width + 2)}`.repeat(columns.length).concat('+');
  const [first, ...lines] = cells.map((row) => `| ${row.map((cell) => cell.padEnd(width)).join(' | ')} |`);
  return `${[rule, first, rule, ...lines, rule].join('\n')}\n`;
}

function toField(name: string, value: unknown): [string, unknown] {
  const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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
