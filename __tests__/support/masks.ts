const command = '::add-mask::';

/** What the runner is to mask, in order. */
export function masksIn(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith(command))
    .map((line) =>
      line.slice(command.length).replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'),
    );
}

/** What was printed besides. */
export function withoutMasks(lines: readonly string[]): string {
  return lines.filter((line) => !line.startsWith(command)).join('\n');
}
