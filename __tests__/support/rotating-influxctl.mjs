import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A stand-in for influxctl that lists and creates management tokens, as far as that is published. Its tokens, and how it
 * misbehaves, are in the file that the first argument names.
 */
const [file, ...args] = process.argv.slice(2);
const state = JSON.parse(readFileSync(file, 'utf8'));
const option = (name) => args[args.indexOf(name) + 1];
const used = /mgmt_token = "(.*)"/.exec(readFileSync(option('--config'), 'utf8'))?.[1];
state.calls.push(args);
const known = state.tokens.find(({ string }) => string === used);
const isNew = known?.description !== undefined;
if (known === undefined || (isNew && state.refusals > 0)) {
  state.refusals -= 1;
  save();
  console.error('Error: unauthorized');
  process.exit(1);
}
if (args.includes('list')) {
  save();
  console.log(JSON.stringify(state.tokens.map(({ string: _, ...entry }) => entry)));
} else {
  const id = '22222222-2222-4222-8222-222222222222';
  const description = option('--description');
  const string = `M.V1.${state.newToken}`;
  state.tokens.push({
    id,
    description,
    token_prefix: string.slice(0, 9),
    string,
    expires_at: { seconds: 1 },
  });
  save();
  console.log(`+-------------+\n|          id | ${id} |\n| description | ${description} |\n+-------------+`);
  console.error('warn\tthis is the *only time* you will see the token');
  console[state.stream](state.printed ?? string);
}

function save() {
  writeFileSync(file, JSON.stringify(state));
}
