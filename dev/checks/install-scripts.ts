import { readFileSync } from 'node:fs';

/** Compares the packages with install scripts with those that `allowScripts` of package.json decides on. */
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const folders = Object.keys(packages).filter((folder) => packages[folder].hasInstallScript === true);
const withScript = new Set(folders.map((folder) => folder.replace(/^.*node_modules\//, '')));
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
