import type { StepResult } from '../../dev/runner/runner.ts';

/** Where secrets came out of a step in plain, URL-encoded, JSON-escaped or base64 form, outside of masks. */
export function findLeaks(result: StepResult, secrets: readonly string[]): string[] {
  const places: Record<string, string> = {
    log: unescapeCommands(result.log.replace(/^::add-mask::.*$/gm, '')),
    summary: result.summary,
    ...prefixed('output', result.outputs),
    ...prefixed('file', result.leftovers),
  };
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf);
  return Object.entries(places)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([place]) => place);
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}

/** In a workflow command the runner reads `%25` as a percent sign. */
function unescapeCommands(log: string): string {
  return `${log}\n${log.replaceAll('%25', '%')}`;
}

function prefixed(kind: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${kind} ${name}`, text]));
}
