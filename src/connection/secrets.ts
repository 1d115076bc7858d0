/** Takes every secret out of a text. */
export type Redact = (text: string) => string;

/** The secrets of a run. Some are known only in the middle of it, such as an access token. */
export interface Secrets {
  /** Hides a secret from then on. */
  hide(secret: string): void;
  readonly redact: Redact;
}

/** Secrets shorter than this are not searched for: they would blacken ordinary words. */
const shortestSecret = 4;

/** Keeps secrets. `mask` is told of each that is added later, before anything can print it. */
export function keepSecrets(known: readonly string[], mask: (secret: string) => void): Secrets {
  const secrets = [...known];
  let redact = createRedact(secrets);
  return {
    hide(secret) {
      if (secrets.includes(secret)) return;
      mask(secret);
      secrets.push(secret);
      redact = createRedact(secrets);
    },
    redact: (text) => redact(text),
  };
}

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
