import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** Selects tokens without naming ids. */
export const selectors: Scene = {
  name: 'selectors',
  title: 'Tokens are selected by what the list says of them, and the newest is kept.',
  async play(setStage) {
    const rotated = [1, 2, 3].map((month) =>
      newToken({ description: `telegraf, month ${month}`, createdAt: Date.UTC(2026, month - 1, 1) }),
    );
    const stage = await setStage({ tokens: [...rotated, newToken({ description: 'grafana' })] });
    await stage.step('All tokens of telegraf but the newest', {
      'select-description': 'telegraf*',
      'keep-latest': '1',
    });
  },
};
