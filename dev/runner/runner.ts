import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** Files in the runner's temporary folder after the step, with their contents. */
  readonly leftovers: Readonly<Record<string, string>>;
  /** The most memory that the process held at once, in bytes. */
  readonly peakMemory: number;
}

/** Runs the built action as GitHub's runner would: inputs as `INPUT_*`, command files, and nothing else. */
export async function runStep({ inputs, env = {}, onStart }: Step): Promise<StepResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'step-'));
  const [outputFile, summaryFile] = [path.join(folder, 'output'), path.join(folder, 'summary')];
  const memoryFile = path.join(folder, 'memory');
  const temp = mkdtempSync(path.join(folder, 'temp-'));
  const home = mkdtempSync(path.join(folder, 'home-'));
  for (const file of [outputFile, summaryFile, memoryFile]) writeFileSync(file, '');
  const child = spawn(process.execPath, ['--import', memoryProbe, actionFile()], {
    env: {
      ...inputEnvironment(inputs),
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      RUNNER_TEMP: temp,
      // Without a configuration of influxctl, whatever the developer's own home holds.
      HOME: home,
      APPDATA: home,
      MEMORY_FILE: memoryFile,
      ...env,
    },
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
    outputs: parseOutputs(readFileSync(outputFile, 'utf8')),
    summary: readFileSync(summaryFile, 'utf8'),
    leftovers: readFolder(temp),
    peakMemory: Number(readFileSync(memoryFile, 'utf8')) * 1024,
  };
  rmSync(folder, { recursive: true, force: true });
  return result;
}

/** The file that the runner starts. */
export function actionFile(): string {
  return path.join(root, actionMetadata().main);
}

interface ActionMetadata {
  readonly main: string;
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

function actionMetadata(): ActionMetadata {
  const { inputs, runs } = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'));
  return { inputs, main: runs.main };
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

function readFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    names.map((entry) => [entry.name, readFileSync(path.join(entry.parentPath, entry.name), 'utf8')]),
  );
}
