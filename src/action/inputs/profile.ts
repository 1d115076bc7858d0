import { existsSync } from 'node:fs';
import { defaultConfigPath, type Profile, readProfile } from '../../connection/profile.ts';
import { ActionError } from '../../errors.ts';
import { findTokenString } from '../../revocation/token-ids.ts';
import type { InputName, InputTexts, Problem } from './table.ts';

/** A profile that the workflow works with. */
export interface LoadedProfile {
  readonly profile: Profile;
  /** What it says, as inputs would. */
  readonly texts: Partial<InputTexts>;
  /** What is to be masked. */
  readonly secrets: readonly string[];
  /** The profile as messages call it. */
  readonly label: string;
  /** What the log tells of it. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads the profile that the inputs name; without `config` and `host`, the default one where its file exists. */
export async function loadProfile(
  texts: InputTexts,
  env: NodeJS.ProcessEnv,
): Promise<LoadedProfile | Problem | undefined> {
  const file = findConfig(texts, env);
  if (file === undefined) return undefined;
  const name = texts.profile || env['INFLUXCTL_PROFILE'] || 'default';
  try {
    const { profile, unknownKeys, secrets } = await readProfile(file, name);
    const label = `the profile "${name}" of ${file}`;
    return {
      profile,
      texts: toTexts(profile, texts.product || profile.product || 'clustered'),
      secrets: [...secrets, ...findStrays(profile)],
      label,
      notes: [`Using ${label}.`],
      warnings: unknownKeys.map((key) => `${file}: influxctl documents no key ${key}. It is not used.`),
    };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { input: 'config', message: texts.config === '' ? `${file}: ${error.message}` : error.message };
  }
}

/** A token may stand by mistake where the profile has a path. */
function findStrays({ tokenFile, host, tls }: Profile): string[] {
  return [tokenFile, host, tls.ca, tls.cert, tls.key].flatMap((text) => findTokenString(text ?? '') ?? []);
}

function findConfig({ config, host }: InputTexts, env: NodeJS.ProcessEnv): string | undefined {
  if (config !== '') return config;
  const usual = defaultConfigPath(env, process.platform);
  return host === '' && existsSync(usual) ? usual : undefined;
}

/** The host of a Cloud Dedicated profile is where data is written: it serves no Management API. */
function toTexts(profile: Profile, product: string): Partial<InputTexts> {
  const { tls, oauth } = profile;
  const texts: { readonly [Name in InputName]?: string | undefined } = {
    product: profile.product,
    host: product === 'dedicated' ? undefined : toAddress(profile),
    'account-id': profile.accountId,
    'cluster-id': profile.clusterId,
    'oauth-token-url': oauth.tokenUrl,
    'oauth-client-id': oauth.clientId,
    'oauth-scopes': oauth.scopes.join(' '),
    'oauth-audience': oauth.audience,
    'tls-ca': tls.ca,
    'tls-cert': tls.cert,
    'tls-key': tls.key,
    'tls-insecure': tls.insecure === undefined ? undefined : String(tls.insecure),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''));
}

function toAddress({ host, port, tls }: Profile): string | undefined {
  if (host === undefined) return undefined;
  const isWhole = host.includes('://');
  const address = isWhole ? host : `${tls.disable === true ? 'http' : 'https'}://${host}`;
  return port === undefined || port === '' ? address : `${address}:${port}`;
}
