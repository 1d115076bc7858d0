/** A part of a text, by the positions of its first character and of the first one behind it. */
export type TextRange = readonly [from: number, to: number];

/** Joins ranges that overlap or touch, in order. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last === undefined || from > last[1]) merged.push([from, to]);
    else merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
  }
  return merged;
}

/** Merged ranges without the parts that other merged ranges cover. */
export function subtractRanges(ranges: readonly TextRange[], others: readonly TextRange[]): TextRange[] {
  const left: TextRange[] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    let start = from;
    while ((others[next]?.[1] ?? to) <= start) next += 1;
    for (; (others[next]?.[0] ?? to) < to; next += 1) {
      const [otherFrom, otherTo] = others[next] ?? [to, to];
      if (otherFrom > start) left.push([start, otherFrom]);
      start = Math.max(start, otherTo);
      if (otherTo >= to) break;
    }
    if (start < to) left.push([start, to]);
  }
  return left;
}

/** Finds every place of a part in a text. */
export function findAll(text: string, part: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
    found.push([at, at + part.length]);
  return found;
}

/** Replaces merged ranges of a text. */
export function replaceRanges(text: string, ranges: readonly TextRange[], by: string): string {
  const ends = [0, ...ranges.map(([, to]) => to)];
  const kept = [...ranges.map(([from]) => from), text.length].map((from, index) =>
    text.slice(ends[index], from),
  );
  return kept.join(by);
}
