import { describe, expect, test } from '@jest/globals';
import { toIsoTime, toLogLine, toTableCell } from '../../../src/action/report/plain-text.ts';
import { commandIn } from '../../support/printed.ts';

describe('A line of the log', () => {
  test.each([
    ...['::error::x', '::error file=a,line=1::x', ' \t ::add-mask::x', '\u00a0\u3000::warning::x'],
    ...['\u0085::warning::x', '\uFEFF::debug::x', '\u2028::debug::x', '\r::debug::x', '\n::debug::x'],
    ...['::STOP-COMMANDS::x', ':\u0000:error::x', '\u200b::error::x', '##[error]x', 'before ##[add-mask]x'],
    ...['##[group]x', '###[error]x', '##[error]##[warning]x', '#\u0007#[error]x', '##\u200b[error]x'],
    '  ##[set-env name=PATH]x',
  ])('is nothing that the runner would obey: %j', (text) => {
    expect(commandIn(toLogLine(text))).toBeUndefined();
  });

  test.each([
    ...[
      '',
      'plain',
      'grüße, 世界 🦀 e\u0301',
      'a::b::c',
      ': x',
      'see ::error::x',
      '# [x]',
      'https://[::1]:8086/',
    ],
  ])('is left as it is where it is harmless: %j', (text) => {
    expect(toLogLine(text)).toBe(text);
  });

  test.each([
    ['escape sequences', 'a\u001b[2Kb', 'a [2Kb'],
    ['line breaks of any kind', 'a\r\nb\u0085c\u2028d\u2029e\vf', 'a b c d e f'],
    ['a change of direction', 'a\u202eb\u2066c\u2069\u200f\u061cd', 'a b c d'],
    ['characters without width', 'a\u200bb\u200dc\u2060d\ufeffe', 'a b c d e'],
    ['null', 'a\u0000b', 'a b'],
  ])('holds none of %s, which could hide or fake what a person reads', (_, text, line) => {
    expect(toLogLine(text)).toBe(line);
  });

  test('keeps what follows a defused command readable', () => {
    expect(toLogLine('::error::x')).toBe(': :error::x');
    expect(toLogLine('##[error]x')).toBe('## [error]x');
  });
});

describe('A cell of a table', () => {
  test.each([
    ['plain', '`plain`'],
    ['', ''],
    [' \n\t ', ''],
    [' a ', '`a`'],
    ['a|b|c', '`a\\|b\\|c`'],
    ['a\\|b', '`a\\ \\|b`'],
    ['a\\\\|b', '`a\\\\ \\|b`'],
    ['ends with \\', '`ends with \\`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`', '`` ` ``'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
    ['```', '```` ``` ````'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['[x](javascript:alert(1))', '`[x](javascript:alert(1))`'],
    ['![x](https://elsewhere.example/x.png)', '`![x](https://elsewhere.example/x.png)`'],
    ['@octocat #1 https://x.example', '`@octocat #1 https://x.example`'],
    ['a\r\n| b |\n| --- |', '`a \\| b \\| \\| --- \\|`'],
    ['::error::x', '`: :error::x`'],
    ['&lt;b&gt; **b** ~~c~~', '`&lt;b&gt; **b** ~~c~~`'],
  ])('shows %j as text, and is no other cell, code or markup', (text, cell) => {
    expect(toTableCell(text)).toBe(cell);
  });

  test('can be made of any text, even one of countless backticks', () => {
    const text = '`a'.repeat(200_000);
    expect(toTableCell(text)).toBe(`\`\` ${text} \`\``);
  });
});

test('A time is shown in UTC', () => {
  expect(toIsoTime(Date.UTC(2026, 2, 1, 9, 30))).toBe('2026-03-01T09:30:00.000Z');
});
