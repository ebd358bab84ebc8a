import { dayAfter, mean, median, orderCount, recencyDays, topShare, type Purchase } from '@dossier/metrics';
import type { RetailSet } from './retail.codec';
import { retailOrders, type RetailOrder } from './retail.reading';

/** One claim about real data, printed by `npm run figures`. */
export interface Figure {
  id: string;
  value: string;
  unit: string;
  n: number;
}

/** What the literature counts of the set: the sales of known customers. */
export interface CleanSet {
  lines: number;
  /** Sales by customer number, of clean lines alone. */
  purchases: Map<string, Purchase[]>;
  revenue: number;
  invoices: number;
  lastDay: string;
}

/** Every figure of the set, from its own lines: first the published ones, then how the product reads it. */
export function retailFigures(set: RetailSet): Figure[] {
  const orders = [...retailOrders(set)];
  return [...counts(set, orders), ...cleanFigures(cleanSet(orders)), ...wholeFigures(orders)];
}

function counts(set: RetailSet, orders: readonly RetailOrder[]): Figure[] {
  const n = set.code.length;
  const lines = (holds: (order: RetailOrder) => boolean) => orders.filter(holds).reduce((sum, order) => sum + order.lines.length, 0);
  const known = orders.filter((order) => order.customer !== '');
  return [
    whole('retail.rows', n, 'lines', n),
    whole('retail.customers', new Set(known.map((order) => order.customer)).size, 'customers', n),
    whole('retail.invoices', orders.length, 'invoices', n),
    whole('retail.products', set.codes.length, 'products', n),
    whole('retail.countries', new Set(orders.map((order) => order.country)).size, 'countries', n),
    whole('retail.missing', lines((order) => order.customer === ''), 'lines', n),
    whole('retail.cancel', lines((order) => order.invoice.startsWith('C')), 'lines', n),
  ];
}

/** Clean lines as the literature has them: customer known, pieces and price above zero, not cancelled. */
export function cleanSet(orders: readonly RetailOrder[]): CleanSet {
  const clean: CleanSet = { lines: 0, purchases: new Map(), revenue: 0, invoices: 0, lastDay: '' };
  for (const order of orders) {
    const lines = order.lines.filter((line) => line.quantity > 0 && line.mills > 0);
    const day = order.at.slice(0, 10);
    if (day > clean.lastDay) clean.lastDay = day;
    if (order.customer === '' || order.invoice.startsWith('C') || lines.length === 0) continue;
    const amount = lines.reduce((sum, line) => sum + line.amountPence, 0);
    clean.lines += lines.length;
    clean.invoices += 1;
    clean.revenue += amount;
    const purchases = clean.purchases.get(order.customer) ?? [];
    purchases.push({ kind: 'SALE', day, amount });
    clean.purchases.set(order.customer, purchases);
  }
  return clean;
}

function cleanFigures(clean: CleanSet): Figure[] {
  const customers = [...clean.purchases.values()];
  const n = customers.length;
  const cutOff = dayAfter(clean.lastDay, 1);
  const recency = customers.flatMap((purchases) => recencyDays(purchases, cutOff) ?? []);
  const frequency = customers.map(orderCount);
  const spend = customers.map((purchases) => purchases.reduce((sum, { amount }) => sum + amount, 0));
  return [
    whole('retail.clean_lines', clean.lines, 'lines', clean.lines),
    whole('retail.clean_customers', n, 'customers', clean.lines),
    whole('retail.clean_invoices', clean.invoices, 'invoices', clean.lines),
    pounds('retail.clean_revenue', clean.revenue, clean.lines),
    decimal('retail.rfm.r_mean', to(mean(recency), 2), 'days', n),
    decimal('retail.rfm.r_median', to(median(recency), 0), 'days', n),
    decimal('retail.rfm.f_mean', to(mean(frequency), 2), 'orders', n),
    pounds('retail.rfm.m_mean', mean(spend), n),
    decimal('retail.rfm.m_median', to((median(spend) ?? 0) / 100, 3), 'GBP', n),
    whole('retail.rfm.once', frequency.filter((orders) => orders === 1).length, 'customers', n),
    decimal('retail.rfm.top20', to(topShare(spend, 0.2), 4), 'fraction', n),
  ];
}

/** The whole file as the product holds it: nothing left out. */
function wholeFigures(orders: readonly RetailOrder[]): Figure[] {
  const lines = orders.flatMap((order) => order.lines);
  const net = (some: readonly RetailOrder[]) => some.reduce((sum, order) => sum + amountOf(order), 0);
  const fees = lines.filter((line) => line.kind === 'FEE');
  const refunds = orders.filter((order) => order.kind === 'REFUND');
  const guests = orders.filter((order) => order.customer === '');
  return [
    pounds('retail.net', net(orders), lines.length),
    pounds('retail.net_guests', net(guests), guests.length),
    pounds('retail.net_refunds', net(refunds), refunds.length),
    pounds('retail.net_fees', fees.reduce((sum, line) => sum + line.amountPence, 0), fees.length),
    whole('retail.sales', orders.length - refunds.length, 'orders', orders.length),
    whole('retail.refunds', refunds.length, 'orders', orders.length),
    whole('retail.rounded_lines', lines.filter((line) => line.unitPence * 10 !== line.mills).length, 'lines', lines.length),
  ];
}

/** Pence of an order with all its lines, charges included. */
export const amountOf = (order: RetailOrder): number => order.lines.reduce((sum, line) => sum + line.amountPence, 0);

const whole = (id: string, value: number, unit: string, n: number): Figure => ({ id, value: String(value), unit, n });

const decimal = (id: string, value: string | null, unit: string, n: number): Figure => ({ id, value: value ?? 'none', unit, n });

const to = (value: number | null, places: number): string | null => value?.toFixed(places) ?? null;

const pounds = (id: string, minor: number | null, n: number): Figure => decimal(id, minor === null ? null : to(Math.round(minor) / 100, 2), 'GBP', n);
