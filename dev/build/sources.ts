/** A module in webpack's statistics, as far as a build reads it. */
export interface StatsModule {
  /** The absolute path of its file. Null for what has none, such as Node's own modules and webpack's runtime. */
  readonly nameForCondition?: string | null;
  /** The ids of the chunks that hold it. Empty for what was read and left out, and for modules within another one. */
  readonly chunks?: readonly (string | number)[];
  /** The modules that webpack joined into this one. */
  readonly modules?: readonly StatsModule[];
}

/** The absolute paths of the files whose code is in an emitted chunk. */
export function listSources(modules: readonly StatsModule[]): string[] {
  return modules.filter(({ chunks = [] }) => chunks.length > 0).flatMap(listFiles);
}

function listFiles({ nameForCondition, modules = [] }: StatsModule): string[] {
  return [...(nameForCondition ? [nameForCondition] : []), ...modules.flatMap(listFiles)];
}

/** Greedy, so that the last `node_modules` of a path counts: a package may have packages of its own. */
const inPackage = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/** The root folders of the packages that the files belong to, each with its files. Files outside of packages are left out. */
export function groupByPackage(files: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const folder = inPackage.exec(file)?.[0];
    if (folder !== undefined) groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return groups;
}
