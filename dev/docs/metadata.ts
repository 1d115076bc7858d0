import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument } from 'yaml';

/** An input or output of action.yml. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** undefined: it has none. */
  readonly default: string | undefined;
}

/** Inputs that belong together. */
export interface Group {
  /** The comment above the first of them. */
  readonly title: string;
  readonly inputs: readonly Parameter[];
}

/** The inputs and outputs of action.yml. */
export interface Metadata {
  readonly groups: readonly Group[];
  readonly outputs: readonly Parameter[];
}

/** Reads action.yml. A comment above an input begins a group. */
export function readMetadata(): Metadata {
  const document = parseDocument(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const groups: { readonly title: string; readonly inputs: Parameter[] }[] = [];
  for (const { comment, ...input } of readParameters(document.get('inputs'))) {
    if (comment !== undefined) groups.push({ title: comment.trim(), inputs: [] });
    const group = groups.at(-1);
    if (group === undefined) throw new Error(`action.yml has no group for ${input.name}.`);
    group.inputs.push(input);
  }
  return { groups, outputs: readParameters(document.get('outputs')) };
}

function readParameters(node: unknown): (Parameter & { readonly comment: string | undefined })[] {
  if (!isMap(node)) throw new Error('action.yml has no map of inputs or outputs.');
  return node.items.map(({ key, value }, index) => {
    if (!isScalar(key) || !isMap(value))
      throw new Error('action.yml has an input or output of another form.');
    // YAML gives the comment above the first key to the map.
    const comment = (index === 0 ? node.commentBefore : undefined) ?? key.commentBefore ?? undefined;
    const [description, fallback] = ['description', 'default'].map((name) => value.get(name)?.toString());
    return { name: String(key.value), description: description ?? '', default: fallback, comment };
  });
}
