import { readdirSync } from 'node:fs';
import { expect } from '@jest/globals';
import { type InfluxctlNeeds, openInfluxctl } from '../../src/client/influxctl/open.ts';
import type { InfluxctlSource } from '../../src/connection/client-settings.ts';
import type { ActionError } from '../../src/errors.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { influxctlSettings, nothingToFetch } from './influxctl-settings.ts';
import { makeFolder } from './shell-programs.ts';

const never = new AbortController().signal;

/** What influxctl gets of a step that has nothing. */
function needs(overrides: Partial<InfluxctlNeeds> = {}): InfluxctlNeeds {
  return {
    kind: tokenKinds.management,
    concurrency: 32,
    env: {},
    fetch: () => Promise.reject(nothingToFetch),
    quote: (text) => text.trim(),
    onCall: () => {},
    info: () => {},
    warn: () => {},
    ...overrides,
  };
}

/** The error that keeps an influxctl from being opened, after which nothing may be left in the temporary folder. */
export async function openingErrorOf(
  source: InfluxctlSource,
  overrides: Partial<InfluxctlNeeds> = {},
): Promise<ActionError> {
  const temp = makeFolder();
  const own = needs(overrides);
  const error = await openInfluxctl(
    influxctlSettings({ source }),
    { ...own, env: { ...own.env, RUNNER_TEMP: temp } },
    never,
  ).then(
    () => {
      throw new Error('it was opened');
    },
    (reason: ActionError) => reason,
  );
  expect(readdirSync(temp)).toEqual([]);
  return error;
}
