import * as core from '@actions/core';
import { loadHttpClient } from './toolkit.ts';

/**
 * Asks the runner for an OIDC token for an audience. Throws where there is none; the message is of one line.
 */
export async function getIdToken(audience: string): Promise<string> {
  await loadHttpClient();
  try {
    const token: unknown = await core.getIDToken(audience);
    if (typeof token !== 'string') throw new Error('the response holds no token');
    return token;
  } catch (error) {
    throw new Error((error as Error).message.replace(/\s+/g, ' '), { cause: error });
  }
}
