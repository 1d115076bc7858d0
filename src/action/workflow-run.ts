/** The workflow run that this step belongs to, as GitHub describes it in the environment. Empty: not known. */
export interface WorkflowRun {
  /** `owner/name`. */
  readonly repository: string;
  readonly id: string;
  /** 1 for the first attempt. */
  readonly attempt: string;
  /** The page of the run. */
  readonly url: string;
  readonly actor: string;
  readonly workflow: string;
  /** The file of the workflow, with its repository and without its ref: the same for all of its runs. */
  readonly workflowFile: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
}

/** Reads the description (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
export function readWorkflowRun(env: NodeJS.ProcessEnv): WorkflowRun {
  const read = (name: string): string => env[`GITHUB_${name}`] ?? '';
  const [server, repository, id] = [read('SERVER_URL'), read('REPOSITORY'), read('RUN_ID')];
  const isKnown = server !== '' && repository !== '' && id !== '';
  return {
    repository,
    id,
    attempt: read('RUN_ATTEMPT'),
    url: isKnown ? `${server}/${repository}/actions/runs/${id}` : '',
    actor: read('ACTOR'),
    workflow: read('WORKFLOW'),
    workflowFile: read('WORKFLOW_REF').replace(/@.*/s, ''),
    event: read('EVENT_NAME'),
    ref: read('REF'),
    sha: read('SHA'),
  };
}
