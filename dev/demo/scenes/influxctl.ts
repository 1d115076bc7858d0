import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newToken } from '../../cluster/tokens.ts';
import { installInfluxctl } from '../../influxctl/install.ts';
import type { Scene } from '../scene.ts';

/** Goes through influxctl where the API does not serve management tokens. */
export const influxctl: Scene = {
  name: 'influxctl',
  title:
    'A cluster that serves no management tokens over HTTP: a stand-in for influxctl carries the requests.',
  async play(setStage) {
    const folder = mkdtempSync(path.join(tmpdir(), 'demo-influxctl-'));
    try {
      installInfluxctl(folder);
      const leaked = newToken({ description: 'telegraf, leaked' });
      const stage = await setStage({
        tokens: [leaked, newToken({ description: 'operator' })],
        collection: null,
        env: { PATH: [folder, process.env['PATH']].join(path.delimiter) },
      });
      await stage.step('The action finds out which client works', { 'token-ids': leaked.id });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
