import type { BackDoor } from './back-door.ts';
import type { Behaviour } from './behaviour.ts';
import { failAfter } from './faults.ts';

/** The first version that goes on after an id that fails. */
const goesOnSince = [2, 9, 8];

/**
 * Revokes one id after the other and gives the exit code. Prints errors only: what influxctl prints for an id that it
 * revoked is not documented. Neither is its exit code where some ids failed: 1 is the harsher guess.
 */
export async function revokeAll(
  ids: readonly string[],
  door: BackDoor,
  behaviour: Behaviour,
): Promise<number> {
  const { noise = '', silentFailure = false, loudSuccess = false, revokedIsError } = behaviour;
  process.stdout.write(noise);
  let [revoked, failed] = [0, 0];
  await failAfter(behaviour, revoked);
  for (const id of ids) {
    const problem = await attempt(id, door, revokedIsError);
    if (problem === undefined) await failAfter(behaviour, ++revoked);
    else {
      failed += 1;
      if (!silentFailure)
        process.stderr.write(`Error: could not revoke management token ${id}: ${problem}\n`);
      if (!goesOn(behaviour.version)) break;
    }
  }
  process.stdout.write(noise);
  return failed > 0 ? Number(!silentFailure) : Number(loudSuccess);
}

/** Gives what went wrong. */
async function attempt(id: string, door: BackDoor, revokedIsError: boolean): Promise<string | undefined> {
  try {
    const isNew = await door.revoke(id);
    return isNew || !revokedIsError ? undefined : 'already revoked';
  } catch (error) {
    return (error as Error).message;
  }
}

function goesOn(version: string): boolean {
  const parts = version.split('.').map(Number);
  const index = goesOnSince.findIndex((part, place) => part !== (parts[place] ?? 0));
  return index === -1 || (parts[index] ?? 0) > (goesOnSince[index] ?? 0);
}
