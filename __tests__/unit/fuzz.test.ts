import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { loadInputs } from '../../src/action/inputs/inputs.ts';
import { inputTable } from '../../src/action/inputs/table.ts';
import { openLog } from '../../src/action/report/log.ts';
import { renderSummary } from '../../src/action/report/summary.ts';
import { createApiClient } from '../../src/client/api/api-client.ts';
import { parseTokenList } from '../../src/client/token-list.ts';
import type { Exchange } from '../../src/connection/exchange.ts';
import { createRedact } from '../../src/connection/secrets.ts';
import type { ClusterRequest } from '../../src/connection/transport.ts';
import { ActionError } from '../../src/errors.ts';
import type { Outcome } from '../../src/revocation/outcome.ts';
import type { ListAnswer, RevokeAnswer } from '../../src/revocation/token-client.ts';
import { parseTokenIds } from '../../src/revocation/token-ids.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';
import { bearerToken } from '../support/connection-settings.ts';
import { anyId, environmentText, errorBody, hostileText, listBody } from '../support/hostile.ts';
import { enoughInputs, isolateEnvironment, setInputs } from '../support/input-environment.ts';
import { offlineAgent, transportOver } from '../support/mock-agent.ts';
import { apiPath, someId } from '../support/mock-api.ts';
import { capturePrinted, commandIn } from '../support/printed.ts';
import { aReport, aVerdict } from '../support/reports.ts';
import { failed, outcome, revoked, runResult } from '../support/results.ts';

const total = Number(process.env['FUZZ_CASES'] ?? 20_000);
const share = (part: number) => ({ numRuns: Math.ceil(total * part) });

jest.setTimeout(Math.max(60_000, total * 10));
isolateEnvironment();
const printed = capturePrinted();
const redact = createRedact([bearerToken]);
const log = openLog(redact, () => 0);

/** Fails where what is printed holds another command than those that are meant, or the token. */
function examine(intended: readonly string[], print: () => void): void {
  printed.clear();
  print();
  const commands = printed.lines().map(commandIn);
  expect(commands.filter((command) => command !== undefined)).toEqual(intended);
  expectNoToken(printed.text());
}

function expectNoToken(text: string): void {
  for (const form of [
    bearerToken,
    encodeURIComponent(bearerToken),
    Buffer.from(bearerToken).toString('base64'),
  ])
    expect(text.includes(form)).toBe(false);
}

/** Shows a text in every way in which the action shows one. */
function showEverywhere(text: string): void {
  examine([], () => log.info(text));
  examine(['warning'], () => log.warn(text));
  examine(['error'], () => log.fail(text, 'Not done'));
}

/** Fails where a summary is more, or less, than a row of seven cells for each outcome. */
function examineSummary(outcomes: readonly Outcome[]): void {
  const text = renderSummary(aReport({ result: runResult(outcomes), redact }), aVerdict(true));
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(outcomes.length === 0 ? 0 : outcomes.length + 2);
  for (const row of rows) expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(8);
  expectNoToken(text);
}

describe('With any text from a workflow', () => {
  test('an input is read or refused in one line, and nothing else', () => {
    const names = Object.keys(inputTable) as (keyof typeof inputTable)[];
    const read = (name: keyof typeof inputTable, text: string): void => {
      try {
        inputTable[name].parse(text);
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        expect(error.code).toBe('invalid-input');
        expect(error.message).toMatch(/^[^\r\n]+$/);
      }
    };
    fc.assert(fc.property(fc.constantFrom(...names), hostileText, read), share(0.25));
  });

  test('all inputs are read or refused together, and nothing but masks is printed', async () => {
    const names = Object.keys(inputTable).filter((name) => name !== 'token-ids-file');
    const given = fc.dictionary(fc.constantFrom(...names), environmentText, { maxKeys: 5 });
    const load = async (inputs: Record<string, string>): Promise<void> => {
      setInputs({ ...enoughInputs, ...inputs });
      printed.clear();
      const loaded = await loadInputs({ HOME: '/nowhere' });
      const lines = printed.lines().slice(0, -1);
      expect(lines.every((line) => line.startsWith('::add-mask::'))).toBe(true);
      expect(lines).toHaveLength(loaded.secrets.length);
      // A token that no input gives as one is not known as a secret.
      if (!(loaded.inputs instanceof ActionError) || !loaded.secrets.includes(bearerToken)) return;
      const { message } = loaded.inputs;
      examine(['error'], () => openLog(createRedact(loaded.secrets), () => 0).fail(message, 'x'));
    };
    await fc.assert(fc.asyncProperty(given, load), share(0.1));
  });

  test('no request leaves the collection, and no entry that is no id becomes one', async () => {
    const paths: string[] = [];
    const send = async ({ path }: ClusterRequest): Promise<Exchange> => {
      paths.push(path);
      return answerOf({ status: 204 });
    };
    const client = clientWith(send);
    const entries = fc.array(fc.oneof(anyId, hostileText), { maxLength: 6 });
    const text = fc.oneof(
      entries.map((list) => list.join(' ')),
      entries.map((list) => list.join(',')),
      entries.map((list) => JSON.stringify(list)),
    );
    const revoke = async (given: string): Promise<void> => {
      const { ids, problems } = parseTokenIds(given);
      paths.length = 0;
      for (const id of ids) await client.revoke(id, { signal, attempt: 1 });
      for (const path of paths) expect(path).toMatch(/^\/api\/v0\/management-tokens\/[\da-fA-F-]{36}$/);
      expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(ids.length);
      for (const problem of problems) showEverywhere(problem);
    };
    await fc.assert(fc.asyncProperty(text, revoke), share(0.2));
  });
});

const signal = new AbortController().signal;

interface Given {
  readonly status: number;
  readonly body?: string;
  readonly contentType?: string;
  readonly retryAfter?: string | undefined;
  readonly location?: string | undefined;
  readonly cut?: boolean;
}

function answerOf(given: Given): Exchange {
  const headers = { retryAfter: undefined, location: undefined, date: undefined, age: undefined };
  const nothing = { ...headers, length: 1, cut: false, unknownCoding: undefined };
  return { kind: 'answer', body: '', contentType: 'application/json', ...nothing, ...given };
}

function clientWith(send: (request: ClusterRequest) => Promise<Exchange>) {
  const { quote } = transportOver(offlineAgent());
  const transport = { send, quote, mostAtOnce: () => 128, close: async () => {} };
  return createApiClient({ transport, apiPath, kind: tokenKinds.management, now: () => 0 });
}

describe('With any response of a cluster', () => {
  test('a list is read whole or refused, and what it holds is shown as text', () => {
    const read = (body: string): void => {
      const list = parseTokenList(body);
      if (list.kind !== 'tokens') {
        showEverywhere(list.what);
        return;
      }
      const entries = list.tokens.map((token) => ({ id: token.id, token, inUse: 'no' as const }));
      const plan = { entries, first: entries, last: [], revoked: [], unknown: [] };
      const selection = { tokens: [], kept: [], createdBefore: undefined };
      const draft = {
        plan,
        selection,
        leftOut: [],
        index: new Map(),
        clocks: { runner: 0, server: undefined },
      };
      examine([], () => log.show({ kind: 'planned', ...draft }));
      const outcomes = list.tokens.map((token) =>
        outcome({ ...revoked, revokedAt: token.revokedAt }, { token }),
      );
      examineSummary(outcomes);
    };
    fc.assert(fc.property(listBody, read), share(0.25));
  });

  test('an answer is an outcome, and what it says is shown as text of bounded length', async () => {
    let answer: Exchange = answerOf({ status: 204 });
    const client = clientWith(async () => answer);
    const anyAnswer = fc.record({
      status: fc.oneof(
        fc.integer({ min: 200, max: 599 }),
        fc.constantFrom(200, 204, 302, 401, 404, 429, 503),
      ),
      body: fc.oneof(errorBody, listBody),
      contentType: fc.constantFrom('application/json', 'text/html', '', 'a+json'),
      retryAfter: fc.option(fc.oneof(hostileText, fc.nat().map(String)), { nil: undefined }),
      location: fc.option(hostileText, { nil: undefined }),
      cut: fc.boolean(),
    });
    const take = async (given: Given): Promise<void> => {
      answer = answerOf(given);
      const list = await client.list({ signal, attempt: 1 });
      const answered = await client.revoke(someId, { signal, attempt: 1 });
      if (answered.kind === 'accepted') expect(given.cut === false || given.status === 204).toBe(true);
      for (const message of [messageOf(list), messageOf(answered)]) {
        if (message === undefined) continue;
        expect(message.length).toBeLessThan(700);
        showEverywhere(message);
        examineSummary([outcome(failed('server-error', message))]);
      }
    };
    await fc.assert(fc.asyncProperty(anyAnswer, take), share(0.2));
  });
});

/** What a failure says of itself. Undefined: it is none. */
function messageOf(answer: ListAnswer | RevokeAnswer): string | undefined {
  if (answer.kind !== 'failed') return undefined;
  if (answer.retryAfter !== undefined) expect(answer.retryAfter).toBeGreaterThanOrEqual(0);
  return answer.message;
}
