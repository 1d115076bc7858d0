import { Option, Command as Parser } from 'commander';

/** What influxctl was asked to do. */
export type Command =
  | { readonly name: 'version' }
  | { readonly name: 'list'; readonly format: 'table' | 'json' }
  | { readonly name: 'revoke'; readonly force: boolean; readonly ids: readonly string[] };

/** The arguments of a call. */
export interface CommandLine {
  /** undefined: the file at its default place. */
  readonly config?: string;
  readonly profile?: string;
  /** For one request, in ms. */
  readonly timeout: number;
  readonly command: Command;
}

/** Reads the arguments. Throws an error for what is not documented: it may not work with influxctl. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const found: Command[] = [];
  // Account and cluster are taken and not used: the simulated cluster is the only one there is.
  const parser = newParser()
    .enablePositionalOptions()
    .option('--config <file>')
    .option('--profile <name>')
    .option('--account <id>')
    .option('--cluster <id>')
    .option('--debug')
    .option('--trace')
    .addOption(new Option('--timeout <duration>').default(60_000).argParser(parseDuration));
  parser.addCommand(newParser('version').action(() => void found.push({ name: 'version' })));
  for (const group of ['management', 'token']) {
    const list = newParser('list')
      .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
      .action(({ format }) => void found.push({ name: 'list', format }));
    // The simulated cluster lists revoked tokens whether asked for them or not.
    if (group === 'token') list.option('--include-revoked');
    const revoke = newParser('revoke')
      .option('--force')
      .argument('<ids...>')
      .passThroughOptions()
      .action((ids: string[], { force = false }) => void found.push({ name: 'revoke', force, ids }));
    parser.addCommand(newParser(group).enablePositionalOptions().addCommand(list).addCommand(revoke));
  }
  parser.parse(argv, { from: 'user' });
  const [command] = found;
  if (command === undefined) throw new Error('no command');
  const late = command.name === 'revoke' && command.ids.find((id) => id.startsWith('-'));
  if (late) throw new Error(`a flag after a token id: ${late}`);
  return { ...parser.opts(), command };
}

/** Throws in place of ending the process, and prints nothing. */
function newParser(name?: string): Parser {
  return new Parser(name)
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false);
}

/** Units of Go's durations, in ms (https://pkg.go.dev/time#ParseDuration). */
const units = new Map(
  Object.entries({ ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }),
);

/** A Go duration in ms. Negative ones, which Go knows, make no timeout. */
function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+\.?\d*|\.\d+)([a-zµ]+)/g)];
  const amounts = parts.map(([, amount, unit = '']) => Number(amount) * (units.get(unit) ?? Number.NaN));
  if (text === '' || parts.map(([part]) => part).join('') !== text || amounts.some(Number.isNaN))
    throw new Error(`--timeout is not a duration: ${text}`);
  return amounts.reduce((sum, each) => sum + each, 0);
}
