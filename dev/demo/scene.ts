import type { Stage, StageOptions } from './stage.ts';

/** Sets up a cluster for a scene. It is closed when the scene is over. */
export type SetStage = (options: StageOptions) => Promise<Stage>;

/** Something that the action does, to be watched. */
export interface Scene {
  /** How it is asked for on the command line. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly title: string;
  /** Plays it on a cluster of its own. */
  readonly play: (setStage: SetStage) => Promise<void>;
}
