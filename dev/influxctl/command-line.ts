/** What influxctl was asked to do. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: 'list'; readonly format: 'table' | 'json' }
  | { readonly name: 'revoke'; readonly force: boolean; readonly ids: readonly string[] };

/** The arguments of a call. */
export interface CommandLine {
  /** Absent: the file at its default place. */
  readonly config: string | undefined;
  readonly profile: string | undefined;
  /** For one request, in ms. */
  readonly timeout: number;
  readonly command: Command;
}

/** The flags that are taken, and whether a value follows. */
type Flags = Readonly<Record<string, 'value' | 'switch'>>;

/** Account and cluster are taken and not used: the simulated cluster is the only one there is. */
const globalFlags: Flags = {
  config: 'value',
  profile: 'value',
  timeout: 'value',
  account: 'value',
  cluster: 'value',
  debug: 'switch',
  trace: 'switch',
  help: 'switch',
};

/** The help text. The real one is another. */
export const usage = `usage: influxctl [global-flags] [command]
  version
  management list [--format table|json]
  management revoke [--force] <TOKEN_ID>[ ... TOKEN_ID_N]
  token list [--include-revoked] [--format table|json]
  token revoke [--force] <TOKEN_ID>[ ... TOKEN_ID_N]
global flags: --config --profile --timeout --account --cluster --debug --trace --help
`;

/** Reads the arguments. Throws an error for what is not documented: it may not work with influxctl. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, rest } = takeFlags(argv, globalFlags);
  return {
    config: values.get('config'),
    profile: values.get('profile'),
    timeout: parseDuration(values.get('timeout') ?? '1m0s'),
    command: values.has('help') ? { name: 'help' } : parseCommand(rest),
  };
}

function parseCommand([first, ...args]: readonly string[]): Command {
  const [second, ...others] = args;
  if (first === 'version') return parseVersion(args);
  if (first === 'management' || first === 'token') {
    if (second === 'list') return parseList(others, first);
    if (second === 'revoke') return parseRevoke(others, first);
  }
  throw new Error(`unknown command: ${[first, second].join(' ').trim() || 'none'}`);
}

function parseVersion(args: readonly string[]): Command {
  const { values, rest } = takeFlags(args, { help: 'switch' });
  if (rest.length > 0) throw new Error('version takes no arguments');
  return { name: values.has('help') ? 'help' : 'version' };
}

/** The simulated cluster lists revoked tokens whether asked for them or not. */
function parseList(args: readonly string[], group: string): Command {
  const own: Flags = group === 'token' ? { 'include-revoked': 'switch' } : {};
  const { values, rest } = takeFlags(args, { ...own, format: 'value', help: 'switch' });
  const format = values.get('format') ?? 'table';
  if (values.has('help')) return { name: 'help' };
  if (rest.length > 0) throw new Error(`${group} list takes no arguments`);
  if (format !== 'table' && format !== 'json') throw new Error(`unknown format: ${format}`);
  return { name: 'list', format };
}

function parseRevoke(args: readonly string[], group: string): Command {
  const { values, rest: ids } = takeFlags(args, { force: 'switch', help: 'switch' });
  if (values.has('help')) return { name: 'help' };
  if (ids.length === 0) throw new Error(`${group} revoke needs a token id`);
  const late = ids.find((id) => id.startsWith('-'));
  if (late !== undefined) throw new Error(`a flag after a token id: ${late}`);
  return { name: 'revoke', force: values.has('force'), ids };
}

/** Takes the flags at the start. Both `--name value` and `--name=value` are published. */
function takeFlags(args: readonly string[], flags: Flags): { values: Map<string, string>; rest: string[] } {
  const values = new Map<string, string>();
  const rest = [...args];
  while (rest[0]?.startsWith('-')) {
    const [flag = '', ...parts] = (rest.shift() as string).split('=');
    const name = flag.slice(2);
    const kind = flag.startsWith('--') && Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (kind === undefined) throw new Error(`unknown flag: ${flag}`);
    if (kind === 'switch' && parts.length > 0) throw new Error(`${flag} takes no value`);
    const value = parts.length > 0 ? parts.join('=') : kind === 'value' ? rest.shift() : '';
    if (value === undefined) throw new Error(`${flag} needs a value`);
    values.set(name, value);
  }
  return { values, rest };
}

/** Units of Go's durations, in ms (https://pkg.go.dev/time#ParseDuration). */
const units = new Map(
  Object.entries({ ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }),
);

/** A Go duration in ms. Negative ones, which Go knows, make no timeout. */
function parseDuration(text: string): number {
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text))
    throw new Error(`--timeout is not a duration: ${text}`);
  const parts = text.matchAll(/([\d.]+)([^\d.]+)/g);
  return [...parts].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units.get(unit) ?? 0), 0);
}
