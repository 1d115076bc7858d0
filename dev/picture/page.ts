import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';

/** How wide the page is, in CSS pixels. */
export const pageWidth = 1000;

/** Puts the height of the page, in CSS pixels, where the text of the document shows it. */
const measure =
  "addEventListener('load', () => { document.title = Math.ceil(document.documentElement.getBoundingClientRect().height); });";

const styleSheet = fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css'));

const layout = `
  html { background: #ffffff; }
  body { margin: 0; padding: 16px; width: ${pageWidth}px; box-sizing: border-box; }
  .markdown-body { padding: 24px; border: 1px solid #d1d9e0; border-radius: 6px; font-size: 14px; }
  .markdown-body > :last-child { margin-bottom: 0; }`;

/** Makes a page of a job summary in GitHub's light theme. It may hold a server's text: no script runs but the one above. */
export function renderPage(summary: string): string {
  const hash = createHash('sha256').update(measure).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title></title>
<style>${readFileSync(styleSheet, 'utf8')}${layout}</style>
<script>${measure}</script>
</head>
<body><article class="markdown-body">${new Marked({ gfm: true, async: false }).parse(summary)}</article></body>
</html>
`;
}

/** Reads the height of a page, in CSS pixels, from its document after it was loaded. Throws where it is not there. */
export function readHeight(document: string): number {
  const height = /<title>(\d+)<\/title>/.exec(document)?.[1];
  if (height === undefined) throw new Error('The page was not measured.');
  return Number(height);
}
