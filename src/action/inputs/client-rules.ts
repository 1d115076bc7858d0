import { isOAuth } from './authentication.ts';
import { kindOf, type Rule } from './situation.ts';
import type { InputName } from './table.ts';

const notWithApi = (input: InputName): Rule => ({
  input,
  message: 'makes no sense with `client: api`',
  isBroken: ({ values, isInput }) => isInput(input) && values.client === 'api',
});

/** What is wrong with the client, and with what only one of them understands. */
export const clientRules: readonly Rule[] = [
  {
    input: 'client',
    message: 'influxctl cannot use OAuth2 in a workflow: give a management token, or use `client: api`',
    isBroken: ({ values, way }) => values.client === 'influxctl' && isOAuth(way),
  },
  notWithApi('influxctl-path'),
  notWithApi('influxctl-version'),
  {
    input: 'influxctl-path',
    message: 'contradicts `influxctl-version`: give the one to run, or the one to download',
    isBroken: ({ isInput }) => isInput('influxctl-path') && isInput('influxctl-version'),
  },
  {
    input: 'influxctl-sha256',
    message: 'missing: `influxctl-version` needs it, since nothing unverified is run',
    isBroken: ({ isInput }) => isInput('influxctl-version') && !isInput('influxctl-sha256'),
  },
  {
    input: 'influxctl-version',
    message: 'missing: `influxctl-sha256` and `influxctl-download-url` need it',
    isBroken: ({ isInput }) =>
      (isInput('influxctl-sha256') || isInput('influxctl-download-url')) && !isInput('influxctl-version'),
  },
  {
    input: 'api-path',
    message: 'makes no sense with `client: influxctl`',
    isBroken: ({ values, isInput }) => isInput('api-path') && values.client === 'influxctl',
  },
  {
    input: 'api-path',
    // An id of a management token must never go to the published collection of database tokens.
    message: 'this is the collection of database tokens; for these set `token-type: database`',
    isBroken: (situation) =>
      kindOf(situation)?.name !== 'database' && /\/tokens$/i.test(situation.values['api-path'] ?? ''),
  },
  {
    input: 'verify',
    message: 'influxctl does not say what became of an id: with `client: influxctl` the list is always asked',
    isBroken: ({ values }) => values.verify === false && values.client === 'influxctl',
  },
];
