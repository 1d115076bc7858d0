import type { ClusterOptions } from '../../dev/cluster/cluster.ts';
import { newToken } from '../../dev/cluster/tokens.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../../dev/github/github.ts';
import type { RunningAction } from '../../dev/runner/runner.ts';
import { closeLater, givenCluster, type Run, runAgainst, type ScenarioStep, type Scene } from './scenario.ts';

/** The repository of the workflow. */
export const home = { owner: 'octo', repo: 'infra' } as const;

/** The page of the workflow run. */
export const runUrl = 'https://github.com/octo/infra/actions/runs/4711';

/** What a runner says to a step about its workflow run. */
export function workflowEnv(github: GitHub, overrides: Readonly<Record<string, string>> = {}) {
  return {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: `${home.owner}/${home.repo}`,
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_JOB: 'revoke',
    GITHUB_ACTOR: 'octocat',
    GITHUB_TRIGGERING_ACTOR: 'hubot',
    GITHUB_WORKFLOW: 'Revoke',
    GITHUB_WORKFLOW_REF: `${home.owner}/${home.repo}/.github/workflows/revoke.yml@refs/heads/main`,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    ...overrides,
  };
}

/** A simulated GitHub with issue 3 and, where a leaked string is given, alert 7 of the workflow's repository. */
export async function givenGitHub({
  leaked,
  ...options
}: GitHubOptions & { readonly leaked?: string } = {}): Promise<GitHub> {
  const alerts = leaked === undefined ? [] : [{ ...home, number: 7, secret: leaked }];
  return closeLater(await startGitHub({ alerts, issues: [{ ...home, number: 3 }], ...options }));
}

/** What differs from a scene where an alert can be read and resolved. */
interface AlertChanges {
  readonly cluster?: Omit<ClusterOptions, 'tokens'>;
  readonly github?: GitHubOptions;
}

/** A cluster with one token, and a GitHub with an alert for it. */
export async function givenAlert({ cluster, github: options }: AlertChanges = {}) {
  const leaked = newToken({ description: 'the leaked one' });
  const scene = await givenCluster([leaked], cluster);
  const github = await givenGitHub({ leaked: leaked.secret, ...options });
  return { leaked, scene, github, inputs: { 'secret-scanning-alert': '7' } };
}

/** A step that has not ended after so many ms is killed: no scenario of GitHub may take as long. */
const longestStep = 50_000;

/**
 * Runs the action as a step of a workflow against a cluster and a GitHub. Fails where a secret came out or went to
 * GitHub, and where GitHub was asked for what it does not describe.
 */
export async function runOnGitHub(
  scene: Scene,
  github: GitHub,
  inputs: Readonly<Record<string, string>>,
  step: ScenarioStep = {},
): Promise<Run> {
  const secrets = [...github.alerts.map(({ secret }) => secret), ...(step.secrets ?? [])];
  const env = { ...workflowEnv(github), ...step.env };
  const onStart = (action: RunningAction): void => {
    const end = setTimeout(() => action.process.kill('SIGKILL'), longestStep);
    action.process.on('exit', () => clearTimeout(end));
    step.onStart?.(action);
  };
  const given = { 'github-token': github.token, ...inputs };
  const run = await runAgainst(scene, given, { ...step, env, secrets, onStart });
  if (github.violations.length > 0)
    throw new Error(`GitHub describes no such request: ${JSON.stringify(github.violations)}`);
  const sent = github.requests.map(({ path, headers, text }) => JSON.stringify([path, headers, text])).join();
  for (const secret of [...secrets, ...scene.cluster.tokens.map((token) => token.secret)])
    if (sent.includes(secret)) throw new Error('a secret went to GitHub');
  return run;
}
