import { scenes } from './demo/scenes.ts';

/** Plays scenes: `node dev/demo.ts [name ...]`, all of them if none is named. */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(`There is no scene "${unknown.join('", "')}". The scenes are:\n\n${listScenes()}`);
  process.exitCode = 2;
} else {
  console.log(`Scenes to choose from, as in "npm run demo -- ${scenes[0]?.name}":\n\n${listScenes()}`);
  const chosen = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const { name, title, play } of chosen) {
    console.log(`\n${'='.repeat(80)}\n${name}: ${title}\n${'='.repeat(80)}`);
    await play();
  }
}

function listScenes(): string {
  const width = Math.max(...scenes.map(({ name }) => name.length));
  return scenes.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`).join('\n');
}
