export interface Hours { from: string; to: string }
export interface DateLine { day: string; name: string; hours: Hours[] }

const DAY_MS = 86_400_000;
const MOST_OF_A_SPAN = 60;
const time = /^([01]?\d|2[0-4]):([0-5]\d)$/;
// Year, month and day in Chinese stand by their numbers: words belong to text files.
const date = /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/;

const folded = (text: string): string => text.normalize('NFKC').replace(/[~\u301c\u2013\u2014\u81f3\u5230]/g, '-');
const clock = (text: string): string | null => {
  const [, hour, minute] = time.exec(text) ?? [];
  return hour === undefined ? null : `${hour.padStart(2, '0')}:${minute}`;
};

/** The hours that somebody wrote down, such as `9:00-12:00, 13:30-18:00`; null where it cannot be read. */
export function hoursIn(text: string): Hours[] | null {
  const parts = folded(text).split(/[,;、\s]+/).filter(Boolean);
  const hours: Hours[] = [];
  for (const part of parts) {
    const [from, to, ...rest] = part.split('-').map(clock);
    if (!from || !to || rest.length > 0 || to <= from) return null;
    hours.push({ from, to });
  }
  return hours;
}

/** Hours as they are written down. */
export const hoursOut = (hours: readonly { from?: string | null; to?: string | null }[] | null | undefined): string => (hours ?? []).map(({ from, to }) => `${from}-${to}`).join(', ');

function dayIn(text: string): string | null {
  const [, year, month, day] = date.exec(text.normalize('NFKC')) ?? [];
  if (!year) return null;
  const made = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return new Date(`${made}T00:00:00Z`).toISOString().startsWith(made) ? made : null;
}

const isReal = (text: string): boolean => {
  try {
    return dayIn(text) !== null;
  } catch {
    return false;
  }
};

/** The dates of a pasted list: a day or a span of days, a name, and hours where they are worked. Lines that cannot be read come back by number. */
export function datesIn(text: string): { dates: DateLine[]; wrong: number[] } {
  const dates = new Map<string, DateLine>();
  const wrong: number[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.trim().split(/[\s,，;；\t]+/).filter(Boolean);
    if (words.length === 0) continue;
    const read = dateLine(words);
    if (!read) wrong.push(at + 1);
    for (const one of read ?? []) dates.set(one.day, one);
  }
  return { dates: [...dates.values()], wrong };
}

function dateLine(words: readonly string[]): DateLine[] | null {
  const days = words.slice(0, 2).filter(isReal).map((word) => dayIn(word)!);
  if (days.length === 0 || !isReal(words[0]!)) return null;
  const rest = words.slice(days.length);
  const timed = rest.filter((word) => /\d:\d\d/.test(word));
  const hours = hoursIn(timed.join(' '));
  const [from, to = from] = days as [string, string?];
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (!hours || length < 1 || length > MOST_OF_A_SPAN) return null;
  const name = rest.filter((word) => !timed.includes(word)).join(' ').slice(0, 80);
  return Array.from({ length }, (_, count) => ({ day: new Date(Date.parse(from) + count * DAY_MS).toISOString().slice(0, 10), name, hours }));
}
