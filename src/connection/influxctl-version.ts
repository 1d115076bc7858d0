/** Finds a version in a text such as `influxctl 2.12.1`. What `influxctl version` prints is not documented in detail. */
export function findVersion(text: string): string | undefined {
  const [named] = /(?<=\binfluxctl\D{0,20})\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/i.exec(text) ?? [];
  return named ?? /(?<![\d.])\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/.exec(text)?.[0];
}

/** Says whether a version is the least one or newer. */
export function isSupported(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}
