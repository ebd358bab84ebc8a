/** Reads a day ahead as people write it: "tomorrow", "in 3 days", "+7", "fri", "next mon", "明天", "3天后", "下周一", "12-1", "2026-12-01". Null: nothing was written. Undefined: it cannot be understood. */
export function parseNextDay(written: string | null | undefined, today: string): string | null | undefined {
  const text = (written ?? '').normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
  if (text === '') return null;
  return word(text, today) ?? ahead(text, today) ?? weekday(text, today) ?? dated(text, today) ?? undefined;
}

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const plus = (day: string, days: number): string => new Date(at(day) + days * DAY).toISOString().slice(0, 10);

const WORDS: Readonly<Record<string, number>> = { today: 0, '今天': 0, tomorrow: 1, '明天': 1, '明日': 1, '后天': 2, '大后天': 3, 'next week': 7, '下周': 7, 'next month': 30, '下个月': 30, '下月': 30 };

const word = (text: string, today: string): string | null => (text in WORDS ? plus(today, WORDS[text]!) : null);

const NUMERALS = '零一二三四五六七八九十';
const UNITS: readonly (readonly [RegExp, number])[] = [[/^(?:d|days?|天|日)$/u, 1], [/^(?:w|weeks?|周|星期|个星期)$/u, 7], [/^(?:m|months?|个?月)$/u, 30]];

/** So many days, weeks or months from today. */
function ahead(text: string, today: string): string | null {
  const found = /^(?:in |\+)?(\d{1,3}|[一二两三四五六七八九十]) ?(d|days?|w|weeks?|m|months?|天|日|周|个?星期|个?月)?(?: ?(?:later|后|之后|以后))?$/u.exec(text);
  if (!found || (!found[2] && !text.startsWith('+'))) return null;
  // "12月" alone names a month, not a span.
  if (found[2] === '月' || (found[2] === '日' && !/后/u.test(text))) return null;
  const count = /^\d+$/u.test(found[1]!) ? Number(found[1]) : NUMERALS.indexOf(found[1] === '两' ? '二' : found[1]!);
  const [, days] = UNITS.find(([unit]) => unit.test(found[2] ?? 'd'))!;
  return plus(today, count * days);
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HAN_WEEK = '一二三四五六日';

/** The next such weekday; "next mon" and 下周一 mean the one of the coming week. */
function weekday(text: string, today: string): string | null {
  const latin = /^(next )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/u.exec(text);
  const han = /^(下)?(?:个?)(?:周|星期|礼拜)([一二三四五六日天])$/u.exec(text);
  const found = latin ?? han;
  if (!found) return null;
  const wanted = latin ? WEEK.indexOf(latin[2]!) : HAN_WEEK.indexOf(han![2] === '天' ? '日' : han![2]!);
  const now = (new Date(at(today)).getUTCDay() + 6) % 7;
  if (found[1]) return plus(today, 7 - now + wanted);
  return plus(today, (wanted - now + 7) % 7 || 7);
}

/** A day with or without its year; without one it lies ahead. */
function dated(text: string, today: string): string | null {
  const whole = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  if (whole) return real(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text);
  if (!short) return null;
  const year = Number(today.slice(0, 4));
  const day = real(year, Number(short[1]), Number(short[2]));
  return day !== null && day < today ? real(year + 1, Number(short[1]), Number(short[2])) : day;
}

function real(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
