import * as core from '@actions/core';
import { createContext } from '../../connection/certificates.ts';
import { type HttpProxy, readProxy } from '../../connection/proxy.ts';
import { readTokenFile } from '../../connection/token-file.ts';
import { ActionError } from '../../errors.ts';
import type { Asked } from '../../revocation/result.ts';
import { idKey, type TokenId } from '../../revocation/token.ts';
import { findWay, type Way } from './authentication.ts';
import { findContradictions } from './contradictions.ts';
import { type Inputs, toInputs, toLeaks } from './inputs.ts';
import { parseManagementToken } from './management-token.ts';
import { gatherProblems, type Problems } from './problems.ts';
import { type LoadedProfile, loadProfile } from './profile.ts';
import { isSelecting } from './situation.ts';
import type { InputTexts, InputValues, Problem } from './table.ts';
import { findSecrets, isGiven, mergeTexts, parseTexts, readTexts } from './texts.ts';
import { loadTokenIds } from './token-ids.ts';

/** What came of reading the inputs. */
export interface LoadedInputs {
  /** What could be read of what is asked for: it is reported even where the run cannot start. */
  readonly asked: Asked;
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
  const secrets = new Set<string>();
  const mask = (found: readonly (string | undefined)[]): void => {
    for (const secret of found) {
      if (secret === undefined || secret === '' || secrets.has(secret)) continue;
      core.setSecret(secret);
      secrets.add(secret);
    }
  };
  const problems = gatherProblems();
  const written = readTexts();
  mask(findSecrets(written));
  const found = loadTokenIds(written['token-ids'], written['token-ids-file']);
  mask(found.secrets);
  problems.add(...found.problems);
  const loaded = await loadProfile(written, env);
  const profile = isProblem(loaded) ? undefined : loaded;
  mask(profile?.secrets ?? []);
  if (isProblem(loaded)) problems.add(loaded);
  const values = parseTexts(written, profile, problems);
  const way = findWay(written, profile?.profile);
  // What a profile that could not be read lacks is not known.
  if (typeof way !== 'string' && !isProblem(loaded)) problems.add(way);
  const token = typeof way === 'string' ? readToken(way, values, profile, problems) : undefined;
  // The runner's OIDC endpoint is asked with a token of its own, and may quote it.
  mask([token, way === 'oidc-audience' ? env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] : undefined]);
  const texts = mergeTexts(written, profile);
  const proxies = readProxies(env, texts, problems);
  mask(proxies.flatMap((proxy) => proxy?.secrets ?? []));
  problems.add(
    ...findContradictions({
      values,
      texts,
      isInput: (name) => isGiven(written, name),
      way: typeof way === 'string' ? way : undefined,
      isProfileBroken: isProblem(loaded),
      hasProfile: profile !== undefined,
      gitHubHosts: findGitHubHosts(env),
      hasIdToken: Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']),
    }),
  );
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if (cert !== undefined && key !== undefined) problems.try('tls-key', () => createContext({ cert, key }));
  const parts = {
    values,
    ids: found.ids,
    way: way as Way,
    token,
    profile: profile?.profile,
    proxies,
  };
  const inputs = problems.toError() ?? toInputs(parts);
  const isAccident = !(inputs instanceof ActionError) && isEmptyByAccident(written, values, found.ids);
  return {
    asked: { ids: withoutExcluded(found.ids, values), leaks: toLeaks(values) },
    secrets: [...secrets],
    notes: profile?.notes ?? [],
    warnings: [...(profile?.warnings ?? []), ...(isAccident ? [noId] : [])],
    inputs,
  };
}

const noId = 'The inputs hold no id: nothing is revoked. An empty list is written [].';

/** Only ids are asked for, and there is none, and nobody has said so. */
function isEmptyByAccident(written: InputTexts, values: InputValues, ids: readonly TokenId[]): boolean {
  const { 'token-ids': idText, 'token-ids-file': file } = written;
  const isNone = (text: string): boolean => text.replace(/\s/g, '') === '[]';
  const isSaid = [idText, written['leaked-tokens']].some(isNone) && file === '';
  const isMore = (values['leaked-tokens'] ?? []).length > 0 || values['secret-scanning-alert'] !== undefined;
  return ids.length === 0 && !isSaid && !isMore && !isSelecting(values);
}

function isProblem(loaded: LoadedProfile | Problem | undefined): loaded is Problem {
  return loaded !== undefined && 'message' in loaded;
}

/** The token that does not change in the run. Absent: the identity provider gives one, or it could not be read. */
function readToken(
  way: Way,
  values: InputValues,
  profile: LoadedProfile | undefined,
  problems: Problems,
): string | undefined {
  const { managementToken = '', tokenFile = '' } = profile?.profile ?? {};
  switch (way) {
    case 'management-token':
      return values['management-token'];
    case 'mgmt_token':
      return problems.try(`mgmt_token of ${profile?.label}`, () => parseManagementToken(managementToken));
    case 'token_file':
      return problems.try(`token_file of ${profile?.label}`, () => readTokenFile(tokenFile));
    case 'oauth-client-secret':
    case 'oidc-audience':
      return undefined;
  }
}

function withoutExcluded(ids: readonly TokenId[], values: InputValues): TokenId[] {
  const excluded = new Set((values['exclude-ids'] ?? []).map(idKey));
  return ids.filter((id) => !excluded.has(idKey(id)));
}

function findGitHubHosts(env: NodeJS.ProcessEnv): string[] {
  const [server, api] = [env['GITHUB_SERVER_URL'], env['GITHUB_API_URL']].map((url) => URL.parse(url ?? ''));
  return [server, api].flatMap((url) => (url == null ? [] : [url.host, `api.${url.host}`]));
}

/** The proxies on the way to the cluster and to the identity provider. */
function readProxies(
  env: NodeJS.ProcessEnv,
  texts: InputTexts,
  problems: Problems,
): [HttpProxy | undefined, HttpProxy | undefined] {
  const proxyTo = (address: string): HttpProxy | undefined =>
    readProxy(env, /^http:/i.test(address) ? 'http:' : 'https:');
  const read = () => [proxyTo(texts.host), proxyTo(texts['oauth-token-url'])] as const;
  const [cluster, provider] = problems.try('environment', read) ?? [];
  return [cluster, provider];
}
