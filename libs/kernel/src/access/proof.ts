import type { Viewer } from './viewer';

/** How long a proof of who one is serves for the acts that ask for one. */
export const PROOF_MINUTES = 15;

/** Whether the viewer has proven lately who they are. A key was proven when it was made; the product's own jobs need no proof. */
export const isProven = (viewer: Viewer, now: Date): boolean =>
  viewer.kind !== 'user' || (viewer.provenAt !== null && now.getTime() - viewer.provenAt.getTime() <= PROOF_MINUTES * 60_000);
