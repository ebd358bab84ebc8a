import { statfs } from 'node:fs/promises';
import { Installation, type BackupAge } from '@dossier/workspace';
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

/** No backup for more than a day: told once for each backup that is too old, and once where there was none. */
export function backupCause({ backup, hours, since }: BackupAge): Cause[] {
  const { most } = Installation.backups;
  if (hours === null || since === null || hours <= most) return [];
  return [{ kind: 'BACKUP_OLD', cause: `backup:${backup?.at ?? 'none'}`, facts: { hours: Math.floor(hours) }, seenAt: new Date(Date.parse(since) + most * 3_600_000) }];
}
