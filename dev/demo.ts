import type { Scene } from './demo/scene.ts';
import { scenes } from './demo/scenes.ts';
import { type Stage, setStage } from './demo/stage.ts';

/** Plays scenes: `node dev/demo.ts [name ...]`, all of them where none is named. */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(`There is no scene "${unknown.join('", "')}". The scenes are:\n\n${listScenes()}`);
  process.exitCode = 2;
} else {
  console.log(`Scenes to choose from, as in "npm run demo -- ${scenes[0]?.name}":\n\n${listScenes()}`);
  const chosen = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const scene of chosen) await playScene(scene);
}

function listScenes(): string {
  const width = Math.max(...scenes.map(({ name }) => name.length));
  return scenes.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`).join('\n');
}

async function playScene({ name, title, play }: Scene): Promise<void> {
  console.log(`\n${'='.repeat(80)}\n${name}: ${title}\n${'='.repeat(80)}`);
  const stages: Stage[] = [];
  try {
    await play(async (options) => {
      const stage = await setStage(options);
      stages.push(stage);
      return stage;
    });
  } finally {
    for (const stage of stages) await stage.close();
  }
}
