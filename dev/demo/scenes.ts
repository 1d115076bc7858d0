import type { Scene } from './scene.ts';
import { failures } from './scenes/failures.ts';
import { force } from './scenes/force.ts';
import { influxctl } from './scenes/influxctl.ts';
import { leak } from './scenes/leak.ts';
import { plan } from './scenes/plan.ts';
import { refusal } from './scenes/refusal.ts';
import { selectors } from './scenes/selectors.ts';

/** All scenes, in the order in which they are played. */
export const scenes: readonly Scene[] = [plan, refusal, force, selectors, failures, leak, influxctl];
