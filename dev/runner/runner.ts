import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Writes the peak of the process's memory when it ends. */
const memoryProbe = new URL('memory-probe.mjs', import.meta.url).href;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a step of a workflow runs with. */
export interface Step {
  /** The `with:` of the step. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Environment variables of the job. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process as soon as it runs. */
  readonly onStart?: (action: RunningAction) => void;
}

/** An action that runs. */
export interface RunningAction {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly output: () => string;
}

/** What a step left behind. */
export interface StepResult {
  readonly exitCode: number | null;
  /** What the action printed, as the runner reads it. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The most memory that the process held at once, in bytes. */
  readonly peakMemory: number;
}

/** Runs the built action as GitHub's runner would: inputs as `INPUT_*`, command files, and nothing else. */
export async function runStep({ inputs, env = {}, onStart }: Step): Promise<StepResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'step-'));
  const memoryFile = path.join(folder, 'memory');
  writeFileSync(memoryFile, '');
  const given = stepEnvironment(inputs, folder);
  const child = spawn(process.execPath, ['--import', memoryProbe, actionFile()], {
    env: { ...given, MEMORY_FILE: memoryFile, ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  const output = (): string => Buffer.concat(printed).toString('utf8');
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  onStart?.({ process: child, output });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const result = {
    exitCode,
    log: output(),
    outputs: parseOutputs(readFileSync(given.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(given.GITHUB_STEP_SUMMARY, 'utf8'),
    peakMemory: Number(readFileSync(memoryFile, 'utf8')) * 1024,
  };
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** The environment of a step: its inputs, and the runner's own files and folders, which are made in a folder. */
export function stepEnvironment(inputs: Step['inputs'], folder: string) {
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['output', 'summary']) writeFileSync(at(name), '');
  for (const name of ['temp', 'home']) mkdirSync(at(name));
  return {
    ...inputEnvironment(inputs),
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('summary'),
    RUNNER_TEMP: at('temp'),
    // A home without a configuration of influxctl: the developer's own may have one.
    HOME: at('home'),
    APPDATA: at('home'),
  };
}

/** The file that the runner starts. */
export function actionFile(): string {
  return path.join(root, actionMetadata().runs.main);
}

interface ActionMetadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

function actionMetadata(): ActionMetadata {
  return parse(readFileSync(path.join(root, 'action.yml'), 'utf8'));
}

/** The environment's inputs: the runner sets every one that action.yml names, with its default or empty. */
export function inputEnvironment(inputs: Step['inputs']): Record<string, string> {
  const defaults = Object.entries(actionMetadata().inputs).map(([name, spec]) => [name, spec.default ?? '']);
  const values = { ...Object.fromEntries(defaults), ...inputs };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value as string]),
  );
}

/** Reads the file of outputs: `name<<delimiter`, the value, and the delimiter again. */
function parseOutputs(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>[\w-]+)<<(?<end>\S+)\r?\n(?<value>[\s\S]*?)\r?\n\k<end>$/gm);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.['name'], groups?.['value']]));
}
