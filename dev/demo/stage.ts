import { type Cluster, type ClusterOptions, startCluster } from '../cluster/cluster.ts';
import { type ClusterToken, newToken, prefixOf } from '../cluster/tokens.ts';
import { runStep, type StepResult } from '../runner/runner.ts';

/** What a scene is played on. */
export interface StageOptions extends ClusterOptions {
  /** Environment variables of every step's job. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A simulated cluster, on which steps are run and shown. Disposing of it ends the cluster. */
export interface Stage extends AsyncDisposable {
  /** The id of the token in use, which the steps authenticate with. */
  readonly callerId: string;
  /** Prints a line. */
  say(line: string): void;
  /** Runs the action and prints all of it: inputs, log, outputs, job summary, exit code, and the cluster's tokens. */
  step(title: string, inputs: Readonly<Record<string, string>>): Promise<StepResult>;
}

/** Starts a cluster with these tokens and one more, which the steps authenticate with. Prints what it holds. */
export async function setStage({ env = {}, ...options }: StageOptions): Promise<Stage> {
  const caller = newToken({ description: 'ci: rotate credentials' });
  const cluster = await startCluster({ ...options, tokens: [caller, ...options.tokens] });
  const print = (text: string): void => console.log(hideSecrets(text, cluster.tokens));
  print(`\n${tokensOf(cluster, 'before')}`);
  return {
    callerId: caller.id,
    say: (line) => print(`\n${line}`),
    async step(title, given) {
      const { host, ca } = cluster;
      const inputs = { host, 'tls-ca': ca, 'management-token': caller.secret, ...given };
      print(`\n## ${title}\n\n${section('The step', listEntries(inputs))}`);
      const result = await runStep({ inputs, env });
      print(`\n${describeResult(result)}\n\n${tokensOf(cluster, 'after')}`);
      return result;
    },
    [Symbol.asyncDispose]: cluster.close,
  };
}

function describeResult({ log, outputs, summary, exitCode }: StepResult): string {
  return [
    section('The log', log.replaceAll(/^::add-mask::.*$/gm, '::add-mask::***')),
    section('The outputs', listEntries(outputs)),
    section('The job summary', summary),
    `--- The exit code: ${exitCode}`,
  ].join('\n\n');
}

/** The cluster's tokens, as a person would look them up. */
function tokensOf({ tokens }: Cluster, when: string): string {
  const rows = tokens.map((token) => {
    const state = token.revokedAt === undefined ? 'active ' : 'revoked';
    return `${token.id}  ${prefixOf(token)}  ${state}  ${token.description}`;
  });
  return section(`The cluster's tokens ${when}`, rows.join('\n'));
}

function section(title: string, text: string): string {
  return `--- ${title}\n\n${text.trimEnd().replaceAll(/^(?=.)/gm, '  ')}`;
}

/** A line for each: of a text of several lines, such as a certificate, the first one is enough. */
function listEntries(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `${name}: ${value.replace(/\n.*$/s, ' …')}`)
    .join('\n');
}

/** Does what the runner does with masked values. */
function hideSecrets(text: string, tokens: readonly ClusterToken[]): string {
  return tokens.reduce((shown, { secret }) => shown.replaceAll(secret, '***'), text);
}
