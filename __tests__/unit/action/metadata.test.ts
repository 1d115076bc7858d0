import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputTable } from '../../../src/action/inputs/table.ts';
import { writeOutputs } from '../../../src/action/report/outputs.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { aReport, plainLog } from '../../support/reports.ts';
import { stepFiles } from '../../support/step-files.ts';

const metadata = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));

isolateEnvironment();
const files = stepFiles();

test('action.yml names the inputs that are read, with the defaults that an empty input has', () => {
  const defaults = (inputs: object) =>
    Object.entries(inputs).map(([name, spec]) => [name, (spec as { default?: string }).default]);
  expect(defaults(metadata.inputs)).toEqual(defaults(inputTable));
});

test('Every default of action.yml is a text: a runner hands on nothing else', () => {
  for (const { default: value } of Object.values<{ default?: unknown }>(metadata.inputs))
    expect(typeof (value ?? '')).toBe('string');
});

test('Every default is a value that its own input accepts', () => {
  for (const spec of Object.values(inputTable))
    if ('default' in spec) expect(() => spec.parse(spec.default)).not.toThrow();
});

test('action.yml names the outputs that are set, all of them on every run', () => {
  writeOutputs(aReport({}), undefined, plainLog());
  expect(Object.keys(files.outputs()).sort()).toEqual(Object.keys(metadata.outputs).sort());
});

test('action.yml describes everything', () => {
  const all = Object.values<{ description?: string }>({ ...metadata.inputs, ...metadata.outputs });
  for (const { description } of all) expect(description).toMatch(/[\w`)]\.$/);
});
