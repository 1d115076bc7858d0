import { fetchInfluxctl } from '../../src/action/influxctl/fetch.ts';
import type { FetchNeeds } from '../../src/action/influxctl/release.ts';
import type { Influxctl, InfluxctlVersion } from '../../src/connection/client-settings.ts';
import { ActionError } from '../../src/errors.ts';
import { makeFolder } from './shell-programs.ts';

/** Fetches influxctl 2.12.1 without retries into a folder of its own, unless the overrides say otherwise. */
export function fetchRelease(
  requested: Partial<InfluxctlVersion>,
  needs: Partial<FetchNeeds> = {},
): Promise<Influxctl> {
  return fetchInfluxctl(
    {
      kind: 'version',
      version: '2.12.1',
      sha256: undefined,
      url: undefined,
      signingKey: 'F'.repeat(40),
      ...requested,
    },
    {
      env: { PATH: process.env['PATH'] },
      folder: makeFolder(),
      authorities: [],
      timeout: 5_000,
      retries: 0,
      quote: (text) => text.trim(),
      signal: new AbortController().signal,
      ...needs,
    },
  );
}

/** The error because of which nothing is fetched. */
export async function fetchErrorOf(fetching: Promise<Influxctl>): Promise<ActionError> {
  const thrown: unknown = await fetching.then(
    ({ file }) => new Error(`it was fetched: ${file}`),
    (error: unknown) => error,
  );
  if (thrown instanceof ActionError) return thrown;
  throw thrown;
}
