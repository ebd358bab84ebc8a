import { say, type Language } from '@dossier/ui';
import { unitText } from './client.text';

export interface Money { minor: number; currency: string }
export interface Format {
  day(day?: string | null): string;
  /** Day of the current year without the year. */
  dayShort(day?: string | null): string;
  instant(at?: string | null): string;
  time(at?: string | null): string;
  relative(at?: string | null, now?: number): string;
  money(money?: Money | null): string;
  /** Without minor units, shortened where it is long. */
  moneyShort(money?: Money | null): string;
  number(value?: number | null): string;
  compact(value?: number | null): string;
  percent(share?: number | null, digits?: number): string;
  /** Today with its weekday. */
  weekday(): string;
  today(): string;
}

const NOTHING = '–';
const MINUS = '−';
const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };
const trueMinus = (text: string) => text.replace(/-/g, MINUS);
const MINOR_DIGITS: Record<string, number> = { JPY: 0, KRW: 0 };

/** ¥ and a blank before the figure, £ without; both with the true minus in front. */
function amount(money: Money, digits: number, figure?: string): string {
  const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency: money.currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  const sign = parts.find(part => part.type === 'currency')?.value ?? money.currency;
  const value = Math.abs(money.minor) / 10 ** (MINOR_DIGITS[money.currency] ?? 2);
  const words = figure ?? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const gap = sign === '¥' || /[A-Za-z]/.test(sign) ? ' ' : '';
  return `${money.minor < 0 ? MINUS : ''}${sign}${gap}${words}`;
}

type Step = readonly [from: number, by: number, unit: keyof typeof unitText.table];
const PLAIN: Step = [0, 1, 'plain'];
const STEPS_OF: Record<Language, readonly Step[]> = { zh: [[1e8, 1e8, 'hundredMillions'], [1e5, 1e4, 'tenThousands']], en: [[1e6, 1e6, 'millions'], [1e5, 1e3, 'thousands']] };

/** Ten thousands in Chinese, k and m in English; short figures stay whole. */
function compact(language: Language, value: number): string {
  const size = Math.abs(value);
  const [, by, unit] = STEPS_OF[language].find(([from]) => size >= from) ?? PLAIN;
  const figure = trueMinus((value / by).toLocaleString('en-US', { maximumFractionDigits: by === 1 ? 0 : 1 }));
  return say(unitText, unit, { figure }, language);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60]];

function relative(language: Language, at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const words = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto' });
  for (const [unit, length] of STEPS) if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  return say(unitText, 'justNow', {}, language);
}

/** Days, instants, money and numbers in the reader's language, instants in the company's zone. */
export function makeFormat(language: Language, timeZone = 'Asia/Shanghai'): Format {
  const locale = LOCALE[language];
  const full: Intl.DateTimeFormatOptions = language === 'zh' ? { year: 'numeric', month: 'long', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' };
  const dayOf = (day: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone };
  return {
    day: day => (day ? dayOf(day, full) : NOTHING),
    dayShort: day => (day ? dayOf(day, day.slice(0, 4) === today().slice(0, 4) ? { ...full, year: undefined } : full) : NOTHING),
    instant: at => (at ? new Intl.DateTimeFormat(locale, { ...full, ...clock }).format(new Date(at)) : NOTHING),
    time: at => (at ? new Intl.DateTimeFormat(locale, clock).format(new Date(at)) : NOTHING),
    relative: (at, now = Date.now()) => (at ? relative(language, at, now) : NOTHING),
    money: money => (money ? amount(money, MINOR_DIGITS[money.currency] ?? 2) : NOTHING),
    moneyShort: money => (money ? amount(money, 0, compact(language, Math.abs(money.minor) / 10 ** (MINOR_DIGITS[money.currency] ?? 2))) : NOTHING),
    number: value => (value === null || value === undefined ? NOTHING : trueMinus(value.toLocaleString('en-US', { maximumFractionDigits: 2 }))),
    compact: value => (value === null || value === undefined ? NOTHING : compact(language, value)),
    percent: (share, digits = 1) => (share === null || share === undefined ? NOTHING : `${trueMinus((share * 100).toFixed(digits))}%`),
    weekday: () => new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long', timeZone }).format(new Date()),
    today,
  };
}
