import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CapacityOptions } from '../cluster/capacity.ts';
import type { Deeds, Opened, Order } from './cluster-process.ts';

/** The version of HTTP that contestants speak with the cluster. */
export type Protocol = 'HTTP/2' | 'HTTP/1.1';

/** A cluster with fresh tokens and a folder, for one run of one contestant. */
export interface Scene extends Omit<Opened, 'ca'> {
  /** The path of the PEM file with the cluster's authority. */
  readonly caFile: string;
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
}

/** What is played in. */
export interface Setting {
  /** How many tokens to revoke. */
  readonly ids: number;
  /** HTTP/1.1 only, or HTTP/2 for those who prefer it. */
  readonly protocol: Protocol;
  /** What the cluster needs for a request, in ms. */
  readonly latency: number;
  /** How many requests the cluster takes at once. Default: any number. */
  readonly capacity?: CapacityOptions;
}

/** The process that serves simulated clusters, one at a time. */
export interface Stage {
  /** Plays a scene, and reports what the cluster saw of it. */
  play<Result>(
    setting: Setting,
    act: (scene: Scene) => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly deeds: Deeds }>;
  /** Ends the process. */
  close(): void;
}

/** Starts the process. It is one of its own, so that the cluster's work is not in the loop that takes the times. */
export function openStage(): Stage {
  const child = fork(new URL('cluster-process.ts', import.meta.url));
  return {
    async play(setting, act) {
      const { ca, ...opened } = await ask<Opened>(child, setting);
      const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
      const caFile = path.join(folder, 'ca.pem');
      writeFileSync(caFile, ca);
      try {
        const result = await act({ ...opened, caFile, folder });
        return { result, deeds: await ask<Deeds>(child, 'close') };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    close: () => child.disconnect(),
  };
}

/** Orders something and waits for the answer. Throws where the process ends instead. */
function ask<Answer>(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('The process with the simulated cluster has ended.'));
    child.once('exit', onExit).once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as Answer);
    });
    child.send(order);
  });
}
