import {
  type Call,
  type Description,
  dereference,
  findCall,
  loadDescription,
  type Operation,
  type Payload,
  type Schema,
} from './description.ts';
import { describeParameters, readQuery } from './parameters.ts';
import { type Check, createCompiler } from './schemas.ts';

/** A request, as far as a description says something about it. */
export interface DescribedRequest {
  readonly method: string;
  /** Below the API's address, with its query. */
  readonly path: string;
  readonly contentType?: string | undefined;
  /** The text that it brought; empty where it brought none. */
  readonly text: string;
}

/** An answer, as far as a description says something about it. */
export interface DescribedAnswer {
  readonly status: number;
  /** What its JSON stands for. */
  readonly body: unknown;
}

/** What a description says about a request. */
export interface Verdict {
  /** Absent where nothing of the kind is described. */
  readonly call?: Call;
  /** The parameters of path and query, as numbers and booleans where they are such, and with their defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What the JSON of its body stands for. */
  readonly body: unknown;
  /** What is not as described; empty where all is. */
  readonly problems: readonly string[];
}

/** Compares requests and answers with a description. */
export interface Conformity {
  checkRequest(request: DescribedRequest): Verdict;
  /** Says what is not as described in an answer to a request with this method and path. */
  checkAnswer(method: string, path: string, answer: DescribedAnswer): string[];
}

const json = 'application/json';
const made = new Map<string, Conformity>();

/** Makes what compares with a description, once for each name. Throws where there is none of that name. */
export function compareWith(name: string): Conformity {
  const conformity = made.get(name) ?? createConformity(loadDescription(name));
  made.set(name, conformity);
  return conformity;
}

function createConformity(description: Description): Conformity {
  const compileText = remember(createCompiler(description, { coerceTypes: true, useDefaults: true }));
  const compile = remember(createCompiler(description));
  const parameterSchemas = new Map<Operation, Readonly<Record<'path' | 'query', Schema>>>();
  const schemasOf = (operation: Operation) => {
    const schemas = parameterSchemas.get(operation) ?? describeParameters(description, operation);
    parameterSchemas.set(operation, schemas);
    return schemas;
  };
  return {
    checkRequest({ method, path, contentType, text }) {
      const { pathname, searchParams } = new URL(path, 'http://localhost');
      const call = findCall(description, method, pathname);
      if (call === undefined)
        return { parameters: {}, body: undefined, problems: [`no route ${method} ${pathname} is described`] };
      const schemas = schemasOf(call.operation);
      const inPath = { ...call.parameters };
      const inQuery = readQuery(searchParams);
      const problems = [
        ...compileText(schemas.path)(inPath, 'path'),
        ...compileText(schemas.query)(inQuery, 'query'),
      ];
      const body = parseJson(text);
      problems.push(...checkBody(call.operation.requestBody, { contentType, text, body }, compile));
      return { call, parameters: { ...inPath, ...inQuery }, body, problems };
    },
    checkAnswer(method, path, { status, body }) {
      const call = findCall(description, method, new URL(path, 'http://localhost').pathname);
      const answer = call?.operation.responses[status];
      if (answer === undefined) return [`no answer ${status} to ${method} ${path} is described`];
      const schema = dereference<Payload>(description, answer).content?.[json]?.schema;
      return schema === undefined ? [] : compile(schema)(body, 'answer');
    },
  };
}

function checkBody(
  described: Payload | undefined,
  {
    contentType = '',
    text,
    body,
  }: Pick<DescribedRequest, 'contentType' | 'text'> & { readonly body: unknown },
  compile: (schema: Schema) => Check,
): string[] {
  if (described === undefined) return text === '' ? [] : ['body is not described'];
  if (text === '') return described.required === true ? ['body is missing'] : [];
  const schema = described.content?.[json]?.schema;
  if (!contentType.startsWith(json) || schema === undefined) return [`body is of type "${contentType}"`];
  return body === undefined ? ['body is not JSON'] : compile(schema)(body, 'body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function remember(compile: (schema: Schema) => Check): (schema: Schema) => Check {
  const checks = new Map<Schema, Check>();
  return (schema) => {
    const check = checks.get(schema) ?? compile(schema);
    checks.set(schema, check);
    return check;
  };
}
