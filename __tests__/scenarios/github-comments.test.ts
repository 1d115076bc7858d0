import { describe, expect, test } from '@jest/globals';
import { newToken, newTokens } from '../../dev/cluster/tokens.ts';
import type { ReceivedRequest, Reply } from '../../dev/endpoint.ts';
import type { GivenComment } from '../../dev/github/state.ts';
import { givenAlert, givenGitHub, home, runOnGitHub, runUrl } from '../support/github-scene.ts';
import { byId, faultOn, givenCluster, type Scene } from '../support/scenario.ts';

const inputs = { 'issue-number': '3', 'select-all': 'true', 'dry-run': 'true' };

/** What a comment says of the run that wrote it. */
const runLine = `Run: ${runUrl} (attempt 2), by hubot`;

/** A comment on the issue. */
function by(author: string, body: string, more: Readonly<Record<string, string>> = {}): GivenComment {
  return { ...home, issue_number: 3, author, body, ...more };
}

/** A line of Markdown without its code spans, in which nothing is read. */
function withoutCode(line: string): string {
  return line.replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/g, '');
}

/** The comment that the workflow writes. */
async function ownComment(scene: Scene): Promise<string> {
  const github = await givenGitHub();
  await runOnGitHub(scene, github, inputs);
  return github.comments[0]?.body ?? '';
}

describe('The comment on an issue', () => {
  test('shows what became of every token, why, and in which run', async () => {
    const tokens = newTokens(2);
    const scene = await givenCluster(tokens);
    const github = await givenGitHub();
    const asked = { 'issue-number': '3', ...byId(tokens), reason: 'found in a build log' };
    const run = await runOnGitHub(scene, github, asked);
    expect(run).toMatchObject({ exitCode: 0, warnings: [] });
    expect(github.comments).toMatchObject([{ author: 'github-actions[bot]', issue_number: 3 }]);
    const lines = github.comments[0]?.body.split('\n') ?? [];
    expect(lines[0]).toMatch(/^<!-- influxdb-revoke-management-tokens [0-9a-f]{16} -->$/);
    expect(lines[1]).toBe('### ✅ 2 tokens are revoked');
    expect(lines).toContain('Reason: `found in a build log`');
    for (const { id } of tokens) expect(lines.join('\n')).toContain(`| \`${id}\` |`);
    expect(lines).toContain(runLine);
    expect(run.report?.reason).toBe('found in a build log');
  });

  test('is one for each account of Cloud Dedicated: all of them have one address', async () => {
    const [scene, github] = [await givenCluster(newTokens(1)), await givenGitHub()];
    for (const digit of ['1', '2']) {
      const accountId = '00000000-0000-4000-8000-000000000000'.replaceAll('0', digit);
      // There is no such account here: what failed is commented too.
      await runOnGitHub(scene, github, { ...inputs, 'account-id': accountId });
    }
    expect(github.comments).toHaveLength(2);
  });

  test('is updated by later runs of the same workflow, on another branch too', async () => {
    const [first, second] = newTokens(2);
    const scene = await givenCluster([first ?? newToken(), second ?? newToken()]);
    const github = await givenGitHub();
    const asked = { 'issue-number': '3', 'token-ids': first?.id ?? '' };
    await runOnGitHub(scene, github, asked);
    const env = {
      GITHUB_RUN_ID: '4712',
      GITHUB_WORKFLOW_REF: 'octo/infra/.github/workflows/revoke.yml@refs/heads/next',
    };
    const run = await runOnGitHub(scene, github, { ...asked, 'token-ids': second?.id ?? '' }, { env });
    expect(run.exitCode).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain(second?.id);
    expect(github.comments[0]?.body).not.toContain(first?.id);
    expect(github.comments[0]?.body).toContain('actions/runs/4712');
  });

  test('of another cluster is left as it is: each one of a matrix has its own', async () => {
    const github = await givenGitHub();
    for (const scene of [await givenCluster(newTokens(1)), await givenCluster(newTokens(1))])
      await runOnGitHub(scene, github, inputs);
    expect(github.comments).toHaveLength(2);
  });

  test('of another job, or for tokens of another kind, is left as it is', async () => {
    const [scene, github] = [await givenCluster(newTokens(1)), await givenGitHub()];
    const runs = [{}, { 'token-type': 'database' }];
    for (const more of runs) await runOnGitHub(scene, github, { ...inputs, ...more });
    await runOnGitHub(scene, github, inputs, { env: { GITHUB_JOB: 'again' } });
    expect(github.comments).toHaveLength(3);
  });

  test('names the person who started the run where GitHub does not say who started this attempt', async () => {
    const [scene, github] = [await givenCluster(newTokens(1)), await givenGitHub()];
    await runOnGitHub(scene, github, inputs, { env: { GITHUB_TRIGGERING_ACTOR: '' } });
    expect(github.comments[0]?.body).toContain('(attempt 2), by octocat');
  });

  test.each([
    ['a member', 'hubot', { author_association: 'MEMBER' }],
    ['another app', 'other[bot]', {}],
  ])(
    'is written anew where the marker is in a comment of %s, which cannot be changed',
    async (_, author, more) => {
      const scene = await givenCluster(newTokens(1));
      const own = await ownComment(scene);
      const github = await givenGitHub({ comments: [by(author, own, more)] });
      const run = await runOnGitHub(scene, github, inputs);
      expect(run).toMatchObject({ exitCode: 0, warnings: [] });
      expect(github.comments).toMatchObject([{ author, body: own }, { author: 'github-actions[bot]' }]);
    },
  );

  test.each([1, 150, 250])('is found among many, as number %i of 250', async (place) => {
    const scene = await givenCluster(newTokens(1));
    const own = await ownComment(scene);
    const comments = Array.from({ length: 250 }, (_, index) =>
      index + 1 === place ? by('github-actions[bot]', own) : by('octocat', `comment ${index + 1}`),
    );
    const github = await givenGitHub({ comments });
    const run = await runOnGitHub(scene, github, { ...inputs, reason: 'later' });
    expect(run.warnings).toEqual([]);
    expect(github.comments).toHaveLength(250);
    expect(github.comments[place - 1]?.body).toContain('Reason: `later`');
  });

  test('keeps to what GitHub takes, with 2,000 tokens, the failures first, and the link to the run', async () => {
    const description = '🦀 "quoted" | and \\ long '.repeat(4);
    const tokens = Array.from({ length: 2_000 }, () => newToken({ description }));
    const failing = tokens.at(-1);
    const scene = await givenCluster(tokens, {
      misbehave: ({ path }) => (path.endsWith(failing?.id ?? '') ? { status: 403 } : undefined),
    });
    const github = await givenGitHub();
    const asked = { 'issue-number': '3', ...byId(tokens) };
    const run = await runOnGitHub(scene, github, asked);
    expect(run.exitCode).toBe(1);
    expect(run.warnings.join()).not.toContain('comment');
    const body = github.comments[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.split('\n').filter((line) => line.startsWith('| `'))[0]).toContain(failing?.id);
    expect(body).toMatch(/\n\d+ rows omitted: GitHub's size limit\.\n/);
    expect(body.trimEnd().split('\n').at(-1)).toBe(runLine);
    expect(run.report?.tokens).toHaveLength(2_000);
  });

  test('keeps the link to the run, however long the reason is', async () => {
    const github = await givenGitHub();
    const reason = '🦀 because '.repeat(7_000);
    const run = await runOnGitHub(await givenCluster(newTokens(1)), github, { ...inputs, reason });
    expect(run).toMatchObject({ exitCode: 0, warnings: [] });
    const body = github.comments[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.isWellFormed()).toBe(true);
    expect(body.trimEnd().endsWith(runLine)).toBe(true);
  });

  test('holds hostile text only as code: no mention, link, image, HTML or comment', async () => {
    const hostile = [
      '@octo/admins see <!-- and --> </table> <img src=x onerror=alert(1)>',
      '[click](https://evil.example) ![i](https://evil.example/i.png) `code` ``more``',
      'a\n\n### heading\n| cell | \\| cell |',
      'fixes #1, closes octo/infra#2, \u202egnisrever',
    ];
    const tokens = hostile.map((description) => newToken({ description }));
    const scene = await givenCluster(tokens);
    const github = await givenGitHub();
    const asked = { 'issue-number': '3', ...byId(tokens) };
    const run = await runOnGitHub(scene, github, { ...asked, reason: hostile.join(' ') });
    expect(run.exitCode).toBe(0);
    const [marker, heading, ...lines] = (github.comments[0]?.body ?? '').split('\n');
    expect(marker).toMatch(/^<!-- [\w -]+ -->$/);
    expect(heading).toBe('### ✅ 4 tokens are revoked');
    const bare = lines.map(withoutCode);
    expect(bare.join('\n')).not.toMatch(/[@<>![\]`#\u202e]/);
    const rows = bare.filter((line) => line.includes('| revoked | listed |'));
    expect(rows).toHaveLength(hostile.length);
    for (const row of rows) expect(row.split('|')).toHaveLength(9);
  });

  test('is not written where the inputs are wrong, and the log warns that an earlier one remains', async () => {
    const github = await givenGitHub();
    const scene = await givenCluster(newTokens(1));
    const run = await runOnGitHub(scene, github, { ...inputs, concurrency: '0' });
    const warning =
      'The comment on #3 is not written, since the inputs are not valid. An earlier one may be out of date.';
    expect(run).toMatchObject({ exitCode: 1, warnings: [warning] });
    expect(github.requests).toEqual([]);
    const missing = await runOnGitHub(scene, github, { ...inputs, 'github-token': '' });
    expect(missing.errors[0]).toContain('- github-token: missing or empty: `issue-number` needs it');
  });
});

describe('A comment that cannot be written', () => {
  test('is a warning where the workflow has no repository', async () => {
    const github = await givenGitHub();
    const env = { GITHUB_REPOSITORY: '' };
    const run = await runOnGitHub(await givenCluster(newTokens(1)), github, inputs, { env });
    expect(run.exitCode).toBe(0);
    expect(run.warnings).toEqual(['The comment was not written: GITHUB_REPOSITORY names no repository.']);
  });

  test.each<[string, Reply]>([
    ['never answers', 'hang'],
    ['asks to wait for longer than there is time', { status: 429, headers: { 'retry-after': '45' } }],
  ])('does not follow from an alert to whose resolution GitHub %s', async (_, reply) => {
    const misbehave = faultOn('PATCH', reply);
    const { leaked, scene, github, inputs: alert } = await givenAlert({ github: { misbehave } });
    const all = { ...alert, 'issue-number': '3', deadline: '10s' };
    const run = await runOnGitHub(scene, github, all);
    expect(run).toMatchObject({ exitCode: 0, revoked: [leaked.id] });
    expect(run.warnings).toEqual([expect.stringContaining('the alert octo/infra#7 could not be resolved.')]);
    expect(github.comments[0]?.body).toContain('the alert octo/infra#7 could not be resolved.');
  });

  test('is a warning where GitHub never answers, as is an alert that remains open for that', async () => {
    const misbehave = ({ path, method }: ReceivedRequest) =>
      path.includes('/issues/') || method === 'PATCH' ? 'hang' : undefined;
    const { leaked, scene, github, inputs: alert } = await givenAlert({ github: { misbehave } });
    const run = await runOnGitHub(scene, github, { 'issue-number': '3', ...alert });
    expect(run).toMatchObject({ exitCode: 0, revoked: [leaked.id] });
    expect(run.warnings).toHaveLength(2);
    expect(run.warnings.join('\n')).toContain('The comment on octo/infra#3 could not be written.');
    expect(run.warnings.join('\n')).toContain('the alert octo/infra#7 could not be resolved.');
  });
});
