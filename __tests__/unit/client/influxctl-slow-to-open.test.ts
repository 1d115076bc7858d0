import '../../support/realms.ts';
import { describe, expect, test } from '@jest/globals';
import { downloaded, givenClient, today } from '../../support/client-scene.ts';
import { revokeThrough } from '../../support/influxctl-scene.ts';
import { failureOf } from '../../support/mock-api.ts';
import { until } from '../../support/shell-programs.ts';

const accepted = { kind: 'accepted' };

describe('An influxctl that could not be opened before a list had to end (force)', () => {
  test.each(['auto', 'influxctl'] as const)(
    'is opened again for the revocation, with client: %s',
    async (client) => {
      const abort = new AbortController();
      const scene = await givenClient({ cluster: today, client, behaviour: { hangOn: 'version' } });
      const list = scene.client.list({ signal: abort.signal, attempt: 1 });
      await until(() => scene.influxctl.calls().length === 1);
      abort.abort();
      // A list that took too long says nothing about what is served, or about other requests.
      expect(failureOf(await list)).toMatchObject({ code: 'timeout', affectsAll: false });
      scene.influxctl.behave({ hangOn: undefined });
      expect(await revokeThrough(scene, scene.ids)).toEqual([accepted, accepted]);
    },
  );
});

describe('A download of influxctl that does not end', () => {
  test.each(['auto', 'influxctl'] as const)(
    'does not keep a run from ending, with client: %s',
    async (client) => {
      const abort = new AbortController();
      const { promise: started, resolve: start } = Promise.withResolvers<void>();
      const install = (): Promise<string> => {
        start();
        return new Promise(() => {});
      };
      const scene = await givenClient({ cluster: today, client, influxctl: downloaded, needs: { install } });
      const list = scene.client.list({ signal: abort.signal, attempt: 1 });
      await started;
      abort.abort();
      // A job that was cancelled has a few seconds to report.
      const late = new Promise((resolve) => setTimeout(resolve, 5_000, 'still waiting').unref());
      expect(await Promise.race([list, late])).toMatchObject({ kind: 'failed' });
    },
  );
});
