import { newToken } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** Plans, then applies exactly that plan. */
export const plan: Scene = {
  name: 'plan',
  title: 'A dry run revokes nothing. Its digest makes sure that what is applied is what was planned.',
  async play(setStage) {
    const tokens = ['telegraf, leaked', 'grafana, leaked'].map((description) => newToken({ description }));
    const stage = await setStage({ tokens });
    const ids = tokens.map(({ id }) => id).join(' ');
    const planned = await stage.step('A dry run: what would be revoked?', {
      'token-ids': ids,
      'dry-run': 'true',
    });
    const digest = planned.outputs['plan-digest'] ?? '';
    await stage.step('An id more than planned: the plan is not the one that was approved', {
      'token-ids': `${ids} 00000000-0000-4000-8000-000000000000`,
      'expect-plan': digest,
    });
    await stage.step('The plan that was approved is applied', { 'token-ids': ids, 'expect-plan': digest });
  },
};
