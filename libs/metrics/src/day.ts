/** A calendar day, `2026-11-22`, without hour or zone. */
export type Day = string;

const DAY_MS = 86_400_000;

/**
 * Whole days from one calendar day to another.
 * Formula: number of midnights between them. Unit: days, negative when `to` lies before `from`. Edge: the same day is 0.
 */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The day so many days later (or earlier, when negative). Unit: days. Edge: month and year ends roll over. */
export const dayAfter = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
