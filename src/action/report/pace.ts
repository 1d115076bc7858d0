import type { PaceFigures } from '../../revocation/pace.ts';

/** How far a pace went and what slowed it down: `Up to 180 at once; slowed down twice (429).` */
export function describePace({ mostAtOnce, slowDowns, causes }: PaceFigures): string {
  const times = ['once', 'twice'][slowDowns - 1] ?? `${slowDowns} times`;
  const slowed = slowDowns === 0 ? '' : `; slowed down ${times} (${causes.join(', ')})`;
  return `Up to ${mostAtOnce} at once${slowed}.`;
}
