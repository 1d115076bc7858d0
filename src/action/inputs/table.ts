import { readCertificates, readPem } from '../../connection/certificates.ts';
import { parseApiPath, parseHost } from '../../connection/host.ts';
import { expiredValues } from '../../revocation/selection.ts';
import { parseAge } from './age.ts';
import { parseAlertReference } from './alert-reference.ts';
import { compileGlob } from './glob.ts';
import { parseLeakedTokens } from './leaked-tokens.ts';
import { parseManagementToken } from './management-token.ts';
import {
  integerBetween,
  oneOf,
  type Parser,
  parseBoolean,
  parseDuration,
  parseIds,
  parseInfluxctlVersion,
  parseSha256,
  parseText,
  parseUrl,
  parseUuid,
  parseWords,
} from './parsers.ts';

/** How one input is read. */
interface InputSpec<Value> {
  /** What an empty input means. Absent: it stays unset. */
  readonly default?: string;
  readonly parse: Parser<Value>;
  /** Masked before anything else happens. */
  readonly secret?: true;
}

/** Every input of the action. Names and defaults are those of action.yml: a test holds them together. */
export const inputTable = {
  'token-ids': { parse: parseText },
  'token-ids-file': { parse: parseText },
  'leaked-tokens': { parse: parseLeakedTokens, secret: true },
  'secret-scanning-alert': { parse: parseAlertReference },
  description: { parse: compileGlob },
  'created-by': { parse: parseText },
  'older-than': { parse: parseAge },
  expired: { default: 'exclude', parse: oneOf(expiredValues) },
  'keep-latest': { parse: integerBetween(0, 100_000) },
  all: { default: 'false', parse: parseBoolean },
  'exclude-ids': { parse: parseIds },
  'max-revocations': { parse: integerBetween(0, 1_000_000) },
  'expect-plan': { parse: parseSha256 },
  force: { default: 'false', parse: parseBoolean },
  'dry-run': { default: 'false', parse: parseBoolean },
  'token-type': { default: 'management', parse: oneOf(['management', 'database']) },
  client: { default: 'auto', parse: oneOf(['auto', 'api', 'influxctl']) },
  product: { parse: oneOf(['clustered', 'dedicated']) },
  host: { parse: parseHost },
  'account-id': { parse: parseUuid },
  'cluster-id': { parse: parseUuid },
  config: { parse: parseText },
  profile: { parse: parseText },
  'management-token': { parse: parseManagementToken, secret: true },
  'oauth-token-url': { parse: parseUrl },
  'oauth-client-id': { parse: parseText },
  'oauth-client-secret': { parse: parseText, secret: true },
  'oidc-audience': { parse: parseText },
  'oauth-grant': { default: 'client-credentials', parse: oneOf(['client-credentials', 'token-exchange']) },
  'oauth-subject-token-type': { default: 'urn:ietf:params:oauth:token-type:jwt', parse: parseText },
  'oauth-scopes': { parse: parseWords },
  'oauth-audience': { parse: parseText },
  'api-path': { parse: parseApiPath },
  'influxctl-path': { parse: parseText },
  'influxctl-version': { parse: parseInfluxctlVersion },
  'influxctl-sha256': { parse: parseSha256 },
  'influxctl-download-url': { parse: parseUrl },
  'tls-ca': { parse: readCertificates },
  'tls-cert': { parse: readPem },
  'tls-key': { parse: readPem, secret: true },
  'tls-insecure': { parse: parseBoolean },
  'allow-http': { default: 'false', parse: parseBoolean },
  concurrency: { default: '32', parse: integerBetween(1, 256) },
  timeout: { default: '1m0s', parse: parseDuration },
  retries: { default: '4', parse: integerBetween(0, 10) },
  deadline: { default: '10m', parse: parseDuration },
  verify: { default: 'true', parse: parseBoolean },
  'fail-on': { default: 'any', parse: oneOf(['any']) },
  summary: { default: 'true', parse: parseBoolean },
  reason: { parse: parseText },
  'issue-number': { parse: integerBetween(1, 1_000_000_000) },
  'github-token': { parse: parseText, secret: true },
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

/** What is wrong with an input. The message follows the input's name. */
export interface Problem {
  readonly input: string;
  readonly message: string;
}
