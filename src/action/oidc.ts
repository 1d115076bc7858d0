import * as core from '@actions/core';
import { loadHttpClient } from './toolkit.ts';

/**
 * Asks the runner for an OIDC token for an audience. Throws where there is none; the message is of one line.
 */
export async function getIdToken(audience: string): Promise<string> {
  await loadHttpClient();
  try {
    return await core.getIDToken(audience);
  } catch (error) {
    throw new Error((error as Error).message.replace(/\s+/g, ' '), { cause: error });
  }
}
