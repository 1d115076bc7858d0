import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A command of the stand-in. */
export type CommandName = 'version' | 'list' | 'revoke';

/** What the stand-in does. Without any of the optional fields it is faithful to what is documented. */
export interface Behaviour {
  /** The version that it is. Before 2.9.8 `revoke` stops at the first id that fails. */
  readonly version: string;
  /** All that `version` prints, instead of a line with version and architecture. */
  readonly versionText?: string | undefined;
  /** Printed on stdout before the first and after the last revocation. What influxctl prints there is not documented. */
  readonly noise?: string | undefined;
  /** Printed on stderr by every command, first of all. */
  readonly stderr?: string | undefined;
  /** What never ends: a command that does nothing, or `revoke` once it has revoked this many ids. */
  readonly hangAt?: CommandName | number | undefined;
  /** What is killed by a signal, in the same way. */
  readonly crashAt?: CommandName | number | undefined;
  /** Continues after SIGTERM. */
  readonly ignoreSigterm?: boolean | undefined;
  /** `revoke` exits with 0, and prints no error, although an id failed. */
  readonly silentFailure?: boolean | undefined;
  /** `revoke` exits with 1 although every id was revoked. */
  readonly loudSuccess?: boolean | undefined;
  /** Before every request to the cluster, in ms. */
  readonly slow?: number | undefined;
  /** Printed in place of the list, once the cluster has given one. */
  readonly rawList?: string | undefined;
  /** This many calls of `list`, counted from the first one ever, exit with 1 and send no request. */
  readonly failingLists?: number | undefined;
  /** Where the cluster of a dedicated profile without a host is: an origin, such as `https://localhost:8443`. */
  readonly dedicatedHost?: string | undefined;
  /** `revoke` fails for an id that is revoked already. Not documented: the harsher guess is the default. */
  readonly revokedIsError: boolean;
  /** Prints the token on stderr, to see that it is masked. Nothing else makes the stand-in print it. */
  readonly echoToken?: boolean | undefined;
}

/** Does as documented, in the newest version that was seen. */
export const faithful: Behaviour = { version: '2.12.1', revokedIsError: true };

/** Reads a behaviour file. */
export function readBehaviour(file: string): Behaviour {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes a behaviour file at once: a call that starts meanwhile reads the old one or the new one. */
export function writeBehaviour(file: string, behaviour: Behaviour): void {
  writeFileSync(`${file}.new`, JSON.stringify(behaviour, null, 2));
  renameSync(`${file}.new`, file);
}

/** After this long, in ms, a call that hangs ends by itself: one that a test forgot would never end. */
const longestHang = 300_000;

/** Hangs or crashes if the behaviour says so for this command, or for this many revoked ids. */
export async function failAt({ hangAt, crashAt }: Behaviour, place: CommandName | number): Promise<void> {
  if (crashAt === place) process.kill(process.pid, 'SIGKILL');
  if (crashAt === place || hangAt === place)
    await new Promise(() => setTimeout(() => process.exit(1), longestHang));
}
