import { createRequire } from 'node:module';
import path from 'node:path';
import { listSources, type StatsModule } from './sources.ts';

/** Files to write: what they hold, by path relative to the output folder. */
export type OutputFiles = ReadonlyMap<string, string | Uint8Array>;

/** What became of an entry and everything that it imports. */
export interface Bundle {
  readonly files: OutputFiles;
  /** The absolute paths of the files that were bundled, or copied as assets. */
  readonly sources: readonly string[];
}

interface Result {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Uint8Array }>>;
  readonly symlinks: object;
  readonly stats: { readonly compilation: object; toJson(): Stats };
}

interface Stats {
  readonly chunks: readonly { readonly files: readonly string[] }[];
  readonly modules: readonly StatsModule[];
}

const require = createRequire(import.meta.url);
const ncc: (entry: string, options: object) => Promise<Result> = require('@vercel/ncc');
// The only place that knows which file an asset was copied from.
const relocateLoader: {
  getAssetMeta(asset: string, compilation: object): { readonly path?: string } | undefined;
} = require('@vercel/ncc/dist/ncc/loaders/relocate-loader.js');

/** Bundles an entry with its imports. Throws where the sources do not compile, and on output of unknown origin. */
export async function bundle(entry: string): Promise<Bundle> {
  // No licence option: its plugin writes one file anew for every chunk, so that only the last chunk's packages remain.
  const { code, assets, symlinks, stats } = await ncc(path.resolve(entry), { cache: false, quiet: true });
  const { chunks, modules } = stats.toJson();
  const written = new Set([...chunks.flatMap(({ files }) => files), 'package.json']);
  const origins = Object.keys(assets).map((name) => {
    const origin = relocateLoader.getAssetMeta(name, stats.compilation)?.path;
    if (origin === undefined && !written.has(name))
      throw new Error(`It is unknown where ${name} comes from.`);
    return origin;
  });
  const [link] = Object.keys(symlinks);
  if (link !== undefined) throw new Error(`${link} is a symbolic link, which this build does not write.`);
  const files = Object.entries(assets).map(([name, { source }]) => [name, source] as const);
  return {
    files: new Map([['index.js', code], ...files]),
    sources: [...listSources(modules), ...origins.filter((origin) => origin !== undefined)],
  };
}
