/** Takes every secret out of a text. */
export type Redact = (text: string) => string;

/** Secrets shorter than this are not searched for: they would blacken ordinary words. */
const shortestSecret = 4;

/** Makes a function that replaces the secrets, in the forms in which a server may echo them, by `***`. */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf));
  // The longest first: a secret may be part of another one.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= shortestSecret);
  return [
    secret,
    ...lines,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
  ];
}
