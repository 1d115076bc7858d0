import { writeTextFile } from './files.ts';

/** Writes a configuration of influxctl, line by line, and gives its path. */
export function writeConfig(...lines: readonly string[]): string {
  return writeTextFile(lines.join('\n'));
}

/** Writes a configuration whose only profile, `default`, has these lines. */
export function writeProfile(...lines: readonly string[]): string {
  return writeConfig('[[profile]]', 'name = "default"', ...lines);
}
