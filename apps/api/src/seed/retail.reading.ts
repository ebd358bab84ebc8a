import type { RetailHeader, RetailSet } from './retail.codec';

/** Lines that are money but no goods. `docs/demo.md` says what each code means and why it stands here. */
const FEE_CODES = new Set(['POST', 'DOT', 'C2', 'M', 'm', 'D', 'S', 'B', 'PADS', 'CRUK', 'AMAZONFEE', 'BANK CHARGES']);
const VOUCHER = /^gift_\d/;

export type RetailOrderKind = 'SALE' | 'REFUND';
export type RetailLineKind = 'PRODUCT' | 'FEE';

/** One invoice with all its lines: an order of the product. */
export interface RetailOrder {
  invoice: string;
  /** Local time of its first line. */
  at: string;
  customer: string;
  country: string;
  kind: RetailOrderKind;
  lines: RetailLine[];
}

export interface RetailLine {
  code: string;
  text: string;
  kind: RetailLineKind;
  quantity: number;
  /** In thousandths, as the file has it. */
  mills: number;
  /** Pence, rounded half away from zero. */
  unitPence: number;
  amountPence: number;
}

/** Whether a stock code is a charge, a correction or a voucher rather than goods. */
export const isFee = (code: string): boolean => FEE_CODES.has(code) || VOUCHER.test(code);

/** Whole pence of an amount in thousandths of a pound, half away from zero. */
export const pence = (mills: number): number => Math.sign(mills) * Math.round(Math.abs(mills) / 10) || 0;

/**
 * What an invoice is. Cancelled invoices (C…), goods written off the stock (negative pieces, no customer) and written-off
 * debts (a negative amount) take back; everything else sells, gifts and samples of no price included.
 */
export function orderKind(invoice: string, lines: readonly RetailLine[]): RetailOrderKind {
  const takesBack = invoice.startsWith('C') || lines.every((line) => line.quantity < 0 || line.amountPence < 0);
  return takesBack ? 'REFUND' : 'SALE';
}

/** The invoices of the set in the order of the file. One with two times of day, or in two places, is one order at its first time. */
export function* retailOrders(set: RetailSet): Generator<RetailOrder> {
  const headers = new Map<string, RetailHeader[]>();
  for (const header of set.headers) {
    const same = headers.get(header.invoice);
    if (same) same.push(header);
    else headers.set(header.invoice, [header]);
  }
  for (const parts of headers.values()) {
    const [head] = parts;
    if (head) yield orderOf(head, parts.flatMap((part) => linesOf(set, part)));
  }
}

const orderOf = ({ invoice, at, customer, country }: RetailHeader, lines: RetailLine[]): RetailOrder => ({
  invoice, at, customer, country, kind: orderKind(invoice, lines), lines,
});

function linesOf(set: RetailSet, header: RetailHeader): RetailLine[] {
  return Array.from({ length: header.count }, (_, at) => lineOf(set, header.first + at));
}

function lineOf(set: RetailSet, line: number): RetailLine {
  const code = set.codes[set.code[line] ?? 0] ?? '';
  const quantity = set.quantity[line] ?? 0;
  const mills = set.mills[line] ?? 0;
  return {
    code, text: set.texts[set.text[line] ?? 0] ?? '', kind: isFee(code) ? 'FEE' : 'PRODUCT', quantity, mills,
    unitPence: pence(mills), amountPence: pence(quantity * mills),
  };
}
