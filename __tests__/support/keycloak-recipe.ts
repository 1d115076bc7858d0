import { parse } from 'yaml';
import { isThisAction } from './action-rules.ts';
import { findCodeBlocks } from './markdown.ts';
import { readRepositoryFile } from './repository-workflows.ts';
import { collectSteps, type Mapping } from './workflow-parts.ts';

const blocks = findCodeBlocks(readRepositoryFile('docs/recipes/keycloak.md'));

/** What of the recipe is each reader's own. */
export interface KeycloakReader {
  /** The address of Keycloak. */
  readonly keycloak: string;
  readonly realm: string;
  /** The `sub` of the job's OIDC token. */
  readonly subject: string;
}

/** The commands of the recipe, by what they do. */
export type KeycloakCommands = Readonly<Record<'signIn' | 'checkFlow' | 'addToFlow' | 'setUp', string>>;

/** The commands of the recipe, with a reader's own values in place of the examples. */
export function findKeycloakCommands({ keycloak, realm, subject }: KeycloakReader): KeycloakCommands {
  const scripts = blocks.filter(({ language }) => language === 'bash').map(({ text }) => text);
  const [signIn, checkFlow, addToFlow, setUp, ...more] = scripts;
  if (signIn === undefined || checkFlow === undefined || addToFlow === undefined || setUp === undefined)
    throw new Error('the recipe has fewer blocks of commands than are known here');
  if (more.length > 0) throw new Error('the recipe has more blocks of commands than are known here');
  return {
    signIn: put(signIn, {
      'KEYCLOAK=https://keycloak.example.com': `KEYCLOAK=${keycloak}`,
      'REALM=influxdb': `REALM=${realm}`,
      'SUBJECT=repo:ORG/REPO:environment:influxdb': `SUBJECT=${subject}`,
    }),
    checkFlow,
    addToFlow,
    setUp,
  };
}

/** The inputs that the recipe's workflow gives the action, with the expressions replaced by values. */
export function findKeycloakInputs(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [workflow] = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => parse(text));
  const step = collectSteps(workflow.jobs).find(({ uses }) => isThisAction(uses));
  const inputs = Object.entries((step?.['with'] ?? {}) as Mapping);
  return Object.fromEntries(inputs.map(([name, value]) => [name, evaluate(String(value), values)]));
}

function put(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`the recipe does not say ${from}`);
    return all.replace(from, to);
  }, text);
}

function evaluate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing is known to stand for ${name}`);
    return value;
  });
}
