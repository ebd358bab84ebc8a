import type { Viewer } from '../access/viewer';

/** How many pages of one list somebody has read since it was last asked. */
export interface ReadCount {
  actorId: string;
  /** The key by which a program came; null for people. */
  keyId: string | null;
  ip: string | null;
  list: string;
  pages: number;
}

const counts = new Map<string, ReadCount>();
const MOST = 10_000;

/** Counts one page read by a person or a program; the product's own jobs read without being counted. */
export function countRead(viewer: Viewer, list: string): void {
  if (!viewer.userId || (viewer.kind !== 'user' && viewer.kind !== 'client')) return;
  const keyId = viewer.kind === 'client' ? viewer.sessionId : null;
  const name = `${viewer.userId} ${keyId ?? ''} ${viewer.ip ?? ''} ${list}`;
  const known = counts.get(name);
  if (known) known.pages += 1;
  else if (counts.size < MOST) counts.set(name, { actorId: viewer.userId, keyId, ip: viewer.ip, list, pages: 1 });
}

/** Gives what was counted and begins anew. */
export function takeReads(): ReadCount[] {
  const taken = [...counts.values()];
  counts.clear();
  return taken;
}
