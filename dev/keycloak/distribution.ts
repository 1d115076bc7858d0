import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The version that Maven fetches where `KEYCLOAK_HOME` names none. */
const version = '26.7.3';

/** The oldest Java that Keycloak runs on. */
const oldestJava = 21;

/** Where Linux distributions install Java. */
const javaFolder = '/usr/lib/jvm';

/** Gives the folder of a Keycloak: that of `KEYCLOAK_HOME`, or the distribution on Maven Central. */
export function findKeycloak(): string {
  const own = process.env['KEYCLOAK_HOME'] ?? '';
  if (own !== '') return own;
  const cache = path.resolve('node_modules/.cache/keycloak');
  const home = path.join(cache, `keycloak-${version}`);
  if (existsSync(home)) return home;
  const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:zip`;
  const args = ['dependency:unpack', `-Dartifact=${artifact}`, `-DoutputDirectory=${cache}`];
  // Maven leaves a marker in the folder in which it runs.
  mkdirSync(cache, { recursive: true });
  execFileSync('mvn', ['--quiet', '--batch-mode', ...args], { cwd: cache, stdio: 'inherit' });
  return home;
}

/** Gives the folder of a Java that is new enough for Keycloak. Throws where this machine has none. */
export function findJava(): string {
  const named = Object.entries(process.env).flatMap(([name, value = '']) =>
    // GitHub's runners name each Java in a variable of its own.
    /^JAVA_HOME(_\d+_(X64|arm64))?$/i.test(name) ? [value] : [],
  );
  const installed = globSync(`${javaFolder}/*`);
  const java = [...named, ...installed].find((home) => majorOf(home) >= oldestJava);
  if (java !== undefined) return java;
  throw new Error(`Keycloak needs Java ${oldestJava} or newer: set JAVA_HOME to one.`);
}

/** The major version of a Java; 0 if there is none in the folder. */
function majorOf(home: string): number {
  const file = path.join(home, 'release');
  if (!existsSync(file)) return 0;
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
}
