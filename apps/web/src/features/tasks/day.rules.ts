const DAY_MS = 86_400_000;

/** A day so many days later, as `YYYY-MM-DD`. */
export const daysLater = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** The next Monday after a day. */
export function nextMonday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysLater(day, ((8 - weekday) % 7) || 7);
}

interface Due { dueOn?: string | null; dueAt?: string | null }

/** A due moved to another day; one of a moment keeps its time. */
export function movedTo({ dueOn, dueAt }: Due, day: string): { dueOn: string } | { dueAt: string } {
  if (!dueAt || !dueOn) return { dueOn: day };
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`)) / DAY_MS);
  return { dueAt: new Date(Date.parse(dueAt) + days * DAY_MS).toISOString() };
}

/** A due as it was, for the way back. */
export const dueAsItWas = ({ dueOn, dueAt }: Due): { dueOn: string | null } | { dueAt: string } => (dueAt ? { dueAt } : { dueOn: dueOn ?? null });
