const DAY = 86_400_000;

/** Whole days until something is due; less than none once it is over, from the first moment on. */
export function daysLeft(dueAt: string | null, now: Date): number {
  if (dueAt === null) return 0;
  const days = (new Date(dueAt).getTime() - now.getTime()) / DAY;
  return days >= 0 ? Math.floor(days) : Math.min(-1, Math.ceil(days));
}
