import { existsSync } from 'node:fs';
import * as core from '@actions/core';
import { createContext } from '../../connection/certificates.ts';
import { type HttpProxy, readProxy } from '../../connection/proxy.ts';
import { readTokenFile } from '../../connection/token-file.ts';
import { ActionError } from '../../errors.ts';
import type { TokenId } from '../../revocation/token.ts';
import { findTokenString } from '../../revocation/token-ids.ts';
import { findWay, type Way } from './authentication.ts';
import { findContradictions } from './contradictions.ts';
import { type Inputs, toInputs } from './inputs.ts';
import { parseManagementToken } from './management-token.ts';
import { type LoadedProfile, loadProfile } from './profile.ts';
import { type InputName, type InputTexts, type InputValues, inputTable, type Problem } from './table.ts';
import { loadTokenIds } from './token-ids.ts';

/** What came of reading the inputs. */
export interface LoadedInputs {
  /** The ids that could be read: they are reported even where the run cannot start. */
  readonly ids: readonly TokenId[];
  /** Everything that must not be shown. Masked already. */
  readonly secrets: readonly string[];
  /** Where settings come from that the workflow does not show. */
  readonly notes: readonly string[];
  /** What is allowed, but rarely meant. */
  readonly warnings: readonly string[];
  /** An error that names every input that is wrong, in place of inputs. */
  readonly inputs: Inputs | ActionError;
}

/** Reads and checks all inputs at once. Secrets are masked before anything can fail. */
export async function loadInputs(env: NodeJS.ProcessEnv): Promise<LoadedInputs> {
  const secrets: string[] = [];
  const mask = (found: readonly string[]): void => {
    for (const secret of found) {
      if (secrets.includes(secret)) continue;
      core.setSecret(secret);
      secrets.push(secret);
    }
  };
  const written = readTexts();
  mask(secretsOf(written));
  const {
    ids,
    problems: idProblems,
    secrets: strays,
  } = loadTokenIds(written['token-ids'], written['token-ids-file']);
  mask(strays);
  const loaded = await loadProfile(written, env);
  const problems: Problem[] = [...idProblems, ...(isProblem(loaded) ? [loaded] : [])];
  const profile = isProblem(loaded) ? undefined : loaded;
  mask(profile?.secrets ?? []);
  const texts = merge(written, profile);
  const values = parseTexts(texts, createLabel(written, profile), problems);
  const way = findWay(written, profile?.profile);
  const isProfileBroken = isProblem(loaded);
  if (typeof way !== 'string' && !isProfileBroken) problems.push(way);
  const token = typeof way === 'string' ? readToken(way, values, profile, problems) : undefined;
  mask(token === undefined ? [] : [token]);
  const proxies = readProxies(env, texts, problems);
  mask(proxies.flatMap((proxy) => proxy?.secrets ?? []));
  problems.push(
    ...findContradictions({
      values,
      texts,
      isInput: (name) => written[name] !== '' && written[name] !== defaultOf(name),
      way: typeof way === 'string' ? way : undefined,
      isProfileBroken,
      hasProfile: profile !== undefined,
      hasIdToken: Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']),
    }),
  );
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if (cert !== undefined && key !== undefined) tryTo(() => createContext({ cert, key }), 'tls-key', problems);
  const inputs =
    problems.length > 0
      ? inputError(problems)
      : toInputs({ values, way: way as Way, token, profile: profile?.profile, proxies });
  const isNoneMeant = written['token-ids'].replace(/\s/g, '') === '[]' && written['token-ids-file'] === '';
  const isNone = problems.length === 0 && ids.length === 0 && !isNoneMeant;
  return {
    ids,
    secrets,
    notes: profile?.notes ?? [],
    warnings: [
      ...(profile?.warnings ?? []),
      ...(isNone ? ['The inputs hold no id: nothing is revoked. An empty list is written [].'] : []),
    ],
    inputs,
  };
}

function isProblem(loaded: LoadedProfile | Problem | undefined): loaded is Problem {
  return loaded !== undefined && 'message' in loaded;
}

function readTexts(): InputTexts {
  const names = Object.keys(inputTable) as InputName[];
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)])) as InputTexts;
}

/**
 * A `tls-key` may be the path of a file, which is no secret. Any other input may hold a token by mistake; `token-ids`
 * has a check of its own, which leaves its ids readable.
 */
function secretsOf(texts: InputTexts): string[] {
  return Object.entries(inputTable).flatMap(([name, spec]) => {
    const text = texts[name as InputName];
    if ('secret' in spec) return text === '' || (name === 'tls-key' && existsSync(text)) ? [] : [text];
    return name === 'token-ids' ? [] : (findTokenString(text) ?? []);
  });
}

/** The workflow's word wins over the profile's. */
function merge(written: InputTexts, profile: LoadedProfile | undefined): InputTexts {
  const given = Object.entries(written).filter(([, text]) => text !== '');
  return { ...written, ...profile?.texts, ...Object.fromEntries(given) };
}

/** Names an input in a message, and the profile where the text is from there. */
function createLabel(written: InputTexts, profile: LoadedProfile | undefined): (name: InputName) => string {
  return (name) => {
    const isFromProfile = profile?.texts[name] !== undefined && written[name] === '';
    return isFromProfile ? `${name} (from ${profile.label})` : name;
  };
}

function defaultOf(name: InputName): string {
  const spec = inputTable[name];
  return 'default' in spec ? spec.default : '';
}

/** Parses every input; what is wrong is added to the problems, and leaves a value that is not used. */
function parseTexts(texts: InputTexts, label: (name: InputName) => string, problems: Problem[]): InputValues {
  const values = (Object.keys(inputTable) as InputName[]).map((name) => {
    const text = texts[name] || defaultOf(name);
    const value = text === '' ? undefined : tryTo(() => inputTable[name].parse(text), label(name), problems);
    return [name, value];
  });
  return Object.fromEntries(values) as InputValues;
}

/** The token that does not change in the run. Absent: the identity provider gives one, or it could not be read. */
function readToken(
  way: Way,
  values: InputValues,
  profile: LoadedProfile | undefined,
  problems: Problem[],
): string | undefined {
  const { managementToken = '', tokenFile = '' } = profile?.profile ?? {};
  switch (way) {
    case 'management-token':
      return values['management-token'];
    case 'mgmt_token':
      return tryTo(() => parseManagementToken(managementToken), `mgmt_token of ${profile?.label}`, problems);
    case 'token_file':
      return tryTo(() => readTokenFile(tokenFile), `token_file of ${profile?.label}`, problems);
    case 'oauth-client-secret':
    case 'oidc-audience':
      return undefined;
  }
}

/** The proxies on the way to the cluster and to the identity provider. */
function readProxies(
  env: NodeJS.ProcessEnv,
  texts: InputTexts,
  problems: Problem[],
): [HttpProxy | undefined, HttpProxy | undefined] {
  const proxyTo = (address: string): HttpProxy | undefined =>
    readProxy(env, /^http:/i.test(address) ? 'http:' : 'https:');
  const read = () => [proxyTo(texts.host), proxyTo(texts['oauth-token-url'])] as const;
  const [cluster, provider] = tryTo(read, 'environment', problems) ?? [];
  return [cluster, provider];
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

function inputError(problems: readonly Problem[]): ActionError {
  const lines = problems.map(({ input, message }) => `- ${input}: ${message}`);
  const names = new Set(problems.map(({ input }) => input));
  const count = names.size === 1 ? 'An input is' : `${names.size} inputs are`;
  return new ActionError({ code: 'invalid-input', message: [`${count} not valid:`, ...lines].join('\n') });
}
