import type { Behaviour, CommandName } from './behaviour.ts';

/** After this long, in ms, a call that hangs ends by itself: one that a test forgot would stay for good. */
const longestHang = 300_000;

/** Hangs or crashes where the behaviour says so for this command. */
export async function failOnCommand({ hangOn, crashOn }: Behaviour, command: CommandName): Promise<void> {
  if (crashOn === command) await crash();
  if (hangOn === command) await hang();
}

/** Hangs or crashes where the behaviour says so for this many revoked ids. */
export async function failAfter({ hangAfter, crashAfter }: Behaviour, revoked: number): Promise<void> {
  if (crashAfter === revoked) await crash();
  if (hangAfter === revoked) await hang();
}

function hang(): Promise<never> {
  return new Promise(() => setTimeout(() => process.exit(1), longestHang));
}

function crash(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return hang();
}
