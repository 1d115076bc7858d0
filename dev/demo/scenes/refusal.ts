import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** A guard refuses a plan. */
export const refusal: Scene = {
  name: 'refusal',
  title: 'A plan with an id that the cluster does not know is refused as a whole.',
  async play(setStage) {
    const leaked = newToken({ description: 'telegraf, leaked' });
    const stage = await setStage({ tokens: [leaked, newToken({ description: 'operator' })] });
    await stage.step('An id has a typing error: nothing is revoked', {
      'token-ids': `${leaked.id} 00000000-0000-4000-8000-000000000000`,
    });
  },
};
