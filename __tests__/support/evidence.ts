import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { toEvidence } from '../../src/action/report/evidence.ts';
import type { ResultEntry } from './scenario.ts';

/** What the evidence shows of one token. Times are in RFC 3339. */
export type EvidenceOfToken = Omit<ResultEntry, 'client' | 'clientReason'> & {
  readonly attempts?: number;
  readonly requestedAt?: string;
  readonly provenAt?: string;
};

/** The evidence that the action writes, as JSON brings it back. */
export type Evidence = Omit<ReturnType<typeof toEvidence>, 'tokens'> & {
  readonly tokens: readonly EvidenceOfToken[];
};

/** The name of the file with the evidence. */
export const evidenceName = 'report.json';

/** The published schema of the evidence. */
export const evidenceSchema: AnySchemaObject = JSON.parse(
  readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(evidenceSchema);

/** Says what the published schema does not allow in evidence; nothing where it is as described. */
export function findFlaws(evidence: unknown): string[] {
  if (validate(evidence)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Finds the evidence in the runner's temporary folder. */
export function findEvidence(folder: string): string | undefined {
  return globSync(path.join(folder, '*', evidenceName))[0];
}

/** Reads evidence. Throws where others could look at it, or its schema does not allow it. */
export function readEvidence(file: string): Evidence {
  expectMode(file, 0o600);
  expectMode(path.dirname(file), 0o700);
  const text = readFileSync(file, 'utf8');
  const evidence = JSON.parse(text);
  const flaws = findFlaws(evidence);
  if (flaws.length > 0) throw new Error(`the report is not as described: ${flaws.join('; ')}\n${text}`);
  return evidence;
}

function expectMode(place: string, mode: number): void {
  const found = statSync(place).mode & 0o777;
  if (found !== mode) throw new Error(`${place} has mode ${found.toString(8)}, not ${mode.toString(8)}`);
}
