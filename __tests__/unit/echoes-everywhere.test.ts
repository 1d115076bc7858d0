import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainGitHub } from '../../src/action/github/github.ts';
import { toEvidence } from '../../src/action/report/evidence.ts';
import { openLog } from '../../src/action/report/log.ts';
import { renderSummary } from '../../src/action/report/summary.ts';
import { toFailure } from '../../src/client/api/failure.ts';
import { toFailure as toInfluxctlFailure } from '../../src/client/influxctl/failure.ts';
import { quoteText } from '../../src/connection/quote.ts';
import { createRedact, type Redact } from '../../src/connection/secrets.ts';
import { describeRefusal } from '../../src/connection/token-refusal.ts';
import { distortion, lengthOfStretch, secret } from '../support/encodings.ts';
import { isolateEnvironment } from '../support/input-environment.ts';
import { capturePrinted } from '../support/printed.ts';
import { aReport } from '../support/reports.ts';
import { failed, listedAs, outcome, runResult } from '../support/results.ts';

isolateEnvironment();
const printed = capturePrinted();

const answer = {
  kind: 'answer',
  status: 400,
  contentType: 'text/plain',
  retryAfter: undefined,
  location: undefined,
  date: undefined,
  age: undefined,
  unknownCoding: undefined,
  body: '',
  length: 1,
  cut: false,
} as const;

/** The messages that are made of what servers and programs say. */
function messagesOf(echo: string, redact: Redact): string[] {
  const quote = (text: string): string => quoteText(text, redact);
  const failures = [
    { ...answer, body: `you sent (${echo})` },
    { ...answer, body: JSON.stringify({ code: 400, message: `you sent (${echo})` }) },
    { ...answer, body: JSON.stringify({ sent: echo }) },
    { ...answer, body: `<html><body>you sent <b>(${echo})</b></body></html>` },
    { ...answer, body: `${'x'.repeat(190)}(${echo})` },
    { ...answer, contentType: `text/${echo}`, body: 'no' },
    { ...answer, status: 302, location: `https://elsewhere.example/${echo}` },
  ].map((each) => toFailure(each, { quote, now: 0 }).message);
  const ended = { kind: 'ended', code: 1, stdout: '', stderr: `sent (${echo})` } as const;
  return [
    ...failures,
    toInfluxctlFailure(ended, quote).message,
    explainGitHub(new Error(`sent (${echo})`), redact),
    ...[
      { ...answer, body: JSON.stringify({ error: 'x', error_description: `(${echo})` }) },
      { ...answer, body: `(${echo})` },
      { ...answer, status: 302, location: `https://elsewhere.example/${echo}` },
    ].map((each) => describeRefusal(each, new URL('https://idp.example/token'), quote).message),
  ];
}

/** Everything that a run shows of texts. */
function showAll(texts: readonly string[], redact: Redact): string[] {
  const log = openLog(redact, () => 0);
  printed.clear();
  for (const text of texts) {
    log.info(text);
    log.warn(text);
    log.notice(text);
    log.fail(text, 'Not done');
  }
  const outcomes = texts.map((text) =>
    outcome(failed('server-error', text), listedAs({ description: text })),
  );
  const report = aReport({ result: runResult(outcomes), reason: texts[0], redact });
  const verdict = {
    failed: true,
    stop: { code: 'server-error', message: texts.join('\n'), hint: '' },
    alert: undefined,
  } as const;
  return [
    printed.text().replaceAll('%25', '%'),
    renderSummary(report, verdict),
    JSON.stringify(toEvidence(report, verdict)),
    JSON.stringify(report.entries),
  ];
}

/** What counts of a text, without line breaks and what cannot be seen. */
function bare(text: string): string {
  return text.replace(/%0A|%0D|\\[nr]|[^\x21-\x7e]/g, '');
}

describe('Wherever texts of others are shown', () => {
  test('there are no 16 characters in a row of a secret, encoded, cut and wrapped in any way', () => {
    const show = (text: string, distort: (text: string) => string): void => {
      const redact = createRedact([text]);
      const echo = distort(text);
      const encoded = bare(echo);
      const size = lengthOfStretch(text, encoded);
      const pieces = Array.from({ length: Math.max(0, encoded.length - size + 1) }, (_, at) =>
        encoded.slice(at, at + size),
      );
      const shown = showAll([`description (${echo})`, ...messagesOf(echo, redact)], redact).map(bare);
      for (const piece of pieces)
        for (const each of shown) if (each.includes(piece)) throw new Error(`${piece} is shown in ${each}`);
      expect(shown).toHaveLength(4);
    };
    fc.assert(fc.property(secret, distortion, show), { numRuns: Number(process.env['FUZZ_CASES'] ?? 100) });
  });
});
