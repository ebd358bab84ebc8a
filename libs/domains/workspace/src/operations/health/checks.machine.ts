import { X509Certificate } from 'node:crypto';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { spoolState } from '@dossier/kernel/spool';
import { found, bytes, type Checks, type Found, type HealthSource, type Vitals } from './source';

const DAY = 86_400_000;
const SOON_DAYS = 21;
const SLOW_LOOP_MS = 200;

const version = async ({ installation }: HealthSource): Promise<Found> => found('is', { version: installation.version, commit: installation.commit, node: process.version });

async function key({ installation: { keyFile } }: HealthSource): Promise<Found> {
  if (keyFile === null) return found('environment');
  const file = await stat(keyFile).catch(() => null);
  if (!file) return found('missing', { place: keyFile });
  const mode = (file.mode & 0o777).toString(8).padStart(4, '0');
  return found((file.mode & 0o077) === 0 ? 'closed' : 'readable', { place: keyFile, mode });
}

const levels = [[95, 'full'], [90, 'nearlyFull'], [80, 'filling']] as const;

/** Of the folders that grow, the one whose disk is fullest. What only root may still use does not count as free. */
async function disk({ installation: { dataDir, cluster } }: HealthSource): Promise<Found> {
  const looks = await Promise.all([...new Set([dataDir, ...(cluster ? [cluster] : [])])].map(async (place) => {
    const { blocks, bfree, bavail, bsize } = await statfs(place);
    const used = blocks - bfree;
    return { place, percent: Math.ceil((used / Math.max(1, used + bavail)) * 100), free: bytes(bavail * bsize) };
  })).catch((fault: NodeJS.ErrnoException) => fault);
  if (!Array.isArray(looks)) return found('unknown', { place: dataDir, reason: looks.code ?? 'ERROR' });
  const worst = looks.sort((one, other) => other.percent - one.percent)[0]!;
  return found(levels.find(([level]) => worst.percent > level)?.[1] ?? 'free', worst);
}

function subjectOf(certificate: X509Certificate): string {
  return /CN=(.+)/.exec(certificate.subject)?.[1] ?? certificate.subjectAltName ?? '?';
}

async function certificate({ installation, now }: HealthSource): Promise<Found> {
  if (installation.certificate === null) return found('none');
  try {
    const read = new X509Certificate(installation.certificate);
    const days = Math.floor((read.validToDate.getTime() - now().getTime()) / DAY);
    return found(days < 0 ? 'ended' : days < SOON_DAYS ? 'ending' : 'valid', { subject: subjectOf(read), at: read.validToDate.toISOString().slice(0, 10), days });
  } catch {
    return found('unreadable');
  }
}

/** What came in while the database was away and still lies on the disk of this data folder. */
async function spool({ installation: { dataDir } }: HealthSource): Promise<Found> {
  const { waiting: count, bytes: size, age, aside } = await spoolState(dataDir);
  return found(aside > 0 ? 'aside' : count > 0 ? 'waiting' : 'empty', { count, size: bytes(size), age, aside, place: join(dataDir, 'spool', 'aside') });
}

/** The worst of what the processes have told lately. */
async function vitals(source: HealthSource): Promise<Vitals> {
  if (source.vitals) return source.vitals;
  const told = (await source.look<{ facts: Vitals }>(`select facts from running_process where seen_at > now() - interval '1 minute'`)).map((row) => row.facts);
  const most = (name: keyof Vitals): number => Math.max(0, ...told.map((facts) => facts[name] ?? 0));
  return { most: most('most'), busy: most('busy'), waiting: most('waiting'), delay: most('delay'), memory: most('memory'), jobs: most('jobs') };
}

async function pool(source: HealthSource): Promise<Found> {
  const { most, busy, waiting } = await vitals(source);
  return found(waiting > 0 || (most > 0 && busy >= most) ? 'taken' : 'free', { most, busy, waiting });
}

async function loop(source: HealthSource): Promise<Found> {
  const { delay, memory } = await vitals(source);
  return found(delay > SLOW_LOOP_MS ? 'slow' : 'quick', { delay: Math.round(delay), memory: bytes(memory) });
}

export const machineChecks: Checks = { VERSION: version, KEY: key, DISK: disk, CERTIFICATE: certificate, SPOOL: spool, POOL: pool, LOOP: loop };
