import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Authority } from '../cluster/certificates.ts';
import { findJava, findKeycloak } from './distribution.ts';

/** The authority that signs its certificate and those that it trusts, its proxy for requests, and its own port. */
interface InstallationNeeds {
  readonly authority: Authority;
  readonly proxy: string;
  readonly port: number;
}

/** A Keycloak of its own: what it stores is gone with it. */
export interface Installation {
  /** Its address. */
  readonly url: string;
  /** Where its programs are: `kc.sh` and `kcadm.sh`. */
  readonly programs: string;
  /** What its programs run with. */
  readonly env: Readonly<Record<string, string>>;
  /** What `kc.sh start` needs beside `--optimized`. */
  readonly startOptions: readonly string[];
  /** The file of its log. */
  readonly log: string;
  /** Removes it. */
  remove(): void;
}

const password = 'only-on-loopback';

/** Copies a Keycloak to a folder of its own, so that the one it is copied from is not changed. */
export async function installKeycloak({ authority, proxy, port }: InstallationNeeds): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keycloak-'));
  const at = (name: string): string => path.join(folder, name);
  const source = findKeycloak();
  cpSync(source, at('server'), { recursive: true, filter: (file) => file !== path.join(source, 'data') });
  const java = findJava();
  const identity = await authority.issue({ host: 'localhost' });
  writeFileSync(at('ca.pem'), authority.cert);
  writeFileSync(at('cert.pem'), identity.cert);
  writeFileSync(at('key.pem'), identity.key, { mode: 0o600 });
  const store = ['-keystore', at('trusted.p12'), '-storepass', password];
  const keytool = path.join(java, 'bin', 'keytool');
  execFileSync(keytool, ['-importcert', '-noprompt', '-file', at('ca.pem'), ...store], { stdio: 'ignore' });
  mkdirSync(at('home'));
  const programs = at('server/bin');
  const url = `https://localhost:${port}`;
  return {
    url,
    programs,
    env: {
      PATH: `${programs}${path.delimiter}${process.env['PATH']}`,
      HOME: at('home'),
      JAVA_HOME: java,
      JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx768m',
      HTTPS_PROXY: proxy,
      NO_PROXY: 'localhost',
      KC_DB: 'dev-file',
      KC_CACHE: 'local',
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      KC_BOOTSTRAP_ADMIN_PASSWORD: password,
      // For kcadm.sh: the certificate that it trusts, the folder of its sign-in, and a start that is quick.
      KC_CLI_PASSWORD: password,
      KC_OPTS: `-Djavax.net.ssl.trustStore=${at('trusted.p12')} -Djavax.net.ssl.trustStorePassword=${password} -Duser.home=${at('home')} -XX:TieredStopAtLevel=1`,
    },
    startOptions: [
      `--hostname=${url}`,
      `--https-port=${port}`,
      '--http-host=localhost',
      `--https-certificate-file=${at('cert.pem')}`,
      `--https-certificate-key-file=${at('key.pem')}`,
      `--truststore-paths=${at('ca.pem')}`,
    ],
    log: at('log'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a shell script that calls the programs of an installation, and gives what it printed. Throws where it fails. */
export async function runScript({ env }: Installation, script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env });
  return stdout;
}
