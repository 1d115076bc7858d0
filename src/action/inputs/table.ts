import { readCertificates, readPem } from '../../connection/certificates.ts';
import { parseApiPath, parseHost } from '../../connection/host.ts';
import { failOnValues } from '../../revocation/verdict.ts';
import { parseManagementToken } from './management-token.ts';
import { integerBetween, oneOf, type Parser, parseBoolean, parseDuration, parseText } from './parsers.ts';

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
  force: { default: 'false', parse: parseBoolean },
  'dry-run': { default: 'false', parse: parseBoolean },
  host: { parse: parseHost },
  'management-token': { parse: parseManagementToken, secret: true },
  'api-path': { default: '/api/v0/management-tokens', parse: parseApiPath },
  'tls-ca': { parse: readCertificates },
  'tls-cert': { parse: readPem },
  'tls-key': { parse: readPem, secret: true },
  'tls-insecure': { default: 'false', parse: parseBoolean },
  'allow-http': { default: 'false', parse: parseBoolean },
  concurrency: { default: '32', parse: integerBetween(1, 256) },
  timeout: { default: '1m0s', parse: parseDuration },
  retries: { default: '4', parse: integerBetween(0, 10) },
  deadline: { default: '10m', parse: parseDuration },
  verify: { default: 'true', parse: parseBoolean },
  'fail-on': { default: 'any', parse: oneOf(failOnValues) },
  summary: { default: 'true', parse: parseBoolean },
} as const satisfies Record<string, InputSpec<unknown>>;
