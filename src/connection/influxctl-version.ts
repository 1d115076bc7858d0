/** Major, minor and patch. */
type Version = readonly [number, number, number];

/** Finds a version in a text such as `influxctl 2.12.1`. What `influxctl version` prints is not documented in detail. */
export function findVersion(text: string): string | undefined {
  const [named] = /(?<=\binfluxctl\D{0,20})\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/i.exec(text) ?? [];
  return named ?? /(?<![\d.])\d{1,5}\.\d{1,5}\.\d{1,5}(?![\d.])/.exec(text)?.[0];
}

/** Says whether a version is the least one or newer. */
export function isSupported(version: string, least: string): boolean {
  const [own, needed] = [toVersion(version), toVersion(least)];
  const place = own.findIndex((part, index) => part !== needed[index]);
  return place === -1 || (own[place] ?? 0) > (needed[place] ?? 0);
}

function toVersion(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}
