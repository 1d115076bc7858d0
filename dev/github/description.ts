import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

/** A description of GitHub's API, as much of the document as is used (OpenAPI 3.0). */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly schema: Schema;
}

interface Payload {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}

interface Operation {
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Payload;
  readonly responses: Readonly<Record<string, Payload>>;
}

/** What a description says of a route. Each check says what is not as described, and nothing where all is. */
export interface DescribedRoute {
  /** The address of GitHub's documentation. */
  readonly documentation: string | undefined;
  /** Takes the parameters of path and query: makes them numbers and booleans where they are such, and adds defaults. */
  checkParameters(parameters: object): string[];
  /** Takes what the JSON of a request stands for; undefined if it brought none. */
  checkBody(body: unknown, contentType?: string): string[];
  /** Takes what the JSON of an answer stands for. */
  checkAnswer(status: number, body: unknown): string[];
}

const json = 'application/json';
const folder = new URL('generated/', import.meta.resolve('@octokit/openapi/package.json'));
const descriptions = new Map<string, Description>();
const routes = new Map<string, DescribedRoute>();
// GitHub's document is not ours to lint: neither its schemas nor keywords and formats that are unknown here.
const options = { strict: false, validateSchema: false, logger: false, allErrors: true } as const;
const values = addFormats.default(new Ajv(options));
/** For what is text only because of the place where it stands. */
const texts = addFormats.default(new Ajv({ ...options, coerceTypes: true, useDefaults: true }));

/** Names every described version of GitHub Enterprise Server, the oldest first. */
export function listEnterpriseServers(): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^(ghes-[\d.]+)\.json$/.exec(file)?.[1] ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Reads what a description says of a route, such as `GET /user`. Throws where it is not described. */
export function describeRoute(description: string, route: string): DescribedRoute {
  const key = `${description} ${route}`;
  const described = routes.get(key) ?? readRoute(description, route);
  routes.set(key, described);
  return described;
}

function readRoute(description: string, route: string): DescribedRoute {
  const { paths, components } = load(description);
  const [method = '', path = ''] = route.split(' ');
  const operation = paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${description} does not describe ${route}.`);
  const {
    parameters = [],
    requestBody,
    responses,
    externalDocs,
  } = complete(operation, components) as Operation;
  const properties = Object.fromEntries(parameters.map((each) => [each.name, boundBy(each)]));
  const parameterSchema = { type: 'object', properties, additionalProperties: false };
  const bodySchema = requestBody?.content?.[json]?.schema;
  return {
    documentation: externalDocs?.url,
    checkParameters: (given) => check(texts, parameterSchema, given, 'parameters'),
    checkBody(body, contentType = '') {
      if (bodySchema === undefined) return body === undefined ? [] : ['body is not described'];
      if (!contentType.startsWith(json)) return [`body is of type "${contentType}"`];
      return check(values, bodySchema, body, 'body');
    },
    checkAnswer(status, body) {
      const response = responses[status];
      if (response === undefined) return [`no answer ${status} to ${route} is described`];
      return check(values, response.content?.[json]?.schema ?? {}, body, 'answer');
    },
  };
}

/** Reads a description, once for each name: it takes a fifth of a second. Throws where there is none of that name. */
function load(name: string): Description {
  const description =
    descriptions.get(name) ?? JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  descriptions.set(name, description);
  return description;
}

/** Replaces references by what they stand for, and makes schemas those of JSON Schema, without undescribed properties. */
function complete(part: unknown, components: Description['components']): unknown {
  if (Array.isArray(part)) return part.map((each) => complete(each, components));
  if (typeof part !== 'object' || part === null) return part;
  if ('$ref' in part) {
    const [, , kind = '', name = ''] = String(part.$ref).split('/');
    return complete(components[kind]?.[name], components);
  }
  const entries = Object.entries(part).map(([key, value]) => [key, complete(value, components)]);
  const { nullable, ...own } = Object.fromEntries(entries);
  const closed = 'properties' in own ? { additionalProperties: false, ...own } : own;
  // A null that is allowed need not be among the values of `enum`.
  return nullable === true ? { anyOf: [{ type: 'null' }, closed] } : closed;
}

/** The schema of a parameter with the bound that GitHub mostly writes in words only: "(max 100)". */
function boundBy({ schema, description = '' }: Parameter): Schema {
  const maximum = /\(max (\d+)\)/.exec(description)?.[1];
  return maximum === undefined ? schema : { ...schema, maximum: Number(maximum) };
}

function check(ajv: Ajv, schema: Schema, value: unknown, place: string): string[] {
  return ajv.validate(schema, value) ? [] : (ajv.errors ?? []).map((error) => place + describeError(error));
}

function describeError({ instancePath, message, params }: ErrorObject): string {
  const detail = params['allowedValues'] ?? params['additionalProperty'];
  return `${instancePath} ${message}${detail === undefined ? '' : `: ${[detail].flat().join(', ')}`}`;
}
