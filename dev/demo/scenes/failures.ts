import type { Misbehaviour, SeenRequest } from '../../cluster/duty.ts';
import { newTokens } from '../../cluster/tokens.ts';
import type { Scene } from '../scene.ts';

/** The cluster fails, the action does not give up, and a second run does the rest. */
export const failures: Scene = {
  name: 'failures',
  title: 'A cluster that fails now and then is asked again. What stays failing goes into the next run.',
  async play(setStage) {
    const tokens = newTokens(4);
    let stubborn = tokens[1]?.id;
    const misbehave = ({ method, path, earlier }: SeenRequest): Misbehaviour | undefined => {
      if (method !== 'DELETE') return undefined;
      if (stubborn !== undefined && path.endsWith(stubborn)) return { status: 500 };
      return earlier === 0 ? { status: 503 } : undefined;
    };
    const stage = await setStage({ tokens, misbehave });
    stage.tell(
      'Each revocation is answered with 503 at first. The one of "token 2" is always answered with 500.',
    );
    const first = await stage.step('All others are revoked', {
      'token-ids': tokens.map(({ id }) => id).join(' '),
      retries: '2',
    });
    stubborn = undefined;
    stage.tell('The cluster is fixed.');
    await stage.step('The failed ids of the first run are the ids of the second', {
      'token-ids': first.outputs['failed-ids'] ?? '',
    });
  },
};
