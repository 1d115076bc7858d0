import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findChromium, takePicture } from '../../../dev/picture/chromium.ts';
import { pageWidth, readHeight, renderPage } from '../../../dev/picture/page.ts';
import { runForSummary } from '../../../dev/picture/scene.ts';
import { makeFolder } from '../../support/shell-programs.ts';

const kept = new URL('../../../docs/summary.png', import.meta.url);
const chromium = findChromium();

/** Width and height of a PNG, in pixels, from its header. */
function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect(png.toString('latin1', 12, 16)).toBe('IHDR');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

describe('The page of a job summary', () => {
  test('holds the table of a real run, and its words', async () => {
    const page = renderPage(await runForSummary());
    expect(page).toContain('<h3>❌ 1 of 4 tokens is not proven revoked</h3>');
    expect(page).toContain('<code>https://cluster.example.com</code>, management tokens, through influxctl ');
    expect(page).toContain('<code>A configuration file was pushed to a public repository.</code>');
    expect(page.match(/<th>.*?<\/th>/g)?.join('')).toBe(
      '<th>id</th><th>description</th><th>prefix</th><th>created</th><th>status</th><th>proof</th><th>revoked at</th>',
    );
    expect(page.match(/<tr>/g)).toHaveLength(5);
    expect(page).toContain('<code>telegraf, leaked</code>');
    expect(page).toContain('<td>listed, rejected</td>');
    expect(page).not.toContain('simulated');
  });

  test('lets no script run but its own, and loads nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(renderPage('words'))?.[1];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/]{43}='$/,
    );
  });

  test('is not taken for measured before it was loaded', () => {
    expect(() => readHeight(renderPage('words'))).toThrow('The page was not measured.');
  });
});

describe('The picture of a job summary', () => {
  test('is a PNG with two pixels for each CSS pixel, small enough for a page', () => {
    const png = readFileSync(kept);
    const { width, height } = sizeOf(png);
    expect(width).toBe(2 * pageWidth);
    expect(height).toBeGreaterThan(400);
    expect(height).toBeLessThan(width);
    expect(png.length).toBeLessThan(250_000);
  });

  const why = chromium === undefined ? ' (skipped: chromium is not installed)' : '';
  (chromium === undefined ? test.skip : test)(
    `is as high as the page, whose summary cannot run a script${why}`,
    () => {
      const take = (summary: string) => {
        const file = path.join(makeFolder(), 'summary.png');
        takePicture(chromium ?? '', renderPage(summary), file);
        return sizeOf(readFileSync(file));
      };
      const paragraph = 'words\n\n';
      const block = '<div style="height: 2000px"></div>';
      const script = `<script>document.write('${block}')</script><img src="x" onerror="document.write('${block}')">`;
      const short = take(paragraph);
      expect(take(paragraph.repeat(40)).height).toBeGreaterThan(short.height * 5);
      expect(take(`${paragraph}${block}`).height).toBeGreaterThan(4000);
      expect(take(`${paragraph}${script}`).height).toBeLessThan(2000);
    },
  );
});
