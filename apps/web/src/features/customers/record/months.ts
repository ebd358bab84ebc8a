interface Money { readonly minor: number; readonly currency: string }
interface Month { readonly month?: string | null; readonly amount?: Money | null; readonly orderCount?: number | null }
export interface MonthPoint { readonly month: string; readonly minor: number; readonly orders: number }

const MONTHS = 24;

/** The last 24 months up to `today`, those without an order at zero. */
export function lastMonths(months: readonly Month[], today: string): MonthPoint[] {
  const known = new Map(months.map((one) => [one.month?.slice(0, 7) ?? '', one]));
  const [year = 1970, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = new Date(Date.UTC(year, month - MONTHS + back, 1)).toISOString().slice(0, 7);
    const found = known.get(at);
    return { month: at, minor: found?.amount?.minor ?? 0, orders: found?.orderCount ?? 0 };
  });
}

/** The month that brought most, or null where none brought anything. */
export function bestMonth(points: readonly MonthPoint[]): MonthPoint | null {
  const best = points.reduce<MonthPoint | null>((most, point) => (most === null || point.minor > most.minor ? point : most), null);
  return best && best.minor > 0 ? best : null;
}

/** 2026-07 as 26/7, short enough for an axis. */
export const shortMonth = (month: string): string => `${month.slice(2, 4)}/${Number(month.slice(5, 7))}`;

/** 2026-07 in words: July 2026. */
export function longMonth(month: string, language: 'zh' | 'en'): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(day);
}
