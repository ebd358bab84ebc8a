import { asideFolder, lying, spoolFolder } from './spool.files';

/** How full a spool is. */
export interface SpoolState {
  /** Files that wait to be taken in. */
  waiting: number;
  bytes: number;
  /** How long the oldest has waited, in seconds. */
  age: number;
  /** Files that did not open: altered, or from elsewhere. */
  aside: number;
}

/** Looks into the spool of a data folder; whoever watches the product may do so while it is down. */
export async function spoolState(dataDir: string): Promise<SpoolState> {
  const [waiting, aside] = await Promise.all([lying(spoolFolder(dataDir)), lying(asideFolder(dataDir))]);
  const oldest = waiting[0];
  return {
    waiting: waiting.length, bytes: waiting.reduce((sum, { bytes }) => sum + bytes, 0),
    age: oldest ? Math.max(0, Math.round(Date.now() / 1_000 - Number(oldest.at / 1_000_000_000n))) : 0, aside: aside.length,
  };
}
