import { describe, expect, test } from '@jest/globals';
import { readWorkflowRun } from '../../../../src/action/workflow-run.ts';

const env = {
  GITHUB_SERVER_URL: 'https://ghe.example.com',
  GITHUB_REPOSITORY: 'octo/infra',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_JOB: 'revoke',
  GITHUB_ACTOR: 'octocat',
  GITHUB_TRIGGERING_ACTOR: 'hubot',
  GITHUB_WORKFLOW: 'Revoke',
  GITHUB_WORKFLOW_REF: 'octo/infra/.github/workflows/revoke.yml@refs/heads/main',
  GITHUB_EVENT_NAME: 'schedule',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
};

describe('The workflow run', () => {
  test('is as GitHub describes it, with the address of its page', () => {
    expect(readWorkflowRun(env)).toEqual({
      repository: 'octo/infra',
      id: '4711',
      attempt: '2',
      url: 'https://ghe.example.com/octo/infra/actions/runs/4711',
      job: 'revoke',
      actor: 'octocat',
      triggeringActor: 'hubot',
      workflow: 'Revoke',
      workflowFile: 'octo/infra/.github/workflows/revoke.yml',
      event: 'schedule',
      ref: 'refs/heads/main',
      sha: '0123456789abcdef0123456789abcdef01234567',
    });
  });

  test('outside of GitHub is nothing but empty texts', () => {
    expect(new Set(Object.values(readWorkflowRun({})))).toEqual(new Set(['']));
  });

  test.each(['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'])(
    'has no page where %s is missing or empty',
    (name) => {
      expect(readWorkflowRun({ ...env, [name]: '' }).url).toBe('');
      expect(readWorkflowRun({ ...env, [name]: undefined }).url).toBe('');
    },
  );

  test.each(['refs/heads/next', 'refs/tags/v1@2', 'refs/pull/7/merge', 'refs/heads/a\nb'])(
    'has the same workflow file on every ref: %j',
    (ref) => {
      const other = { ...env, GITHUB_WORKFLOW_REF: `octo/infra/.github/workflows/revoke.yml@${ref}` };
      expect(readWorkflowRun(other).workflowFile).toBe('octo/infra/.github/workflows/revoke.yml');
    },
  );
});
