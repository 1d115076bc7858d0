import { readFileSync } from 'node:fs';

/**
 * Compares the packages that run a script when they are installed with those that `allowScripts` of package.json decides
 * on: a new one needs a decision, and one that is gone needs none.
 */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
};
const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly allowScripts: Readonly<Record<string, boolean>>;
};
const withScript = new Set(
  Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([folder]) => folder.replace(/^.*node_modules\//, '')),
);
const undecided = [...withScript].filter((name) => !(name in allowScripts));
const gone = Object.keys(allowScripts).filter((name) => !withScript.has(name));
if (undecided.length > 0)
  console.error(
    `These packages run a script when they are installed: ${undecided.join(', ')}. Add each to allowScripts in package.json: true if we need what it does, false if not.`,
  );
if (gone.length > 0)
  console.error(
    `These packages run no script, or are gone: ${gone.join(', ')}. Remove them from allowScripts.`,
  );
if (undecided.length + gone.length > 0) process.exitCode = 1;
else console.log(`Every package with an install script is decided on: ${[...withScript].join(', ')}`);
