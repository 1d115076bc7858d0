import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { codeTable } from '../../../src/errors.ts';
import { tokenKinds } from '../../../src/revocation/token-kind.ts';

const schema = JSON.parse(readFileSync(new URL('../../../docs/report.schema.json', import.meta.url), 'utf8'));

/** Every list of allowed values in a part of the schema that holds this one. */
function findEnums(part: unknown, value: string): string[][] {
  if (typeof part !== 'object' || part === null) return [];
  const found = Object.values(part).flatMap((inner) => findEnums(inner, value));
  const { enum: own } = part as { readonly enum?: string[] };
  return own?.includes(value) ? [own, ...found] : found;
}

test("The report's schema knows every code, and no other", () => {
  const enums = findEnums(schema, 'not-found');
  expect(enums.length).toBeGreaterThan(0);
  for (const codes of enums) expect([...codes].sort()).toEqual(Object.keys(codeTable).sort());
});

test("The report's schema knows every kind of token, and no other", () => {
  expect(schema.properties.tokenType.enum).toEqual(Object.keys(tokenKinds));
});
