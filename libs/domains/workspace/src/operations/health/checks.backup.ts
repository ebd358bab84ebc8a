import { bytes, found, Installation, type Checks, type Found, type HealthSource } from './source';

/** When the last backup was made, how large it is, and whether it was read back. */
async function backup(source: HealthSource): Promise<Found> {
  const age = await Installation.backups.age(source.look);
  if (!age.backup) return found('none');
  const hours = Math.max(0, age.hours ?? 0);
  const facts = { at: age.backup.at.slice(0, 19).replace('T', ' '), size: bytes(age.backup.size), hours: Math.floor(hours), minutes: Math.floor(hours * 60) };
  if (hours > Installation.backups.most) return found('old', facts);
  if (!age.backup.checked) return found('unchecked', facts);
  return found(hours < 2 ? 'fresh' : 'recent', facts);
}

export const backupChecks: Checks = { BACKUP: backup };
