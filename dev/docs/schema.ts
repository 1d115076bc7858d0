import { readFileSync } from 'node:fs';
import { codeTable } from '../../src/errors.ts';
import { proofs } from '../../src/revocation/outcome.ts';
import { keptReasons } from '../../src/revocation/selection.ts';
import { clientNames, clientReasons } from '../../src/revocation/token-client.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';

/** The schema of the report. */
export const schemaFile = 'docs/report.schema.json';

/** The words that the schema allows, by the path of their enum: each is written once, in src. */
const enums: Readonly<Record<string, readonly string[]>> = {
  'properties.tokenType': Object.keys(tokenKinds),
  'properties.client.properties.name': clientNames,
  'properties.client.properties.reason': clientReasons,
  'properties.kept.items.properties.reason': keptReasons,
  '$defs.code': Object.keys(codeTable),
  '$defs.token.properties.proof.items': proofs,
};

/** Renders the schema with the words of src. Throws if it has no place for one of them. */
export function renderSchema(): string {
  const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));
  for (const [path, words] of Object.entries(enums)) {
    const place = path.split('.').reduce<unknown>((node, key) => Object(node)[key], schema);
    if (!Array.isArray(Object(place).enum)) throw new Error(`${schemaFile} has no enum at ${path}.`);
    Object.assign(Object(place), { enum: words });
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
