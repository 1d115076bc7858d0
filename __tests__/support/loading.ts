import { type Inputs, type LoadedInputs, loadInputs } from '../../src/action/inputs/inputs.ts';
import { ActionError } from '../../src/errors.ts';
import { writeProfile } from './config-file.ts';
import { enoughInputs, isolateEnvironment, setInputs } from './input-environment.ts';
import { capturePrinted } from './printed.ts';

isolateEnvironment();

/** What is printed while inputs are read. */
export const printed = capturePrinted();

/** Inputs, or variables of the environment, by name. */
export type Texts = Readonly<Record<string, string>>;

/** An account or a cluster of Cloud Dedicated. */
export const uuid = '11111111-1111-4111-8111-111111111111';

/** A host, and a management token, as lines of a profile. */
export const profileToken = 'M.V1.of-the-profile-0123456789';
export const enoughLines = ['host = "cluster.example.com"', `mgmt_token = "${profileToken}"`];

/** The id that every workflow of these tests is to revoke. */
export const ids: Texts = { 'token-ids': enoughInputs['token-ids'] ?? '' };

/** What is enough of OAuth2 with a stored secret. */
export const oauthInputs: Texts = {
  'management-token': '',
  'oauth-token-url': 'https://id.example.com/token',
  'oauth-client-id': 'a-client',
  'oauth-client-secret': 'the-secret-of-the-client',
};

/** What is enough of OAuth2 with the runner's OIDC token. */
export const oidcInputs: Texts = {
  ...oauthInputs,
  'oauth-client-secret': '',
  'oidc-audience': 'https://id.example.com',
};

/** The environment of a job that may ask for OIDC tokens. */
export const withIdToken: NodeJS.ProcessEnv = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example.com/idtoken?x',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-token-of-the-job',
};

/** Reads the inputs of a workflow, with those of {@link enoughInputs} where it does not give its own. */
export function load(inputs: Texts, env: NodeJS.ProcessEnv = {}): Promise<LoadedInputs> {
  return loadOnly({ ...enoughInputs, ...inputs }, env);
}

/** Reads the inputs of a workflow that gives these and no others. */
export function loadOnly(inputs: Texts, env: NodeJS.ProcessEnv = {}): Promise<LoadedInputs> {
  setInputs(inputs);
  return loadInputs({ HOME: '/nowhere', ...env });
}

/** Reads the inputs of a workflow that gives ids and a profile with these lines, whose path is in `config`. */
export async function loadProfile(lines: readonly string[], inputs: Texts = {}, env: NodeJS.ProcessEnv = {}) {
  const config = writeProfile(...lines);
  return { config, ...(await loadOnly({ ...ids, config, ...inputs }, env)) };
}

/** Inputs that must be fit for a run. */
export function acceptedOf({ inputs }: LoadedInputs): Inputs {
  if (inputs instanceof ActionError) throw inputs;
  return inputs;
}

/** What is wrong, line by line, as `input: message`; empty: nothing. */
export function problemsOf({ inputs }: LoadedInputs): string[] {
  if (!(inputs instanceof ActionError)) return [];
  const [, ...lines] = inputs.message.split('\n');
  return lines.map((line) => line.replace(/^- /, ''));
}
