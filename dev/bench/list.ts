import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { collection } from '../cluster/duty.ts';
import { type Contestant, contestants } from './contestants.ts';
import { measure } from './measure.ts';
import { type ListResults, labels } from './results.ts';
import { measureRun, rotate } from './scale.ts';
import type { Scene, Stage } from './scene.ts';
import type { Sample } from './statistics.ts';

/** How much is measured. */
export interface ListExtent {
  /** How many tokens the list holds. */
  readonly tokens: number;
  readonly rounds: number;
  /** Called before a round starts. */
  readonly onStart: (what: string) => void;
}

const protocol = 'HTTP/2';

/** Lets the action revoke one token of a long list, beside curl which fetches the list once. */
export async function measureList(
  stage: Stage,
  { tokens, rounds, onStart }: ListExtent,
): Promise<ListResults> {
  const action = find(labels.action(protocol));
  const { missing } = find(labels.curl(protocol));
  const fetcher = { label: 'curl, the list once, HTTP/2', protocol, missing } as const;
  // One is in use, and one is revoked.
  const others = tokens - 2;
  const runs = [
    { entry: action, run: () => measureRun(stage, action, { ids: 1, others, protocol }) },
    {
      entry: fetcher,
      run: async () => (await stage.play({ ids: 1, others, protocol }, fetchList)).result,
    },
  ].filter(({ entry }) => entry.missing === undefined);
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round += 1) {
    onStart(`round ${round + 1}, list of ${tokens} tokens`);
    for (const { entry, run } of rotate(runs, round))
      samples.push({ contestant: entry.label, round, ...(await run()) });
  }
  return { tokens, entries: [action, fetcher], samples };
}

function find(label: string): Contestant {
  const found = contestants.find((each) => each.label === label);
  if (found === undefined) throw new Error(`Nobody is called ${label}.`);
  return found;
}

function fetchList({ host, caFile, secret, folder }: Scene) {
  const config = path.join(folder, 'curl');
  writeFileSync(config, `header = "Authorization: Bearer ${secret}"\n`, { mode: 0o600 });
  const output = path.join(folder, 'list.json');
  const args = [
    '-q',
    '-sSf',
    '--http2',
    '--cacert',
    caFile,
    '-K',
    config,
    '-o',
    output,
    `${host}${collection}`,
  ];
  return measure({ file: 'curl', args, folder });
}
