import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { codeTable } from '../../src/errors.ts';
import { tokenKinds } from '../../src/revocation/token-kind.ts';

/** A template that makes a hint, in the source. */
const hint = /\bhint(?:: | = )[^;`,})]*`((?:\\`|[^`])*)`/g;

test('Hints, which are shown as Markdown, are made of the own words of the action, of inputs and of names of inputs', () => {
  const sources = globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const templates = sources.flatMap((source) => [...source.matchAll(hint)].map(([, text = '']) => text));
  const parts = templates.flatMap((text) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, part]) => part));
  expect([...new Set(parts)].sort()).toEqual([
    'askWithAnother.hint',
    'clock',
    'end.place',
    'host.host',
    "kind.influxctl.list.join(' ')",
    'known',
    'place',
    'role',
  ]);
});

test('No hint of a code says to run again with `failed-ids`: leaked tokens without a known id are not in it', () => {
  const hints = Object.values(codeTable).map(({ hint: text }) => text);
  expect(hints.filter((text) => text.includes('Run again')).length).toBeGreaterThan(5);
  expect(hints.filter((text) => text.includes('failed-ids'))).toEqual([]);
});

test('The hint for an alert that GitHub does not return says whose token is needed, and which one never works', () => {
  const { hint: text } = codeTable['github-failed'];
  expect(text).toContain('`github-token` is that of a GitHub App');
  expect(text).toContain('the `GITHUB_TOKEN` of a workflow can never read them');
});

test('The hint for an id that is not listed names what decides where it is looked for', () => {
  for (const input of ['host', 'token-type']) expect(codeTable['not-found'].hint).toContain(`\`${input}\``);
});

test.each(Object.values(tokenKinds))(
  'Hints that runs on $name tokens get fit them',
  ({ plural, influxctl }) => {
    expect(codeTable['no-http-route'].hint).toContain(plural);
    expect(codeTable['influxctl-unavailable'].hint).toContain(influxctl.leastVersion);
  },
);
