import { isSupported } from '../../src/connection/influxctl-version.ts';
import type { BackDoor } from './back-door.ts';
import { type Behaviour, failAt } from './behaviour.ts';

/** The first version that continues after an id that fails. */
const continuesSince = '2.9.8';

/** Revokes one id after the other, prints errors, and gives the exit code. 1 if some ids failed is a guess, the harsher one. */
export async function revokeAll(
  ids: readonly string[],
  door: BackDoor,
  behaviour: Behaviour,
): Promise<number> {
  const { noise = '', silentFailure = false, loudSuccess = false, revokedIsError } = behaviour;
  process.stdout.write(noise);
  let [revoked, failed] = [0, 0];
  await failAt(behaviour, revoked);
  for (const id of ids) {
    const problem = await attempt(id, door, revokedIsError);
    if (problem === undefined) await failAt(behaviour, ++revoked);
    else {
      failed += 1;
      if (!silentFailure)
        process.stderr.write(`Error: could not revoke management token ${id}: ${problem}\n`);
      if (!isSupported(behaviour.version, continuesSince)) break;
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
