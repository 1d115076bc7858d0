/** The fields of an object that came as data, none of which is checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Says whether a value has fields: an object, and neither an array nor null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says whether a value is an array of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The fields of a JSON text. None if it is not a JSON object. */
export function parseFields(text: string): Fields {
  const value = parseJson(text);
  return isFields(value) ? value : {};
}

/** Parses a JSON text (RFC 8259). Undefined if it is not one. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
