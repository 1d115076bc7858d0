import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type InputName, inputTable } from '../../../src/action/inputs/table.ts';
import { isThisAction } from '../../support/action-rules.ts';
import { findCodeBlocks } from '../../support/markdown.ts';
import { listPages, readRepositoryFile } from '../../support/repository-workflows.ts';
import { collectSteps, isMapping } from '../../support/workflow-parts.ts';
import { findProblems } from '../../support/workflow-rules.ts';

const pages = [...listPages('.', false), ...listPages('docs'), ...listPages('.github')].sort();

/** The lines that open or close a block for GitHub, but not for {@link findCodeBlocks}: its block would not be checked. */
function findHiddenFences(page: string): string[] {
  const isFence = (line: string): boolean => /^(?:[\s>]|[-*+] |\d+[.)] )*(?:```|~~~)/.test(line);
  const isSeen = (line: string): boolean => /^ *```(?!`)/.test(line);
  return page.split('\n').filter((line) => isFence(line) && !isSeen(line));
}

/** The blocks that hold a part of a workflow and are not called YAML. */
function findUncalled(page: string): string[] {
  return findCodeBlocks(page)
    .filter(({ language, text }) => language !== 'yaml' && /^[\s-]*(?:uses|with|runs-on):/m.test(text))
    .map(({ line }) => `line ${line}: call it yaml`);
}

/** These may be paths of files that only the reader has. */
const paths: ReadonlySet<string> = new Set<InputName>(['tls-ca', 'tls-cert', 'tls-key']);

/** Says which values of a block the action's own parsers refuse. What an expression gives is not known here. */
function findBadValues(block: string): string[] {
  return collectSteps(parse(block))
    .filter(({ uses }) => isThisAction(uses))
    .flatMap(({ with: inputs }) => Object.entries(isMapping(inputs) ? inputs : {}))
    .filter(([name, value]) => name in inputTable && !paths.has(name) && !String(value).includes('${{'))
    .flatMap(([name, value]) => {
      try {
        inputTable[name as InputName].parse(String(value));
        return [];
      } catch (error) {
        return [`\`${name}\` ${(error as Error).message}`];
      }
    });
}

describe('A page of this repository', () => {
  test.each(pages)('hides no YAML from the checks: %s', (page) => {
    const text = readRepositoryFile(page);
    expect([...findHiddenFences(text), ...findUncalled(text)]).toEqual([]);
  });

  test.each(pages)('shows only steps that can be copied: %s', (page) => {
    const problems = findCodeBlocks(readRepositoryFile(page))
      .filter(({ language }) => language === 'yaml')
      .flatMap(({ text, line }) =>
        [...findProblems(text), ...findBadValues(text)].map((problem) => `${page}:${line}: ${problem}`),
      );
    expect(problems).toEqual([]);
  });
});

describe('A mistake on a page is seen', () => {
  test.each(['~~~yaml', '````yaml', '> ```yaml', '- ```yaml', '1. ```yaml'])(
    'a block that %j opens',
    (fence) => {
      expect(findHiddenFences(`text\n${fence}\na: 1`)).toEqual([fence]);
    },
  );

  test.each(['yml', '', 'text'])('a step in a block that is called %j', (language) => {
    const page = `\`\`\`${language}\n- uses: actions/checkout@v7\n\`\`\``;
    expect(findUncalled(page)).toEqual(['line 2: call it yaml']);
  });

  test.each(['timeout: 5 minutes', 'host: example.com/a/path', 'force: perhaps', 'keep-latest: some'])(
    'a step with %s',
    (input) => {
      const step = `- uses: your-org/influxdb-revoke-management-tokens@v1\n  with:\n    ${input}`;
      const [name] = input.split(':');
      expect(findBadValues(step)).toEqual([expect.stringContaining(`\`${name}\``)]);
    },
  );
});
