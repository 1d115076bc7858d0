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
  /** The command that does nothing and never ends. */
  readonly hangOn?: CommandName | undefined;
  /** `revoke` never ends once it has revoked this many ids. */
  readonly hangAfter?: number | undefined;
  /** The command that is killed by a signal before it does anything. */
  readonly crashOn?: CommandName | undefined;
  /** `revoke` is killed by a signal once it has revoked this many ids. */
  readonly crashAfter?: number | undefined;
  /** Goes on after SIGTERM. */
  readonly ignoreSigterm?: boolean | undefined;
  /** `revoke` exits with 0, and prints no error, although an id failed. */
  readonly silentFailure?: boolean | undefined;
  /** `revoke` exits with 1 although every id was revoked. */
  readonly loudSuccess?: boolean | undefined;
  /** Before every request to the cluster, in ms. */
  readonly slow?: number | undefined;
  /** Printed in place of the list, once the cluster has given one. */
  readonly rawList?: string | undefined;
  /** This many calls of `list`, counted from the first one ever, exit with 1 and ask nobody. */
  readonly failingLists?: number | undefined;
  /** Where the cluster of a dedicated profile without a host is: an origin, such as `https://localhost:8443`. */
  readonly dedicatedHost?: string | undefined;
  /**
   * `revoke` fails for an id that is revoked already. Not documented: the harsher guess is the default. To know such
   * ids `revoke` lists the tokens first; with `false` it sends no request but its own.
   */
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
