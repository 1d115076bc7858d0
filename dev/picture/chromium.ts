import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageWidth, readHeight } from './page.ts';

/** First the one whose package lets it run its sandbox: not every system lets any program do that. */
const names = ['google-chrome', 'chromium', 'chromium-browser'];

/** Finds a Chromium in `PATH`. */
export function findChromium(): string | undefined {
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

/** Takes a PNG of a page, two pixels for each CSS pixel, exactly as high as the page is. Throws where Chromium fails. */
export function takePicture(chromium: string, page: string, file: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'picture-'));
  try {
    const source = path.join(folder, 'page.html');
    writeFileSync(source, page);
    // Chromium refuses to run its sandbox as root, which people are in containers.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const profile = `--user-data-dir=${path.join(folder, 'profile')}`;
    const fixed = ['--headless', ...sandbox, profile, '--hide-scrollbars', '--force-device-scale-factor=2'];
    const open = (height: number, option: string): string => {
      const args = [...fixed, `--window-size=${pageWidth},${height}`, option, pathToFileURL(source).href];
      return execFileSync(chromium, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
      });
    };
    const height = readHeight(open(800, '--dump-dom'));
    open(height, `--screenshot=${path.resolve(file)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
