import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** A guard refuses a plan. */
export const refusal: Scene = {
  name: 'refusal',
  title: 'A plan with the token in use is refused as a whole.',
  async play(setStage) {
    const leaked = newToken({ description: 'telegraf, leaked' });
    const stage = await setStage({ tokens: [leaked, newToken({ description: 'operator' })] });
    await stage.step('One id is that of the token in use: nothing is revoked', {
      'token-ids': `${leaked.id} ${stage.callerId}`,
    });
  },
};
