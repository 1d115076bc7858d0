import { type Description, dereference, type Operation, type Parameter, type Schema } from './description.ts';

/** The described parameters of an operation as one schema for its path and one for its query: no others are right. */
export function describeParameters(description: Description, { parameters = [] }: Operation) {
  const all = parameters.map((each) => dereference<Parameter>(description, each));
  const describe = (place: string): Schema => {
    const some = all.filter((each) => each.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(some.map((each) => [each.name, boundBy(each)])),
      required: some.filter((each) => each.required === true).map((each) => each.name),
      additionalProperties: false,
    };
  };
  return { path: describe('path'), query: describe('query') };
}

/** The schema of a parameter with the bound that GitHub mostly writes in words only: "(max 100)". */
function boundBy({ schema, description = '' }: Parameter): Schema {
  const maximum = /\(max (\d+)\)/.exec(description)?.[1];
  return maximum === undefined ? schema : { ...schema, maximum: Number(maximum) };
}

/** Reads a query. A parameter that comes more than once is an array. */
export function readQuery(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [first, ...more] = query.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}
