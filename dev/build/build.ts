import { parseArgs } from 'node:util';
import { bundle, type OutputFiles } from './bundle.ts';
import { readPackage } from './bundled-package.ts';
import { checkLicences, renderLicences } from './licences.ts';
import { fillFolder } from './output-folder.ts';
import { groupByPackage } from './sources.ts';

/** Bundles the action into `dist`, or the folder after `--out`, with the licences of what is in it. `--quiet` prints errors only. */
const options = { out: { type: 'string', default: 'dist' }, quiet: { type: 'boolean' } } as const;
const { values } = parseArgs({ options });
try {
  const output = await build();
  fillFolder(values.out, output);
  if (!values.quiet) for (const [name, content] of output) console.log(describeFile(name, content));
} catch (error) {
  // Left to Node, an error of ncc's would come with the one line that ncc's code is, megabytes of it.
  console.error(error);
  process.exitCode = 1;
}

/** The files to write. Throws where the sources do not compile, and on a package with a licence that is not allowed. */
async function build(): Promise<OutputFiles> {
  const { files, sources } = await bundle('src/main.ts');
  const packages = [...groupByPackage(sources)].map(([root, bundled]) => readPackage(root, bundled));
  checkLicences(packages);
  return new Map([...files, ['LICENSES.txt', renderLicences(packages)]]);
}

function describeFile(name: string, content: string | Uint8Array): string {
  return `${String(Math.ceil(Buffer.byteLength(content) / 1024)).padStart(6)} kB  ${name}`;
}
