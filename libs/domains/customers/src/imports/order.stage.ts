import { amountIn, type ImportContext, type RowProblem, type RowValues, type StagedValues } from '@dossier/kernel/exchange';
import { dayOf } from '@dossier/kernel/time';
import { OrderKind, OrderLineKind } from '@dossier/vocabulary/enums';

/** What stands in `parsed` of a staged order line. Short names: a file may hold a million of them. */
export interface ParsedLine {
  /** Said by the file; where it says nothing, the sign of the order's amount decides. */
  kind: OrderKind | null;
  at: string;
  on: string;
  customer: string | null;
  currency: string;
  refunds: string | null;
  line: number | null;
  code: string | null;
  name: string | null;
  quantity: number;
  unit: number;
  amount: number;
  lineKind: OrderLineKind;
}

/** One line of an order in its staged form. The lines of one number are one unit. */
export function stageOrderLine(values: RowValues, context: ImportContext): StagedValues {
  const currency = (values['currency'] as string | undefined) ?? context.facts.currency;
  const problems: RowProblem[] = [];
  const quantity = (values['quantity'] as number | undefined) ?? 1;
  const price = money(values, 'unitPrice', currency, problems);
  const total = money(values, 'amount', currency, problems);
  if (price === null && total === null && problems.length === 0) problems.push({ code: 'REQUIRED', column: 'unitPrice', value: null });
  const orderNo = String(values['orderNo']);
  const at = String(values['orderedAt']);
  const parsed: ParsedLine = {
    kind: (values['kind'] as OrderKind | undefined) ?? null, at, on: dayOf(new Date(at), context.facts.timeZone),
    customer: (values['customerKey'] as string | undefined) ?? null, currency, refunds: (values['refundsOrderNo'] as string | undefined) ?? null,
    line: (values['lineNo'] as number | undefined) ?? null, code: (values['productCode'] as string | undefined) ?? null, name: (values['productName'] as string | undefined) ?? null,
    quantity, unit: price ?? (quantity === 0 ? 0 : rounded((total ?? 0) / quantity)), amount: total ?? rounded(quantity * (price ?? 0)),
    lineKind: (values['lineKind'] as OrderLineKind | undefined) ?? OrderLineKind.PRODUCT,
  };
  return { parsed: { ...parsed }, key: orderNo, unit: orderNo, problems };
}

/** Whole minor units, half away from zero, so that a refund is exactly the sale it takes back. */
export const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value)) || 0;

function money(values: RowValues, field: string, currency: string, problems: RowProblem[]): number | null {
  const written = values[field];
  if (typeof written !== 'string') return null;
  const cell = amountIn(written, currency, true);
  if (cell.ok) return cell.value.minor;
  problems.push({ code: cell.code, column: field, value: written, ...(cell.facts ? { facts: cell.facts } : {}) });
  return null;
}

export interface OrderOfFile {
  orderNo: string;
  rowNos: number[];
  kind: OrderKind;
  at: string;
  on: string;
  customer: string | null;
  currency: string;
  refunds: string | null;
  amount: number;
  lines: ParsedLine[];
}

/** Lines of the file put together to orders, in the order of their first row. The earliest moment of its lines is that of the order. */
export function ordersOf(rows: readonly { rowNo: number; key: string | null; parsed: Record<string, unknown> }[]): OrderOfFile[] {
  const orders = new Map<string, OrderOfFile>();
  for (const row of rows) {
    const line = row.parsed as unknown as ParsedLine;
    const orderNo = row.key ?? '';
    const known = orders.get(orderNo);
    if (!known) {
      orders.set(orderNo, { orderNo, rowNos: [row.rowNo], kind: line.kind ?? OrderKind.SALE, at: line.at, on: line.on, customer: line.customer, currency: line.currency, refunds: line.refunds, amount: line.amount, lines: [line] });
      continue;
    }
    known.rowNos.push(row.rowNo);
    known.lines.push(line);
    known.amount += line.amount;
    if (line.at < known.at) Object.assign(known, { at: line.at, on: line.on });
  }
  return [...orders.values()].map((order) => ({ ...order, kind: order.lines[0]!.kind ?? (order.amount < 0 ? OrderKind.REFUND : OrderKind.SALE), lines: numbered(order.lines) }));
}

/** Lines by the numbers that the file gives; without numbers, or with a number twice, in the order of the file. */
function numbered(lines: ParsedLine[]): ParsedLine[] {
  const given = new Set(lines.map(({ line }) => line));
  if (given.size === lines.length && !given.has(null)) return lines.toSorted((a, b) => a.line! - b.line!);
  return lines.map((line, at) => ({ ...line, line: at + 1 }));
}

/** What two states of one order must share to be the same: written the same way here and in the statement that reads the stored one. */
export function signatureOf(order: Pick<OrderOfFile, 'kind' | 'at' | 'currency' | 'refunds' | 'lines'> & { customerId: string | null }): string {
  const lines = order.lines.map(({ line, code, name, quantity, unit, amount, lineKind }) => [line, code, name, quantity, unit, amount, lineKind]);
  return JSON.stringify([order.kind, new Date(order.at).toISOString(), order.currency, order.refunds, order.customerId, lines]);
}
