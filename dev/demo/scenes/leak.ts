import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** Revokes a token of which only the string is known. */
export const leak: Scene = {
  name: 'leak',
  title: 'A token string has leaked: its id is found and revoked, and the string is tested for proof.',
  async play(setStage) {
    const leaked = newToken({ description: 'telegraf, in a public repository' });
    const stage = await setStage({ tokens: [leaked, newToken({ description: 'operator' })] });
    await stage.step('The token string is all that is known', { 'leaked-tokens': leaked.secret });
  },
};
