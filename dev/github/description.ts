import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A schema as OpenAPI 3.0 writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** A place elsewhere in the same document. */
export interface Reference {
  /** As in `#/components/schemas/alert-number`. */
  readonly $ref: string;
}

/** A part of a path or of a query. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** What a request or an answer may carry. */
export interface Payload {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** What is described of a method of a path. */
export interface Operation {
  readonly operationId: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: Payload;
  readonly responses: Readonly<Record<string, Payload | Reference>>;
}

/** GitHub's description of one of its APIs: as much of the document as is used. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A described operation that a request asks for. */
export interface Call {
  readonly operation: Operation;
  /** The method and the path as described, with the names of its parameters in braces. */
  readonly route: string;
  /** The parameters in the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

const { resolve } = createRequire(import.meta.url);
const folder = path.join(path.dirname(resolve('@octokit/openapi/package.json')), 'generated');
const loaded = new Map<string, Description>();

/** Reads a description, once for each name: it takes a fifth of a second. Throws where there is none of that name. */
export function loadDescription(name: string): Description {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const description = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Description;
  loaded.set(name, description);
  return description;
}

/** Names every described version of GitHub Enterprise Server, the oldest first. */
export function listEnterpriseServers(): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^(ghes-[\d.]+)\.json$/.exec(file)?.[1] ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Gives what a reference stands for, and anything else as it is. Throws where the document does not have it. */
export function dereference<Part extends object>(description: Description, part: Part | Reference): Part {
  if (!('$ref' in part)) return part;
  const [, , kind = '', name = ''] = part.$ref.split('/');
  const target = description.components[kind]?.[name];
  if (target === undefined) throw new Error(`The description has no ${part.$ref}.`);
  return dereference(description, target as Part | Reference);
}

/** Finds what a method and a path without its query ask for: the first that is described, where several fit. */
export function findCall({ paths }: Description, method: string, pathname: string): Call | undefined {
  for (const [template, operations] of Object.entries(paths)) {
    const operation = operations[method.toLowerCase()];
    const parameters = operation === undefined ? undefined : matchPath(template, pathname);
    if (operation !== undefined && parameters !== undefined)
      return { operation, route: `${method} ${template}`, parameters };
  }
  return undefined;
}

/** Gives the parameters in a path, or nothing where the path is another one. Throws where it cannot be decoded. */
function matchPath(template: string, pathname: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const actual = pathname.split('/');
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined && value !== '') parameters[name] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}
