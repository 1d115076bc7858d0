import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** A template that makes a hint, in the source. */
const hint = /\bhint(?:: | = )[^;`,})]*`((?:\\`|[^`])*)`/g;

test('Hints, which are shown as Markdown, are made of the own words of the action, of inputs and of names of inputs', () => {
  const sources = globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const templates = sources.flatMap((source) => [...source.matchAll(hint)].map(([, text = '']) => text));
  const parts = templates.flatMap((text) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, part]) => part));
  expect([...new Set(parts)].sort()).toEqual(['clock', 'end.place', 'host.host', 'place']);
});
