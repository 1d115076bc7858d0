import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { bearerToken } from '../../support/connection-settings.ts';
import { offlineAgent, transportOver } from '../../support/mock-agent.ts';
import { closeLater } from '../../support/scenario.ts';

function quote(text: string): string {
  return transportOver(offlineAgent()).quote(text);
}

describe('What a message quotes of an answer', () => {
  test('has at most 200 characters', () => {
    expect(quote('x'.repeat(201))).toBe('x'.repeat(200));
  });

  test('has no half of a character at its end', () => {
    expect(quote(`${'x'.repeat(199)}🦀`).isWellFormed()).toBe(true);
  });

  test('is one line', () => {
    expect(quote('  one\r\n\ttwo\u2028three  ')).toBe('one two three');
  });

  test('has no control characters', () => {
    expect(quote('\u0000one\u001b[31m two\u0007\u0085')).toBe('one [31m two');
  });

  test.each([
    ['<!DOCTYPE html><html><body><h1>502</h1>\n<p>Bad gateway</p></body></html>', '502 Bad gateway'],
    ['  <html><head><style>p { color: red }</style></head>Sign in</html>', 'Sign in'],
    ['<p>before<script type="x">alert("1 < 2")</script>after</p>', 'before after'],
    ['\uFEFF<html>with a mark</html>', 'with a mark'],
  ])('is the text of a page: %j', (page, text) => {
    expect(quote(page)).toBe(text);
  });

  test('is nothing where there is nothing but white space, however much', () => {
    // Engines compile a pattern that is used again, and a compiled one has other limits.
    for (const length of [1, 2, 64 * 1024 * 1024]) expect(quote(' '.repeat(length))).toBe('');
  });

  test('keeps angle brackets of what is not a page', () => {
    expect(quote('1 < 2 and <none> matched')).toBe('1 < 2 and <none> matched');
  });

  test('holds no part of a secret, wherever the cut falls', () => {
    for (let before = 150; before <= 200; before += 1) {
      expect(quote(`${'x'.repeat(before)}${bearerToken}`)).toMatch(/^x+\*{0,3}$/);
    }
  });

  test.each([
    ['<', 8 * 1024 * 1024],
    ['<script ', 1024 * 1024],
  ])(
    'is found in a moment, even in a long page of "%s"',
    async (part, count) => {
      const script = fileURLToPath(new URL('../../support/quote-page.ts', import.meta.url));
      const reader = spawn(process.execPath, [script, part, String(count)]);
      closeLater({ close: async () => void reader.kill('SIGKILL') });
      const said = await new Promise((resolve) => reader.stdout.once('data', resolve));
      expect(String(said)).toBe('said\n');
    },
    10_000,
  );
});
