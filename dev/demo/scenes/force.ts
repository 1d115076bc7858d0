import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** Skips the guards. */
export const force: Scene = {
  name: 'force',
  title: 'With force, what can be revoked is revoked, and what cannot is reported.',
  async play(setStage) {
    const leaked = newToken({ description: 'telegraf, leaked' });
    const retired = newToken({ description: 'grafana, retired', revokedAt: Date.UTC(2026, 2, 1) });
    const stage = await setStage({ tokens: [leaked, retired, newToken({ description: 'operator' })] });
    await stage.step('An active id, one that is revoked already, and one that is unknown', {
      'token-ids': `${leaked.id} ${retired.id} 00000000-0000-4000-8000-000000000000`,
      force: 'true',
    });
  },
};
