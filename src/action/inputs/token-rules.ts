import { hasSelector, kindOf, type Rule } from './situation.ts';
import type { InputName } from './table.ts';

const neededForGitHub = (input: InputName): Rule => ({
  input: 'github-token',
  message: `missing: \`${input}\` needs it`,
  isBroken: ({ isInput, texts }) => isInput(input) && texts['github-token'] === '',
});

const needsTraces = (input: InputName, lacks: string): Rule => ({
  input,
  message: `does not work with \`token-type: database\`: no list tells ${lacks}`,
  isBroken: (situation) => situation.isInput(input) && kindOf(situation)?.areTraceable === false,
});

/** What is wrong with what is asked to be revoked. */
export const tokenRules: readonly Rule[] = [
  {
    input: 'token-ids',
    message:
      'missing: give what to revoke: `token-ids`, `token-ids-file`, `leaked-tokens`, `secret-scanning-alert`, or a selector',
    isBroken: (situation) =>
      !(['token-ids', 'token-ids-file', 'leaked-tokens', 'secret-scanning-alert'] as const).some(
        situation.isInput,
      ) &&
      !hasSelector(situation) &&
      !situation.isInput('keep-latest') &&
      !situation.isInput('expired'),
  },
  {
    input: 'keep-latest',
    message: 'selects nothing by itself: give another selector, or `all: true`',
    isBroken: (situation) => situation.isInput('keep-latest') && !hasSelector(situation),
  },
  {
    input: 'expired',
    message: '`include` selects nothing by itself: give another selector, or `all: true`',
    isBroken: (situation) => situation.values.expired === 'include' && !hasSelector(situation),
  },
  needsTraces('leaked-tokens', 'how the strings of database tokens begin'),
  needsTraces('secret-scanning-alert', 'how the strings of database tokens begin'),
  needsTraces('created-by', 'who created database tokens'),
  neededForGitHub('secret-scanning-alert'),
  neededForGitHub('issue-number'),
  {
    input: 'secret-scanning-alert',
    message: 'is an alert of another GitHub than the one that this job runs on',
    isBroken: ({ values, gitHubHosts }) => {
      const host = values['secret-scanning-alert']?.host;
      return host !== undefined && gitHubHosts.length > 0 && !gitHubHosts.includes(host);
    },
  },
];
