import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { createContext } from '../../connection/certificates.ts';
import { isExposed } from '../../connection/host.ts';
import { type HttpProxy, readProxy } from '../../connection/proxy.ts';
import type { ConnectionSettings } from '../../connection/transport.ts';
import { ActionError } from '../../errors.ts';
import type { RevocationRequest } from '../../revocation/context.ts';
import type { TokenId } from '../../revocation/token.ts';
import type { FailOn } from '../../revocation/verdict.ts';
import { inputTable } from './table.ts';
import { loadTokenIds } from './token-ids.ts';

type Table = typeof inputTable;
type Name = keyof Table;
type Parsed<N extends Name> = ReturnType<Table[N]['parse']>;

/** The parsed inputs; those without a default may be unset. */
type Values = {
  readonly [N in Name]: Table[N] extends { default: string } ? Parsed<N> : Parsed<N> | undefined;
};

/** What is wrong with an input. The message follows the input's name. */
interface Problem {
  readonly input: string;
  readonly message: string;
}

/** Everything that the workflow asks for, typed. */
export interface Inputs {
  readonly request: Omit<RevocationRequest, 'ids' | 'isInUse'>;
  readonly connection: Omit<ConnectionSettings, 'redact' | 'onExchange'>;
  readonly apiPath: string;
  readonly failOn: FailOn;
  readonly summary: boolean;
}

/** What came of reading the inputs. */
export interface LoadedInputs {
  /** The ids that could be read: they are reported even where the run cannot start. */
  readonly ids: readonly TokenId[];
  /** Everything that must not be shown. Masked already. */
  readonly secrets: readonly string[];
  /** What is allowed, but rarely meant. */
  readonly warnings: readonly string[];
  /** An error that names every input that is wrong, in place of inputs. */
  readonly inputs: Inputs | ActionError;
}

/** Reads and checks all inputs at once. Secrets are masked before anything can fail. */
export function loadInputs(env: NodeJS.ProcessEnv): LoadedInputs {
  const texts = readTexts();
  const secrets: string[] = [];
  const mask = (found: readonly string[]): void => {
    for (const secret of found) core.setSecret(secret);
    secrets.push(...found);
  };
  mask(secretsOf(texts));
  const found = loadTokenIds(texts['token-ids'], texts['token-ids-file']);
  mask(found.secrets);
  const problems: Problem[] = [...found.problems];
  const proxy = tryTo(
    () => readProxy(env, /^http:/i.test(texts.host) ? 'http:' : 'https:'),
    'environment',
    problems,
  );
  mask(proxy?.secrets ?? []);
  const values = parseTexts(texts, problems);
  problems.push(...findContradictions(values, texts));
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if (cert !== undefined && key !== undefined) tryTo(() => createContext({ cert, key }), 'tls-key', problems);
  const inputs = problems.length > 0 ? inputError(problems) : toInputs(values, proxy);
  const isNoneMeant = texts['token-ids'].replace(/\s/g, '') === '[]' && texts['token-ids-file'] === '';
  const isNone = problems.length === 0 && found.ids.length === 0 && !isNoneMeant;
  const warnings = isNone ? ['The inputs hold no id: nothing is revoked. An empty list is written [].'] : [];
  return { ids: found.ids, secrets, warnings, inputs };
}

function readTexts(): Record<Name, string> {
  const names = Object.keys(inputTable) as Name[];
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as Record<Name, string>;
}

/** A `tls-key` may be the path of a file, which is no secret. */
function secretsOf(texts: Record<Name, string>): string[] {
  return Object.entries(inputTable).flatMap(([name, spec]) => {
    const text = texts[name as Name];
    const isPath = name === 'tls-key' && existsSync(text);
    return 'secret' in spec && text !== '' && !isPath ? [text] : [];
  });
}

/** Parses every input; what is wrong is added to the problems, and leaves a value that is not used. */
function parseTexts(texts: Record<Name, string>, problems: Problem[]): Values {
  const values = Object.entries(inputTable).map(([name, spec]) => {
    const text = texts[name as Name] || ('default' in spec ? spec.default : '');
    return [name, text === '' ? undefined : tryTo(() => spec.parse(text), name, problems)];
  });
  return Object.fromEntries(values) as Values;
}

function tryTo<Value>(work: () => Value, input: string, problems: Problem[]): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    problems.push({ input, message: error.message });
    return undefined;
  }
}

/** What is wrong only in combination. An input that could not be parsed is not called missing. */
function findContradictions(values: Values, texts: Record<Name, string>): Problem[] {
  const problems: Problem[] = [];
  const add = (input: Name, message: string): void => {
    problems.push({ input, message });
  };
  if (texts.host === '')
    add('host', 'missing: the address of the cluster, such as https://cluster.example.com');
  if (texts['management-token'] === '') add('management-token', 'missing: the token to authenticate with');
  if (values.host !== undefined && isExposed(values.host) && values['allow-http'] === false)
    add('host', 'http:// would send the token in the clear; use https://, or set `allow-http: true`');
  if (texts['tls-cert'] !== '' && texts['tls-key'] === '') add('tls-key', 'missing: `tls-cert` needs it');
  if (texts['tls-key'] !== '' && texts['tls-cert'] === '') add('tls-cert', 'missing: `tls-key` needs it');
  return problems;
}

function inputError(problems: readonly Problem[]): ActionError {
  const lines = problems.map(({ input, message }) => `- ${input}: ${message}`);
  const names = new Set(problems.map(({ input }) => input));
  const count = names.size === 1 ? 'An input is' : `${names.size} inputs are`;
  return new ActionError({ code: 'invalid-input', message: [`${count} not valid:`, ...lines].join('\n') });
}

function toInputs(values: Values, proxy: HttpProxy | undefined): Inputs {
  const { host, 'management-token': bearerToken, 'tls-cert': cert, 'tls-key': key } = values;
  if (host === undefined || bearerToken === undefined)
    throw new ActionError({ code: 'internal', message: 'A missing input was not noticed.' });
  return {
    request: {
      force: values.force,
      dryRun: values['dry-run'],
      verify: values.verify,
      concurrency: values.concurrency,
      retries: values.retries,
      deadline: values.deadline,
    },
    connection: {
      host,
      bearerToken,
      tls: {
        authorities: values['tls-ca'] ?? [],
        insecure: values['tls-insecure'],
        client: cert !== undefined && key !== undefined ? { cert, key } : undefined,
      },
      proxy,
      concurrency: values.concurrency,
      timeout: values.timeout,
    },
    apiPath: values['api-path'],
    failOn: values['fail-on'],
    summary: values.summary,
  };
}
