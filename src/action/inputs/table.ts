import { readCertificates, readPrivateKey } from '../../connection/certificates.ts';
import { parseApiPath, parseHost } from '../../connection/host.ts';
import { expiredValues } from '../../revocation/selection.ts';
import { parseInfluxctl, parseSigningKey } from './client.ts';
import { parseAlertReference } from './github.ts';
import {
  integerBetween,
  oneOf,
  type Parser,
  parseBoolean,
  parseDuration,
  parseIds,
  parsePlanDigest,
  parseSha256,
  parseText,
  parseUrl,
  parseUuid,
  parseWords,
} from './parsers.ts';
import { compilePatterns, parseAge } from './selectors.ts';
import { parseLeakedTokens, parseManagementToken, parseSecret, parseUnquoted } from './token-strings.ts';

/** How one input is read. What can be read in part reports what is wrong beside it. */
interface InputSpec<Value> {
  /** What an empty input means; undefined: it stays unset. */
  readonly default?: string;
  readonly parse: Parser<Value>;
  /** Masked before anything else happens. */
  readonly secret?: true;
}

/** Every input of the action. Names, order and defaults are those of action.yml: a test holds them together. */
export const inputTable = {
  'token-ids': { parse: parseText },
  'token-ids-file': { parse: parseText },
  'leaked-tokens': { parse: parseLeakedTokens, secret: true },
  'secret-scanning-alert': { parse: parseAlertReference },
  'token-type': { default: 'management', parse: oneOf(['management', 'database']) },
  'select-description': { parse: compilePatterns },
  'select-created-by': { parse: parseUnquoted },
  'select-all': { default: 'false', parse: parseBoolean },
  'older-than': { parse: parseAge },
  expired: { default: 'exclude', parse: oneOf(expiredValues) },
  'keep-latest': { parse: integerBetween(0, 100_000) },
  'exclude-ids': { parse: parseIds },
  'max-revocations': { parse: integerBetween(0, 1_000_000) },
  'expect-plan': { parse: parsePlanDigest },
  force: { default: 'false', parse: parseBoolean },
  'dry-run': { default: 'false', parse: parseBoolean },
  host: { parse: parseHost },
  'account-id': { parse: parseUuid },
  'cluster-id': { parse: parseUuid },
  config: { parse: parseText },
  profile: { parse: parseText },
  client: { default: 'auto', parse: oneOf(['auto', 'api', 'influxctl']) },
  'api-path': { parse: parseApiPath },
  'management-token': { parse: parseManagementToken, secret: true },
  'oauth-token-url': { parse: parseUrl },
  'oauth-client-id': { parse: parseText },
  'oauth-client-secret': { parse: parseSecret, secret: true },
  'oidc-audience': { parse: parseText },
  'oauth-subject-token-type': { parse: parseText },
  'oauth-scopes': { parse: parseWords },
  'oauth-audience': { parse: parseText },
  influxctl: { parse: parseInfluxctl },
  'influxctl-sha256': { parse: parseSha256 },
  'influxctl-download-url': { parse: parseUrl },
  'influxctl-signing-key': { default: '24C975CBA61A024EE1B631787C3D57159FC2F927', parse: parseSigningKey },
  'tls-ca': { parse: readCertificates },
  'tls-cert': { parse: readCertificates },
  'tls-key': { parse: readPrivateKey, secret: true },
  'tls-skip-verify': { parse: parseBoolean },
  'allow-http': { default: 'false', parse: parseBoolean },
  concurrency: { default: '256', parse: integerBetween(1, 256) },
  timeout: { default: '1m0s', parse: parseDuration },
  retries: { default: '4', parse: integerBetween(0, 10) },
  deadline: { default: '10m', parse: parseDuration },
  summary: { default: 'true', parse: parseBoolean },
  reason: { parse: parseText },
  'issue-number': { parse: integerBetween(1, 1_000_000_000) },
  'github-token': { parse: parseUnquoted, secret: true },
} as const satisfies Record<string, InputSpec<unknown>>;

/** The name of an input. */
export type InputName = keyof typeof inputTable;

type Table = typeof inputTable;
type Parsed<Name extends InputName> = ReturnType<Table[Name]['parse']>;

/** The parsed inputs; those without a default may be unset. */
export type InputValues = {
  readonly [Name in InputName]: Table[Name] extends { default: string }
    ? Parsed<Name>
    : Parsed<Name> | undefined;
};

/** The inputs as the workflow wrote them; empty: not given. */
export type InputTexts = Readonly<Record<InputName, string>>;

/** What an empty input means; empty: it is not given. */
export function defaultOf(name: InputName): string {
  const spec = inputTable[name];
  return 'default' in spec ? spec.default : '';
}
