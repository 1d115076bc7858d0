import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'smol-toml';
import type { Installed } from '../../dev/influxctl/install.ts';
import { defaultConfigPath } from '../../src/connection/profile.ts';
import { writeTextFile } from './files.ts';
import type { Scene } from './scenario.ts';
import { makeFolder } from './shell-programs.ts';

/** A profile with the keys of the file. */
export type ProfileTable = Readonly<Record<string, unknown>>;

/** The text of a `config.toml` with these profiles. */
export function configText(...profiles: readonly ProfileTable[]): string {
  return stringify({ profile: profiles });
}

/** Writes a `config.toml` with these profiles, and gives its path. */
export function writeConfig(...profiles: readonly ProfileTable[]): string {
  return writeTextFile(configText(...profiles));
}

/** A profile that is enough to reach a scene's cluster. */
export function profileOf({ cluster, caller }: Scene, overrides: ProfileTable = {}): ProfileTable {
  return {
    name: 'default',
    product: 'clustered',
    host: 'localhost',
    port: String(cluster.port),
    mgmt_token: caller.secret,
    tls: { ca: writeTextFile(cluster.ca) },
    ...overrides,
  };
}

/** Makes a home with a `config.toml` where influxctl looks for it on this system, and gives its environment. */
export function givenHome(config: string): { readonly file: string; readonly env: Record<string, string> } {
  const home = makeFolder();
  const env = { HOME: home, APPDATA: path.join(home, 'AppData') };
  const file = defaultConfigPath(env, process.platform);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, config);
  return { file, env };
}

/** The profile that influxctl was given in each call that had one, every different one once. */
export function profilesSeen(influxctl: Installed): unknown[] {
  const texts = influxctl.calls().flatMap(({ config }) => config?.text ?? []);
  return [...new Set(texts)].flatMap((text) => parse(text)['profile'] as unknown[]);
}
