import path from 'node:path';
import { openBackDoor } from './back-door.ts';
import { type Behaviour, failAt, readBehaviour } from './behaviour.ts';
import { readCalls, recordCall } from './calls.ts';
import { type CommandLine, parseCommandLine } from './command-line.ts';
import { defaultConfigPath, readProfile } from './config.ts';
import { readConnection } from './connection.ts';
import { renderTable, toEntries } from './list.ts';
import { revokeAll } from './revoke.ts';
import { confirm, isStdinAtEnd } from './stdin.ts';

/** A stand-in for influxctl. The launcher passes its behaviour file first: the environment is the caller's to choose. */
const [, , behaviourFile = '', ...argv] = process.argv;
const folder = path.dirname(behaviourFile);
const behaviour = readBehaviour(behaviourFile);
if (behaviour.ignoreSigterm === true) process.on('SIGTERM', () => {});
const commandLine = await attempt(() => parseCommandLine(argv));
const { config, command } =
  commandLine instanceof Error ? {} : { ...commandLine, command: commandLine.command.name };
// The default file is a person's own: a command that needs none does not look at it.
const needsConfig = command === 'list' || command === 'revoke';
const configPath = config ?? (needsConfig ? defaultConfigPath() : undefined);
recordCall(folder, { argv, command, stdinAtEnd: await isStdinAtEnd() }, configPath);
const exitCode = await attempt(async () => {
  if (commandLine instanceof Error) throw commandLine;
  return run(commandLine);
});
if (exitCode instanceof Error) process.stderr.write(`Error: ${exitCode.message}\n`);
await flush();
// A pipe as standard input that is never closed would keep the process alive.
process.exit(exitCode instanceof Error ? 1 : exitCode);

async function run({ command, timeout, profile: profileName }: CommandLine): Promise<number> {
  const { stderr = '', slow = 0, echoToken = false, dedicatedHost } = behaviour;
  process.stderr.write(stderr);
  await failAt(behaviour, command.name);
  if (command.name === 'version') return print(behaviour.versionText ?? versionLine(behaviour));
  const name = profileName ?? process.env['INFLUXCTL_PROFILE'] ?? 'default';
  const connection = readConnection(readProfile(configPath ?? '', name), dedicatedHost);
  if (echoToken) process.stderr.write(`${connection.token}\n`);
  const door = openBackDoor(connection, timeout, slow);
  if (command.name === 'list') {
    const lists = readCalls(folder).filter((call) => call.command === 'list').length;
    if (lists <= (behaviour.failingLists ?? 0)) throw new Error('the list failed');
    const list = await door.list();
    if (behaviour.rawList !== undefined) return print(behaviour.rawList);
    const entries = toEntries(list);
    return print(command.format === 'json' ? `${JSON.stringify(entries, null, 2)}\n` : renderTable(entries));
  }
  // Whether influxctl prompts once or for each id is not documented.
  if (!command.force && !(await confirm(`Revoke ${command.ids.length} management tokens?`)))
    throw new Error('not confirmed');
  return revokeAll(command.ids, door, behaviour);
}

/** Version and architecture. The form of the line is not documented. */
function versionLine({ version }: Behaviour): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return `influxctl ${version} ${system}/${architecture}\n`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

async function attempt<Result>(work: () => Result | Promise<Result>): Promise<Result | Error> {
  try {
    return await work();
  } catch (error) {
    return error as Error;
  }
}

async function flush(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise((resolve) => stream.write('', () => resolve(undefined)));
}
