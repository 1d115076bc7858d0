import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Description, dereference, type Schema } from './description.ts';

/** Says what is wrong with a value; nothing where it is as described. `place` names the value. */
export type Check = (value: unknown, place: string) => string[];

const parts = ['allOf', 'anyOf', 'oneOf'];

/**
 * Makes what turns schemas of a description into checks. Schemas that they refer to are translated and compiled
 * as they are needed. Properties that are not described are wrong, unless a schema allows for others.
 */
export function createCompiler(description: Description, options: Options = {}): (schema: Schema) => Check {
  // GitHub's document is not ours to lint: neither its schemas nor keywords and formats that are unknown here.
  const lenient: Options = { strict: false, validateSchema: false, logger: false };
  const ajv = new Ajv2020({ ...lenient, allErrors: true, ...options });
  addFormats.default(ajv);
  const refer = (reference: string, isPart: boolean): string => {
    const id = `https://${isPart ? 'open' : 'closed'}.invalid/${reference.slice(2)}`;
    if (!added.has(id)) {
      added.add(id);
      ajv.addSchema(translate(dereference<Schema>(description, { $ref: reference }), isPart), id);
    }
    return id;
  };
  const added = new Set<string>();
  /** A part (of `allOf` and the like) stays open: the properties that the other parts describe are right as well. */
  const translate = (schema: Schema, isPart: boolean): Schema => {
    if (typeof schema['$ref'] === 'string') return { $ref: refer(schema['$ref'], isPart) };
    const { nullable, ...own } = schema;
    const translated: Record<string, unknown> = { ...own };
    for (const [keyword, value] of Object.entries(own)) {
      if (keyword === 'properties') translated[keyword] = mapValues(value as Schema, translate);
      else if (parts.includes(keyword))
        translated[keyword] = (value as Schema[]).map((each) => translate(each, true));
      else if (keyword === 'items' || (keyword === 'additionalProperties' && typeof value === 'object'))
        translated[keyword] = translate(value as Schema, false);
    }
    const describesProperties = ['properties', ...parts].some((keyword) => keyword in own);
    if (!isPart && describesProperties && !('additionalProperties' in own))
      translated['unevaluatedProperties'] = false;
    // A null that is allowed need not be among the values of `enum`.
    return nullable === true ? { anyOf: [{ type: 'null' }, translated] } : translated;
  };
  return (schema) => toCheck(ajv.compile(translate(schema, false)));
}

function mapValues(
  schemas: Schema,
  translate: (schema: Schema, isPart: boolean) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, translate(schema as Schema, false)]),
  );
}

function toCheck(validate: ValidateFunction): Check {
  return (value, place) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => describeError(error, place));
  };
}

function describeError({ instancePath, message, params }: ErrorObject, place: string): string {
  const detail = params['allowedValues'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return `${place}${instancePath} ${message}${detail === undefined ? '' : `: ${[detail].flat().join(', ')}`}`;
}
