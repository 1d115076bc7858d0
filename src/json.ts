/** The fields of an object that came as data, none of which is checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Says whether a value has fields: an object, and neither an array nor null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a JSON text (RFC 8259). Undefined if it is not one. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
