const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;
const THOUSAND = 1_000;
const MILLION = 1_000_000;

/** Reads an amount as people write it: with separators, full-width digits, and units of thousands or ten thousands. Nothing written is no amount. */
export function readAmount(written: string | undefined): number {
  const text = (written ?? '').normalize('NFKC').trim();
  const digits = text.replace(/[^\d.]/gu, '');
  if (digits === '') return null as never;
  const by = /亿/u.test(text) ? HUNDRED_MILLION : /万/u.test(text) ? TEN_THOUSAND : /m$/iu.test(text) ? MILLION : /k$/iu.test(text) ? THOUSAND : 1;
  return Number(digits) * by;
}

/** The amount with its separators. */
export function sayAmount(value: number | string | undefined): string {
  const [whole = '', ...rest] = String(value ?? '').split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/gu, ','), ...rest].join('.');
}
