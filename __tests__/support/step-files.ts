import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';

/** The files through which a step hands its outputs and its summary to the runner. */
export interface StepFiles {
  readonly folder: string;
  /** The outputs set so far, as the runner reads them. */
  outputs(): Record<string, string>;
  summary(): string;
}

/** Gives every test of a file empty command files; always in the same place, which is remembered once it is known. */
export function stepFiles(): StepFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'step-files-'));
  const [outputFile, summaryFile] = [path.join(folder, 'output'), path.join(folder, 'summary')];
  beforeEach(() => {
    mkdirSync(folder, { recursive: true });
    for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
    Object.assign(process.env, { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    outputs: () => parseOutputs(readFileSync(outputFile, 'utf8')),
    summary: () => readFileSync(summaryFile, 'utf8'),
  };
}

function parseOutputs(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>[\w-]+)<<(?<end>\S+)\n(?<value>[\s\S]*?)\n\k<end>$/gm);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.['name'], groups?.['value']]));
}
