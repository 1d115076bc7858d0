import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { toFailure } from '../../../../src/client/api/failure.ts';
import type { Answer } from '../../../../src/connection/answer.ts';
import { bearerToken } from '../../../support/connection-settings.ts';
import { failureOf, listOver, revokeOver } from '../../../support/mock-api.ts';

const text = { 'content-type': 'text/plain' };
const html = { 'content-type': 'text/html' };

describe('The message of a failure', () => {
  test.each([
    ['the message of an error of the API', '{"code":403,"message":"not yours"}', {}, '"not yours"'],
    ['JSON of another shape', '{"error":"not yours"}', {}, '"{"error":"not yours"}"'],
    ['JSON whose message is no text', '{"message":{"a":1}}', {}, '"{"message":{"a":1}}"'],
    ['JSON that is no object', '"not yours"', {}, '""not yours""'],
    ['plain text', ' not\r\n  yours ', { headers: text }, '403 (text/plain): "not yours"'],
  ])('quotes %s', async (_, body, more, quoted) => {
    expect(failureOf(await revokeOver({ status: 403, body, ...more })).message).toContain(quoted);
  });

  test('has no body to quote where there is none, and says so where it is no text', async () => {
    const said = async (body: string | Buffer) =>
      failureOf(await revokeOver({ status: 403, headers: html, body })).message;
    expect(await said('')).toBe('The response was 403 without a body.');
    for (const body of [' \n', gzipSync('a page')])
      expect(await said(body)).toBe('The response was 403 (text/html) with a body that has no text.');
  });

  test('shows the type of a body that has no text, such as a page that a script fills', async () => {
    const body = '<!doctype html><html><script src="/app.js"></script><div id="root"></div></html>';
    const { message } = failureOf(await revokeOver({ body, headers: { 'content-type': 'text/html' } }));
    expect(message).toBe('The response was 200 (text/html) with a body that has no text.');
  });

  test('quotes at most 200 characters of a body, of a type and of a redirect', async () => {
    const headers = { 'content-type': `text/${'y'.repeat(500)}` };
    const { message } = failureOf(await revokeOver({ status: 403, body: 'x'.repeat(500), headers }));
    expect(message).toContain(`"${'x'.repeat(200)}"`);
    expect(message.length).toBeLessThan(450);
    const location = `https://elsewhere.example/${'x'.repeat(500)}`;
    const moved = failureOf(await revokeOver({ status: 302, headers: { location } }));
    expect(moved.message.length).toBeLessThan(300);
  });

  test.each([
    ['https://me:hunter2@elsewhere.example/path?code=hunter2#hunter2', 'https://elsewhere.example/path'],
    ['//me:hunter2@elsewhere.example/path', '//elsewhere.example/path'],
    ['/login?token=hunter2', '/login'],
    ['login#hunter2', 'login'],
  ])('quotes a redirect without userinfo, query and fragment: %s', async (location, shown) => {
    const { message } = failureOf(await revokeOver({ status: 302, headers: { location } }));
    expect(message).toContain(`"${shown}"`);
    expect(message).not.toContain('hunter2');
  });

  test('quotes URLs in a text without userinfo, query and fragment', async () => {
    const body = 'see https://me:hunter2@a.example/x?hunter2 and "http://b.example#hunter2"';
    const { message } = failureOf(await revokeOver({ status: 403, body, headers: text }));
    expect(message).toContain('"see https://a.example/x and "http://b.example""');
  });

  test.each([
    ['in a text', `denied: ${bearerToken}`],
    ['in a message', JSON.stringify({ code: 401, message: `denied: ${bearerToken}` })],
    ['in base64', Buffer.from(bearerToken).toString('base64')],
    ['across the cut', `${'x'.repeat(190)}${bearerToken}`],
    ['in a message across the cut', JSON.stringify({ message: `${'x'.repeat(190)}${bearerToken}` })],
  ])('never shows the token, even where a server echoes it %s', async (_, body) => {
    const revocation = failureOf(await revokeOver({ status: 401, body }));
    const list = failureOf(await listOver({ status: 401, body }));
    for (const { message } of [revocation, list]) {
      expect(message).toContain('*');
      expect(message).not.toContain(bearerToken.slice(0, 5));
      expect(message).not.toContain(Buffer.from(bearerToken).toString('base64').slice(0, 8));
    }
  });

  test('never shows the token where a redirect or a type carries it', async () => {
    const location = `https://elsewhere.example/${encodeURIComponent(bearerToken)}`;
    const moved = failureOf(await revokeOver({ status: 302, headers: { location } }));
    expect(moved.message).toContain('"https://elsewhere.example/***"');
    const headers = { 'content-type': `text/x-${bearerToken}` };
    const typed = failureOf(await revokeOver({ status: 403, body: 'no', headers }));
    expect(typed.message.toLowerCase()).not.toContain(bearerToken.toLowerCase());
  });

  test('names the proxy that forwarded a plain request, unless the API itself answers', () => {
    const bare = { retryAfter: undefined, location: undefined, date: undefined, age: undefined };
    const body = {
      contentType: 'text/html',
      body: '<h1>Bad Gateway</h1>',
      length: 20,
      cut: false,
      unknownCoding: undefined,
    };
    const forwardedBy = 'http://proxy.example:3128';
    const answer: Answer = { kind: 'answer', status: 502, ...bare, ...body, forwardedBy };
    const messageOf = (given: Answer) => toFailure(given, { quote: (each) => each, now: 0 }).message;
    expect(messageOf(answer)).toContain('The response through the proxy http://proxy.example:3128 was 502');
    const own = { contentType: 'application/json', body: '{"code":502,"message":"down"}' };
    expect(messageOf({ ...answer, ...own })).toContain('The response was 502');
  });
});
