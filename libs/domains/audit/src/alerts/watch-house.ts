import { statfs } from 'node:fs/promises';
import type { Cause } from './alerts';

/** The disk of a folder in per cent, as `df` counts it. */
export async function diskUsed(folder: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(folder);
  const used = blocks - bfree;
  return used + bavail === 0 ? 0 : Math.ceil((used / (used + bavail)) * 100);
}

export const DISK_STEPS = [95, 90, 80] as const;

/** The highest step that the disk has passed; each step is told once a day while it lasts. */
export function diskCause(percent: number, now: Date): Cause[] {
  const step = DISK_STEPS.find((one) => percent >= one);
  const day = now.toISOString().slice(0, 10);
  return step === undefined ? [] : [{ kind: 'DISK_FILLING', cause: `disk:${step}:${day}`, facts: { percent, step }, seenAt: new Date(day) }];
}
