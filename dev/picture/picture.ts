import { fileURLToPath } from 'node:url';
import { findChromium, takePicture } from './chromium.ts';
import { renderPage } from './page.ts';
import { runForSummary } from './scene.ts';

/** Takes the picture of a job summary that the documentation shows: `node dev/picture/picture.ts`. */
const chromium = findChromium();
if (chromium === undefined) {
  console.error(
    'The picture needs a Chromium in PATH: install the package chromium, or Google Chrome. With Noto Color Emoji the icons have colours.',
  );
  process.exitCode = 1;
} else {
  const file = fileURLToPath(new URL('../../docs/summary.png', import.meta.url));
  takePicture(chromium, renderPage(await runForSummary()), file);
  console.log(`The picture of a job summary is in ${file}.`);
}
