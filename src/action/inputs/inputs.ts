import * as core from '@actions/core';
import { type Account, accountOf, type ClientSettings } from '../../connection/client-settings.ts';
import { findProxySecrets, type HttpProxy } from '../../connection/proxy.ts';
import { shortestHidden } from '../../connection/secrets.ts';
import type { Authentication } from '../../connection/sign-in.ts';
import type { ConnectionSettings } from '../../connection/transport.ts';
import type { ActionError } from '../../errors.ts';
import type { Asked } from '../../revocation/result.ts';
import { readAuthentication } from './authentication.ts';
import { readClient } from './client.ts';
import { readConnection, readProxies } from './connection.ts';
import { findCommentWarnings, type GitHubInputs, readGitHub } from './github.ts';
import { findMisspelled } from './misspelled.ts';
import { gatherProblems } from './problems.ts';
import { findConfigSecrets, loadProfile } from './profile.ts';
import { findSecrets, parseTexts, readTexts } from './texts.ts';
import { loadTokenIds } from './token-ids.ts';
import { findWarnings, readTokens, type TokenInputs, toAsked } from './tokens.ts';

/** Everything that the workflow requests, typed. */
export interface Inputs extends ClientSettings {
  readonly request: TokenInputs;
  /** Of Cloud Dedicated. Undefined: another product runs at the address. */
  readonly account: Account | undefined;
  readonly connection: Omit<ConnectionSettings, 'credentials' | 'redact' | 'onExchange'>;
  readonly authentication: Authentication;
  /** The proxy on the way to the identity provider. */
  readonly providerProxy: HttpProxy | undefined;
  readonly github: GitHubInputs;
}

/** What the report says of the inputs, as far as they could be read. */
export interface Stated extends Pick<TokenInputs, 'kind' | 'dryRun' | 'force'> {
  /** Whether to write a job summary. */
  readonly summary: boolean;
  /** Why the tokens are revoked: free text for anyone who reads the evidence. */
  readonly reason: string | undefined;
}

/** What came of reading the inputs. */
export interface LoadedInputs {
  /** What could be read of the requested tokens: it is reported even if the run cannot start. */
  readonly asked: Asked;
  readonly stated: Stated;
  /** Everything that must not be shown. Masked already. */
  readonly secrets: readonly string[];
  /** Where settings come from that the workflow does not show. */
  readonly notes: readonly string[];
  /** What is allowed, but rarely intended. */
  readonly warnings: readonly string[];
  /** An error that names every wrong input, instead of the inputs. */
  readonly inputs: Inputs | ActionError;
}

/** Reads and checks all inputs at once. Secrets are masked before anything can fail. */
export async function loadInputs(env: NodeJS.ProcessEnv): Promise<LoadedInputs> {
  const secrets = new Set<string>();
  const mask = (found: readonly (string | undefined)[]): void => {
    for (const secret of found) {
      if (secret === undefined || secret.length < shortestHidden || secrets.has(secret)) continue;
      core.setSecret(secret);
      secrets.add(secret);
    }
  };
  const problems = gatherProblems();
  const named = readTexts();
  mask(findSecrets(named));
  const misspelled = findMisspelled(named, env);
  mask(misspelled.secrets);
  problems.add(...misspelled.problems);
  const { texts: written } = misspelled;
  mask(findProxySecrets(env));
  const found = loadTokenIds(written['token-ids'], written['token-ids-file']);
  mask(found.secrets);
  problems.add(...found.problems);
  mask(findConfigSecrets(written, env));
  const profile = await loadProfile(written, env, problems);
  mask(profile === 'unreadable' ? [] : (profile?.secrets ?? []));
  const given = parseTexts(written, profile, problems);
  const { values } = given;
  const authentication = readAuthentication(given, env);
  mask(authentication?.kind === 'token' ? [authentication.token] : []);
  // The runner's OIDC endpoint requires its own token, and may quote it.
  mask([values['oidc-audience'] === undefined ? undefined : env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]);
  const request = readTokens(given, found.ids);
  const github = readGitHub(given, env);
  const connection = readConnection(given);
  // It may come from a file or a profile.
  mask([connection?.tls.client?.key]);
  const proxies = readProxies(given, connection?.host, env);
  const client = readClient(given, connection, authentication);
  const { concurrency, timeout, summary, reason } = values;
  const { kind, dryRun, force } = request;
  const common = {
    asked: toAsked(given, found),
    stated: { kind, summary, reason, dryRun, force },
    secrets: [...secrets],
    notes: given.profile?.notes ?? [],
  };
  const warnings = given.profile?.warnings ?? [];
  if (problems.any() || authentication === undefined || connection === undefined || client === undefined)
    return {
      ...common,
      warnings: [...warnings, ...findCommentWarnings(github)],
      inputs: problems.toError(),
    };
  const { host, product, tls } = connection;
  return {
    ...common,
    warnings: [...warnings, ...findWarnings(values)],
    inputs: {
      ...client,
      request,
      account: accountOf(product),
      connection: { host, tls, proxy: proxies.cluster, concurrency, timeout },
      authentication,
      providerProxy: proxies.provider,
      github,
    },
  };
}
