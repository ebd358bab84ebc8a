const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant in a zone, told by the calendar of the machine. */
export function dayAt(moment: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })));
  return format.format(moment);
}

/** A day so many days later, or earlier. */
export const moved = (day: string, days: number): string => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
