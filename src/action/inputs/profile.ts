import { existsSync } from 'node:fs';
import { joinAddress } from '../../connection/host.ts';
import { defaultConfigPath, type Profile, readProfile } from '../../connection/profile.ts';
import { readText } from '../../connection/text-file.ts';
import { ActionError } from '../../errors.ts';
import { findTokenStrings } from '../../token-string.ts';
import { oneOf } from './parsers.ts';
import type { Problems } from './problems.ts';
import type { InputName, InputTexts } from './table.ts';

/** A profile that the workflow works with. */
export interface LoadedProfile {
  readonly profile: Profile;
  /** undefined: the profile does not say, or not in words that are known. */
  readonly product: 'clustered' | 'dedicated' | undefined;
  /** What it says, as inputs would. */
  readonly texts: Partial<InputTexts>;
  /** What must be masked. */
  readonly secrets: readonly string[];
  /** The profile as messages call it. */
  readonly label: string;
  /** What the log says of it. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const parseProduct = oneOf(['clustered', 'dedicated']);

/**
 * Reads the profile that the inputs name; without `config` and `host`, the default one if its file exists. What a
 * profile that cannot be read lacks is not known.
 */
export async function loadProfile(
  texts: InputTexts,
  env: NodeJS.ProcessEnv,
  problems: Problems,
): Promise<LoadedProfile | 'unreadable' | undefined> {
  const variable = readVariable(env);
  const file = findConfig(texts, env, variable.config);
  if (file === undefined) return undefined;
  const name = texts.profile || variable.profile || 'default';
  const isRead = (variable.config ?? '') === file || (variable.profile ?? '') === name;
  try {
    const { profile, unknownKeys, secrets } = await readProfile(file, name);
    const label = `the profile "${name}" of ${file}`;
    const text = profile.product ?? '';
    const product =
      text === '' ? undefined : problems.try(`product (from ${label})`, () => parseProduct(text));
    return {
      profile,
      product,
      texts: toTexts(profile, {
        isDedicated: texts['account-id'] !== '' || product === 'dedicated',
        isOAuth: texts['oauth-client-secret'] !== '' || texts['oidc-audience'] !== '',
      }),
      secrets,
      label,
      notes: [`Using ${label}.`, ...(isRead ? [variable.note] : [])],
      warnings: unknownKeys.map((key) => `${file}: influxctl documents no key ${key}. It is not used.`),
    };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const message = texts.config === '' ? `${file}: ${error.message}` : error.message;
    problems.add({ input: 'config', message });
    return 'unreadable';
  }
}

/**
 * Finds every token string in the configuration, wherever it stands: messages name profiles, keys and files. None if it
 * cannot be read: loading it says why.
 */
export function findConfigSecrets(texts: InputTexts, env: NodeJS.ProcessEnv): string[] {
  const file = findConfig(texts, env, readVariable(env).config);
  const named = findTokenStrings(`${env['INFLUXCTL_PROFILE']} ${file}`);
  if (file === undefined) return named;
  try {
    return [...named, ...findTokenStrings(readText(file))];
  } catch {
    return named;
  }
}

interface ProfileVariable {
  readonly config?: string;
  readonly profile?: string;
  /** How the value was read. */
  readonly note: string;
}

/** influxctl documents `INFLUXCTL_PROFILE` twice: as the name of a profile, and as the path of the configuration. */
function readVariable({ INFLUXCTL_PROFILE: value = '' }: NodeJS.ProcessEnv): ProfileVariable {
  if (value === '') return { note: '' };
  const reason = 'a path separator, or `.toml` at its end, makes it a path';
  return /[/\\]|\.toml$/i.test(value)
    ? { config: value, note: `INFLUXCTL_PROFILE is read as the path of the configuration: ${reason}.` }
    : { profile: value, note: `INFLUXCTL_PROFILE is read as the name of the profile: ${reason}.` };
}

function findConfig(
  { config, host }: InputTexts,
  env: NodeJS.ProcessEnv,
  fromVariable: string | undefined,
): string | undefined {
  if (config !== '') return config;
  if (host === '' && fromVariable !== undefined) return fromVariable;
  const usual = defaultConfigPath(env, process.platform);
  return host === '' && existsSync(usual) ? usual : undefined;
}

/** What of a profile is used. Its other keys may hold the placeholders of the samples that InfluxData publishes. */
interface Uses {
  readonly isDedicated: boolean;
  /** Whether the workflow signs in at an identity provider. */
  readonly isOAuth: boolean;
}

/** The host of a Cloud Dedicated profile is where data is written: it serves no Management API. */
function toTexts(profile: Profile, { isDedicated, isOAuth }: Uses): Partial<InputTexts> {
  const { tls, oauth } = profile;
  const texts: { readonly [Name in InputName]?: string | undefined } = {
    host: isDedicated ? undefined : toAddress(profile),
    'account-id': isDedicated ? profile.accountId : undefined,
    'cluster-id': isDedicated ? profile.clusterId : undefined,
    ...(isOAuth && {
      'oauth-token-url': oauth.tokenUrl,
      'oauth-client-id': oauth.clientId,
      'oauth-scopes': oauth.scopes.join(' '),
      'oauth-audience': oauth.audience,
    }),
    'tls-ca': tls.ca,
    'tls-cert': tls.cert,
    'tls-key': tls.key,
    'tls-skip-verify': tls.insecure === undefined ? undefined : String(tls.insecure),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text !== ''));
}

function toAddress({ host, port, tls }: Profile): string | undefined {
  return host === undefined
    ? undefined
    : joinAddress(host, port ?? '', tls.disable === true ? 'http' : 'https');
}
