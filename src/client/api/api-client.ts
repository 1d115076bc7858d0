import type { Answer } from '../../connection/answer.ts';
import { readDate } from '../../connection/answer-times.ts';
import type { Exchange } from '../../connection/exchange.ts';
import type { Transport } from '../../connection/transport.ts';
import { createFailure, type Failure } from '../../failure.ts';
import { parseJson } from '../../json.ts';
import { idKey, type TokenId } from '../../revocation/token.ts';
import type { FindAnswer, ListAnswer, TokenClient } from '../../revocation/token-client.ts';
import type { TokenKind } from '../../revocation/token-kind.ts';
import { parseToken, parseTokenList } from '../token-list.ts';
import { describeAnswer, isApiError, isJson, type Reading, toFailure } from './failure.ts';

/** How much of an answer is read, in bytes. A token takes about 400 in a list. */
const listLimit = { ok: 64 * 1024 * 1024, other: 64 * 1024 };
const revokeLimit = { ok: 64 * 1024, other: 64 * 1024 };

/** What the client over the Management API works with. */
export interface ApiClientOptions {
  readonly transport: Transport;
  /** The path of the collection of tokens, without a slash at its end. */
  readonly apiPath: string;
  /** What is served there. */
  readonly kind: TokenKind;
  /** The time in ms since the epoch. */
  readonly now: () => number;
}

/**
 * Lists and revokes over HTTP. That management tokens have a collection is an assumption: InfluxData publishes routes for
 * database tokens only, and this client follows their conventions.
 */
export function createApiClient({ transport, apiPath, kind, now }: ApiClientOptions): TokenClient {
  const { quote } = transport;
  const reading = (): ListReading => ({ quote, now: now(), kind });
  return {
    async list(options) {
      const sentAt = now();
      const answer = await transport.send({ ...options, method: 'GET', path: apiPath, bodyLimit: listLimit });
      const list = readList(answer, reading());
      if (list.kind === 'failed' || answer.kind === 'failed') return list;
      const date = readDate(answer);
      // The server wrote it about half way between.
      const clockOffset = date === undefined ? undefined : date - (sentAt + now()) / 2;
      return { ...list, clockOffset };
    },
    async revoke(id, options) {
      const path = `${apiPath}/${encodeURIComponent(id)}`;
      const answer = await transport.send({ ...options, method: 'DELETE', path, bodyLimit: revokeLimit });
      return isAccepted(answer) ? { kind: 'accepted' } : toFailure(answer, reading());
    },
    mostAtOnce: transport.mostAtOnce,
    find: kind.stayListed
      ? undefined
      : async (id, options) => {
          const path = `${apiPath}/${encodeURIComponent(id)}`;
          const answer = await transport.send({ ...options, method: 'GET', path, bodyLimit: revokeLimit });
          return readOne(answer, id, reading());
        },
  };
}

/** How to read a list, and what it should hold. */
interface ListReading extends Reading {
  readonly kind: TokenKind;
}

/**
 * A console or an ingress may answer an unknown path with 200 and a page, and a gateway with 200 and the API's error: only
 * 204, or 200 with other JSON, counts.
 */
function isAccepted(answer: Exchange): boolean {
  if (answer.kind === 'failed' || answer.cut) return false;
  if (answer.status === 204) return true;
  const isAnswered = answer.status === 200 && isJson(answer) && parseJson(answer.body) !== undefined;
  return isAnswered && !isApiError(answer);
}

function readList(answer: Exchange, reading: ListReading): ListAnswer {
  if (answer.kind === 'failed') return toFailure(answer, reading);
  if ([404, 405, 501].includes(answer.status)) return noRoute(answer, reading);
  if (answer.status !== 200 || answer.cut) return toFailure(answer, reading);
  const list = parseTokenList(answer.body);
  if (!isJson(answer)) return list.kind === 'tokens' ? mistyped(answer, reading) : noRoute(answer, reading);
  switch (list.kind) {
    case 'tokens':
      return { kind: 'listed', tokens: list.tokens };
    case 'other':
      return noRoute(answer, reading, list.what);
    case 'broken': {
      const failure = toFailure(answer, reading);
      return { ...failure, message: `${failure.message} ${list.what}` };
    }
  }
}

/** Another token than the requested one says nothing of it. */
function readOne(answer: Exchange, id: TokenId, reading: Reading): FindAnswer {
  if (answer.kind === 'failed') return answer;
  const token = answer.status === 200 && isJson(answer) && !answer.cut ? parseToken(answer.body) : undefined;
  return token === undefined || idKey(token.id) !== idKey(id)
    ? toFailure(answer, reading)
    : { kind: 'found', token };
}

/** A list of tokens under another type: what sends it is no Management API, or a proxy has changed its headers. */
function mistyped({ contentType }: Answer, { quote }: Reading): Failure {
  const type =
    contentType === '' ? 'without a content type' : `with the content type "${quote(contentType)}"`;
  return createFailure('unexpected-answer', `The list came ${type}, not application/json, and is not used.`, {
    hint: 'Have the server, or the proxy in front of it, send `content-type: application/json` with it.',
  });
}

/** The API's own "not found" needs no more words; anything else is quoted. */
function noRoute(answer: Answer, { quote, kind }: ListReading, what = ''): Failure {
  const route = `This cluster has no HTTP route for ${kind.plural}`;
  const message = isApiError(answer)
    ? `${route} (${answer.status}).`
    : `${route}. ${describeAnswer(answer, quote)} ${what}`.trimEnd();
  return createFailure('no-http-route', message, { affectsAll: true });
}
