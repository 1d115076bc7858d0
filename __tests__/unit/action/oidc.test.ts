import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../dev/endpoint.ts';
import { type RunnerOidc, startRunnerOidc } from '../../../dev/identity/runner-oidc.ts';
import { getIdToken } from '../../../src/action/oidc.ts';
import type { Failure } from '../../../src/failure.ts';
import { givenIdentity, running, signInAt } from '../../support/identity.ts';
import { isolateEnvironment } from '../../support/input-environment.ts';
import { masksIn } from '../../support/masks.ts';
import { capturePrinted } from '../../support/printed.ts';
import { closeLater } from '../../support/scenario.ts';

isolateEnvironment();
const printed = capturePrinted();

const gone = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://localhost:1/?x' };

/** Runs as a step of a job that may ask this runner for tokens. */
function enter({ env }: RunnerOidc): void {
  Object.assign(process.env, env);
}

/** A job whose runner does this in place of giving a token, and a provider that it signs in at. */
async function givenRefusingRunner(fault: Reply) {
  const identity = await givenIdentity('client-assertion', { runner: { misbehave: () => fault } });
  enter(identity.runner);
  return identity;
}

describe('The OIDC token of a job', () => {
  test('is for the audience that is asked for, and masked as soon as it is there', async () => {
    const runner = closeLater(await startRunnerOidc());
    enter(runner);
    const token = await getIdToken('api://cluster?a&b');
    expect(runner.issued()).toEqual([token]);
    expect(runner.requests).toMatchObject([
      { path: '/idtoken?api-version=2.0&audience=api%3A%2F%2Fcluster%3Fa%26b' },
    ]);
    expect(masksIn(printed.lines())).toEqual([token]);
  });

  test('proves to an identity provider who the job is', async () => {
    const identity = await givenIdentity('client-assertion');
    enter(identity.runner);
    const credentials = await signInAt(identity, { kind: 'client-assertion', needs: { getIdToken } });
    expect(await identity.provider.accepts((await credentials.obtain(running())) as string)).toBe(true);
  });

  test.each<[string, Reply, string]>([
    [
      'may not have one',
      { status: 403, body: '{"message":"no\\n permission"}' },
      'Error Code : 403 Error Message: no permission',
    ],
    [
      'asks a runner that fails',
      { status: 500, body: '{"message":"out of order"}' },
      'Error Code : 500 Error Message: out of order',
    ],
    ['gets an answer without one', { status: 200, body: '{}' }, 'do not have ID Token field'],
    ['gets a number', { status: 200, body: '{"value":5}' }, 'the response holds no token'],
  ])('is missed in one line where the job %s', async (_, fault, said) => {
    const identity = await givenRefusingRunner(fault);
    const credentials = await signInAt(identity, { kind: 'client-assertion', needs: { getIdToken } });
    const result = await credentials.obtain(running());
    expect(result).toMatchObject({ code: 'authentication-failed', retryable: true });
    const { message } = result as Failure;
    expect(message).toMatch(/^The runner did not issue an OIDC token: "(?!.* {2}).+"\.$/);
    expect(message).toContain(said);
    expect(identity.provider.requests).toEqual([]);
  });

  test('is missed where the runner is silent for as long as a request may take', async () => {
    const identity = await givenRefusingRunner('hang');
    const needs = { getIdToken, timeout: 200 };
    const credentials = await signInAt(identity, { kind: 'client-assertion', needs });
    expect(await credentials.obtain(running())).toMatchObject({
      code: 'authentication-failed',
      message: 'The runner did not issue an OIDC token: "no answer within 200 ms".',
      retryable: true,
    });
    expect(identity.provider.requests).toEqual([]);
  });

  test.each<[string, Partial<RunnerOidc['env']>, string]>([
    ['has nowhere to ask for one', {}, 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    ['may not ask', gone, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    ['asks a runner that is gone', { ...gone, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' }, 'ECONNREFUSED'],
  ])('is missed in one line where the job %s', async (_, env, said) => {
    Object.assign(process.env, env);
    const error = await getIdToken('a').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining(said), cause: expect.anything() });
    expect((error as Error).message).not.toMatch(/[\r\n]| {2}/);
  });
});
