/** A mapping of YAML. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Says whether a block could be a file of its own in `.github/workflows`. */
export function isWholeWorkflow(content: unknown): content is Mapping {
  return isMapping(content) && 'on' in content && 'jobs' in content;
}

/** Says whether a value is a mapping. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything in a block that is a step: at the top of a list, or under `steps`. */
export function collectSteps(content: unknown): Mapping[] {
  if (Array.isArray(content)) return content.filter(isMapping);
  if (!isMapping(content)) return [];
  return Object.entries(content).flatMap(([key, value]) => {
    if (key === 'steps') return Array.isArray(value) ? value.filter(isMapping) : [];
    return isMapping(value) ? collectSteps(value) : [];
  });
}
