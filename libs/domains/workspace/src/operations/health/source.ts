import type { HealthCheckName, HealthFinding } from '@dossier/vocabulary/health';
import { Backups } from './last-backup';

/** What is known of this installation without asking anybody; the application provides it. */
export abstract class Installation {
  /** What its database knows of its backups. */
  static readonly backups = new Backups();
  abstract readonly part: 'PRODUCT' | 'WORKER';
  abstract readonly version: string;
  abstract readonly commit: string;
  /** How many migrations this build knows. */
  abstract readonly migrations: number;
  abstract readonly dataDir: string;
  /** The folder of the embedded database, where it lies apart from the data folder; null: within it, or no embedded one. */
  abstract readonly cluster: string | null;
  /** Null: the key came from the environment. */
  abstract readonly keyFile: string | null;
  /** The certificate as PEM; null: this process does not encrypt the line. */
  abstract readonly certificate: string | null;
  abstract readonly mails: boolean;
}

/** How a process fares: its connections, its event loop, its memory. */
export interface Vitals {
  most: number;
  busy: number;
  waiting: number;
  /** 99th percentile of the event loop's delay in milliseconds. */
  delay: number;
  memory: number;
  jobs: number;
}

/** Where the checks look: the product asks by its own connections, the doctor by one of its own. */
export interface HealthSource {
  installation: Installation;
  look<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Of this very process; null: as the last sign of life tells. */
  vitals: Vitals | null;
  now(): Date;
}

export type Facts = HealthFinding['facts'];
export type Look = (source: HealthSource) => Promise<Found>;

export interface Found {
  reading: string;
  facts?: Facts;
}

export const found = (reading: string, facts: Facts = {}): Found => ({ reading, facts });
export type Checks = Readonly<Partial<Record<HealthCheckName, Look>>>;

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes as a person reads them. */
export function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
  return `${(count / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${UNITS[power]}`;
}
