import { createRequire } from 'node:module';
import path from 'node:path';
import { listSources, type StatsModule } from './sources.ts';

/** A file to write. */
export interface OutputFile {
  /** What it holds. */
  readonly content: string | Uint8Array;
  /** Its permissions, as in `fs.Stats.mode`. The process's default where undefined. */
  readonly mode: number | undefined;
}

/** What became of an entry and everything that it imports. */
export interface Bundle {
  /** The files to write, by path relative to the output folder. */
  readonly files: ReadonlyMap<string, OutputFile>;
  /** The absolute paths of the files that were bundled, or copied as assets. */
  readonly sources: readonly string[];
}

interface Stats {
  readonly compilation: object;
  toJson(): {
    readonly chunks: readonly { readonly files: readonly string[] }[];
    readonly modules: StatsModule[];
  };
}

interface Result {
  readonly code: string;
  readonly assets: Readonly<
    Record<string, { readonly source: string | Uint8Array; readonly permissions?: number }>
  >;
  readonly symlinks: Readonly<Record<string, string>>;
  readonly stats: Stats;
}

const require = createRequire(import.meta.url);
const ncc: (
  entry: string,
  options: { cache: false; quiet: true },
) => Promise<Result> = require('@vercel/ncc');
// The only place that knows which file an asset was copied from.
const relocateLoader: {
  getAssetMeta(asset: string, compilation: object): { readonly path?: string } | undefined;
} = require('@vercel/ncc/dist/ncc/loaders/relocate-loader.js');

/**
 * Bundles an entry with its imports. Writes nothing. Throws where the sources do not compile, and on output whose origin
 * cannot be told.
 */
export async function bundle(entry: string): Promise<Bundle> {
  // No licence option: its plugin writes one file anew for every chunk, so that only the last chunk's packages stay.
  const { code, assets, symlinks, stats } = await ncc(path.resolve(entry), { cache: false, quiet: true });
  const { chunks, modules } = stats.toJson();
  const written = new Set([...chunks.flatMap(({ files }) => files), 'package.json']);
  const origins = Object.keys(assets).map((name) => {
    const origin = relocateLoader.getAssetMeta(name, stats.compilation)?.path;
    if (origin === undefined && !written.has(name))
      throw new Error(`Nothing tells where ${name} comes from.`);
    return origin;
  });
  const [link] = Object.keys(symlinks);
  if (link !== undefined) throw new Error(`${link} is a symbolic link, which this build does not write.`);
  const files = Object.entries(assets).map(
    ([name, { source, permissions }]) => [name, { content: source, mode: permissions }] as const,
  );
  return {
    files: new Map([['index.js', { content: code, mode: undefined }], ...files]),
    sources: [...listSources(modules), ...origins.filter((origin) => origin !== undefined)],
  };
}
