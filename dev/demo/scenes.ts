import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Misbehaviour, SeenRequest } from '../cluster/duty.ts';
import { newToken, newTokens } from '../cluster/tokens.ts';
import { installInfluxctl } from '../influxctl/install.ts';
import { setStage } from './stage.ts';

/** Something that the action does, to be watched. */
export interface Scene {
  /** How it is asked for on the command line. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly title: string;
  /** Plays it on a cluster of its own. */
  readonly play: () => Promise<void>;
}

/** All scenes, in the order in which they are played. */
export const scenes: readonly Scene[] = [
  {
    name: 'plan',
    title: 'A dry run revokes nothing. Its digest makes sure that what is applied is what was planned.',
    async play() {
      const tokens = ['telegraf, leaked', 'grafana, leaked'].map((description) => newToken({ description }));
      await using stage = await setStage({ tokens });
      const ids = tokens.map(({ id }) => id).join(' ');
      const planned = await stage.step('A dry run: what would be revoked?', {
        'token-ids': ids,
        'dry-run': 'true',
      });
      const digest = planned.outputs['plan-digest'] ?? '';
      await stage.step('An id more than planned: the plan is not the one that was approved', {
        'token-ids': `${ids} 00000000-0000-4000-8000-000000000000`,
        'expect-plan': digest,
      });
      await stage.step('The plan that was approved is applied', { 'token-ids': ids, 'expect-plan': digest });
    },
  },
  {
    name: 'refusal',
    title: 'A plan with the token in use is refused as a whole.',
    async play() {
      const leaked = newToken({ description: 'telegraf, leaked' });
      await using stage = await setStage({ tokens: [leaked, newToken({ description: 'operator' })] });
      await stage.step('One id is that of the token in use: nothing is revoked', {
        'token-ids': `${leaked.id} ${stage.callerId}`,
      });
    },
  },
  {
    name: 'force',
    title: 'With force, what can be revoked is revoked, and what cannot is reported.',
    async play() {
      const leaked = newToken({ description: 'telegraf, leaked' });
      const retired = newToken({ description: 'grafana, retired', revokedAt: Date.UTC(2026, 2, 1) });
      await using stage = await setStage({
        tokens: [leaked, retired, newToken({ description: 'operator' })],
      });
      await stage.step('An active id, one that is revoked already, and one that is unknown', {
        'token-ids': `${leaked.id} ${retired.id} 00000000-0000-4000-8000-000000000000`,
        force: 'true',
      });
    },
  },
  {
    name: 'selectors',
    title: 'Tokens are selected by what the list says of them, and the newest is kept.',
    async play() {
      const rotated = [1, 2, 3].map((month) =>
        newToken({ description: `telegraf, month ${month}`, createdAt: Date.UTC(2026, month - 1, 1) }),
      );
      await using stage = await setStage({ tokens: [...rotated, newToken({ description: 'grafana' })] });
      await stage.step('All tokens of telegraf but the newest', {
        'select-description': 'telegraf*',
        'keep-latest': '1',
      });
    },
  },
  {
    name: 'failures',
    title: 'A cluster that fails now and then is asked again. What still fails goes into the next run.',
    async play() {
      const tokens = newTokens(4);
      let stubborn = tokens[1]?.id;
      const misbehave = ({ method, path, earlier }: SeenRequest): Misbehaviour | undefined => {
        if (method !== 'DELETE') return undefined;
        if (stubborn !== undefined && path.endsWith(stubborn)) return { status: 500 };
        return earlier === 0 ? { status: 503 } : undefined;
      };
      await using stage = await setStage({ tokens, misbehave });
      stage.say(
        'Each revocation is answered with 503 at first. The one of "token 2" is always answered with 500.',
      );
      const first = await stage.step('All others are revoked', {
        'token-ids': tokens.map(({ id }) => id).join(' '),
        retries: '2',
      });
      stubborn = undefined;
      stage.say('The cluster is fixed.');
      await stage.step('The failed ids of the first run are the ids of the second', {
        'token-ids': first.outputs['failed-ids'] ?? '',
      });
    },
  },
  {
    name: 'leak',
    title: 'A token string has leaked: its id is found and revoked, and the string is tested for proof.',
    async play() {
      const leaked = newToken({ description: 'telegraf, in a public repository' });
      await using stage = await setStage({ tokens: [leaked, newToken({ description: 'operator' })] });
      await stage.step('The token string is all that is known', { 'leaked-tokens': leaked.secret });
    },
  },
  {
    name: 'influxctl',
    title:
      'A cluster that serves no management tokens over HTTP: a stand-in for influxctl carries the requests.',
    async play() {
      const folder = mkdtempSync(path.join(tmpdir(), 'demo-influxctl-'));
      try {
        installInfluxctl(folder);
        const leaked = newToken({ description: 'telegraf, leaked' });
        await using stage = await setStage({
          tokens: [leaked, newToken({ description: 'operator' })],
          collection: null,
          env: { PATH: [folder, process.env['PATH']].join(path.delimiter) },
        });
        await stage.step('The action finds out which client works', { 'token-ids': leaked.id });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  },
];
