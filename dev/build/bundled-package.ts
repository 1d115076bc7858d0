import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package that is in the bundle, and what it says of its licence. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression of its `package.json`. undefined if it has none. */
  readonly licence: string | undefined;
  /** Its author's name. */
  readonly author: string | undefined;
  /** Where its sources are, mostly a URL. */
  readonly repository: string | undefined;
  /** Its licence files, each with its path relative to the package's root, with slashes. */
  readonly texts: readonly { readonly file: string; readonly text: string }[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name?: string };
  readonly repository?: string | { readonly url?: string };
}

/** Code may bear such a name as well. */
const licenceFile = /^(?:licen[cs]e|copying|notice)(?!.*\.(?:[cm]?[jt]s|json|map)$)/i;

/** Reads a package with the licence files of its root, and of the folders down to its bundled files: code from elsewhere has its own. */
export function readPackage(root: string, bundledFiles: readonly string[]): BundledPackage {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license, author, repository } = manifest;
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : undefined,
    author: typeof author === 'object' ? author.name : author,
    repository: typeof repository === 'object' ? repository.url : repository,
    texts: listFoldersBetween(root, bundledFiles)
      .flatMap(listLicenceFiles)
      .map((file) => ({
        file: path.relative(root, file).replaceAll(path.sep, '/'),
        text: readFileSync(file, 'utf8'),
      })),
  };
}

function listFoldersBetween(root: string, files: readonly string[]): string[] {
  const folders = new Set([root]);
  for (const file of files)
    for (let folder = path.dirname(file); folder.length > root.length; folder = path.dirname(folder))
      folders.add(folder);
  return [...folders].sort();
}

function listLicenceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map(({ name }) => path.join(folder, name))
    .sort();
}
