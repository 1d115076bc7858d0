/** The workflow run that this step belongs to, as GitHub describes it in the environment. Empty: not known. */
export type WorkflowRun = Readonly<ReturnType<typeof readWorkflowRun>>;

/** Reads the description (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
export function readWorkflowRun(env: NodeJS.ProcessEnv) {
  const read = (name: string): string => env[`GITHUB_${name}`] ?? '';
  const [server, repository, id] = [read('SERVER_URL'), read('REPOSITORY'), read('RUN_ID')];
  const isKnown = server !== '' && repository !== '' && id !== '';
  return {
    /** `owner/name`. */
    repository,
    id,
    /** 1 for the first attempt. */
    attempt: read('RUN_ATTEMPT'),
    /** The page of the run. */
    url: isKnown ? `${server}/${repository}/actions/runs/${id}` : '',
    job: read('JOB'),
    /** Who started the first attempt, and who started this one. */
    actor: read('ACTOR'),
    triggeringActor: read('TRIGGERING_ACTOR'),
    workflow: read('WORKFLOW'),
    /** The file of the workflow, with its repository and without its ref: the same for all of its runs. */
    workflowFile: read('WORKFLOW_REF').replace(/@.*/s, ''),
    event: read('EVENT_NAME'),
    ref: read('REF'),
    sha: read('SHA'),
  };
}
