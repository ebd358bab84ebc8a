/** How many digits stand after the point of a currency. */
export const precisionOf = (currency: string): number => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

interface Amount { minor: number; currency: string }

/** A sum as people type it. */
export const majorOf = (amount: Amount): number => amount.minor / 10 ** precisionOf(amount.currency);

/** What was typed, in whole minor units; nothing typed is no amount. */
export const amountOf = (typed: number | null | undefined, currency: string): Amount | null => (typeof typed === 'number' ? { minor: Math.round(typed * 10 ** precisionOf(currency)), currency } : null);
