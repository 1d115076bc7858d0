import { readdirSync } from 'node:fs';
import { fetchInfluxctl } from '../../src/action/influxctl/fetch.ts';
import { openInfluxctl } from '../../src/client/influxctl/open.ts';
import type { InfluxctlSource } from '../../src/connection/client-settings.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { influxctlSettings } from './influxctl-settings.ts';

/**
 * Fetches influxctl in a process of its own, and prints what came of it and what is left in RUNNER_TEMP: for tests that
 * change user or file systems.
 */
const { source, authorities }: { readonly source: InfluxctlSource; readonly authorities: readonly string[] } =
  JSON.parse(process.argv[2] ?? '');
const signal = AbortSignal.timeout(60_000);
const quote = (text: string): string => text.trim();
const { env } = process;
const print = (result: object): void =>
  console.log(JSON.stringify({ ...result, left: readdirSync(env['RUNNER_TEMP'] ?? '') }));
try {
  const { version, close } = await openInfluxctl(
    influxctlSettings({ source }),
    {
      kind: tokenKinds.management,
      concurrency: 32,
      env,
      quote,
      onCall: () => {},
      info: () => {},
      warn: () => {},
      fetch: (requested, folder) =>
        fetchInfluxctl(requested, { env, folder, authorities, timeout: 5_000, retries: 0, quote, signal }),
    },
    signal,
  );
  close();
  print({ version });
} catch (error) {
  const { name, code, message } = error as { name: string; code: string; message: string };
  print({ name, code, message });
}
