import { startCluster } from './cluster/cluster.ts';
import { newToken, prefixOf } from './cluster/tokens.ts';
import { runStep } from './runner/runner.ts';

const caller = newToken({ description: 'ci: rotate credentials' });
const [leaked, gone, spare] = [
  newToken({ description: 'telegraf, leaked' }),
  newToken({ description: 'grafana, retired', revokedAt: Date.UTC(2026, 2, 1) }),
  newToken({ description: 'operator' }),
];
const unknownId = '00000000-0000-4000-8000-000000000000';
const cluster = await startCluster({ tokens: [caller, leaked, gone, spare] });

/** Shows the cluster's tokens, as a person would look them up. */
function showTokens(when: string): void {
  console.log(`\n--- The cluster's tokens ${when}\n`);
  for (const token of cluster.tokens) {
    const state = token.revokedAt === undefined ? 'active ' : 'revoked';
    console.log(`  ${token.id}  ${prefixOf(token)}  ${state}  ${token.description}`);
  }
}

async function show(title: string, inputs: Record<string, string>): Promise<void> {
  console.log(`\n=== ${title}\n\n--- The step\n`);
  for (const [name, value] of Object.entries(inputs)) console.log(`  ${name}: ${value}`);
  const result = await runStep({
    inputs: { host: cluster.host, 'tls-ca': cluster.ca, 'management-token': caller.secret, ...inputs },
  });
  console.log(`\n--- The log\n\n${result.log.replace(/^::add-mask::.*$/gm, '::add-mask::***')}`);
  console.log('--- The outputs\n');
  for (const [name, value] of Object.entries(result.outputs)) console.log(`  ${name}: ${value}`);
  console.log(`\n--- The job summary\n\n${result.summary}`);
  console.log(`--- Exit code: ${result.exitCode}`);
}

showTokens('before');
const ids = [leaked, gone].map((token) => token?.id).join(', ');
await show('A plan with an id that the cluster does not know is refused as a whole', {
  'token-ids': `${ids}, ${unknownId}`,
});
showTokens('after the refusal');
await show('With force, what can be revoked is revoked', {
  'token-ids': `${ids}, ${unknownId}`,
  force: 'true',
});
showTokens('after the run');
await cluster.close();
