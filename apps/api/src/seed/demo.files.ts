import { Readable } from 'node:stream';
import type { Day } from '@dossier/metrics';
import { demoCustomers, type DemoCustomer } from './demo.customers';
import { RETAIL_LAST_DAY, shifted, shiftTo } from './demo.dates';
import { demoLeads, type DemoLead } from './demo.leads';
import { demoProducts } from './demo.products';
import type { RetailSet } from './retail.codec';
import { retailOrders, type RetailOrder } from './retail.reading';

export type DemoSize = 'full' | 'small';
export type DemoKind = 'CUSTOMERS' | 'PRODUCTS' | 'ORDERS' | 'LEADS';

/** One file of the demo, as somebody could have uploaded it. */
export interface DemoFile {
  kind: DemoKind;
  name: string;
  rows: number;
  /** A new reading each time. */
  open(): Readable;
}

const SMALL_CUSTOMERS = 300;
/** In the small demo nobody with more lines: the great buyers bring half of all lines, and it should load in seconds. */
const SMALL_LINES = 150;
const SMALL_GUEST_ORDERS = 40;
/** Where external keys of the demo come from. */
export const DEMO_SOURCE = 'online-retail';

/** Lines of one file of orders. In parts, the stage of an import fits into memory and its room is used again. */
const PART_LINES = 80_000;

/** Customers, products, orders and leads in the order in which they must be read: the later ones refer to the earlier. Orders come in parts. */
export function demoFiles(set: RetailSet, today: Day, size: DemoSize): DemoFile[] {
  const orders = size === 'full' ? [...retailOrders(set)] : fewOrders([...retailOrders(set)]);
  const customers = demoCustomers(orders, RETAIL_LAST_DAY);
  const products = demoProducts(orders);
  const days = shiftTo(today);
  const leads = demoLeads(customers, products, { today, size });
  return [
    file('CUSTOMERS', 'customers.csv', customers.length, () => customerRows(customers)),
    file('PRODUCTS', 'products.csv', products.length, () => products.map(({ code, name, category, unitPence }) => [code, name, category, pounds(unitPence), 'GBP'])),
    ...partsOf(byCustomer(orders)).map((part, at) => file('ORDERS', `orders-${at + 1}.csv`, linesIn(part), () => orderRows(part, days))),
    file('LEADS', 'leads.csv', leads.length, () => leadRows(leads)),
  ];
}

/** Columns by file: the names of the fields they fill. */
export const demoColumns: Readonly<Record<DemoKind, readonly string[]>> = {
  CUSTOMERS: [
    'externalKey', 'kind', 'name', 'nameLatin', 'companyName', 'gender', 'birthDate', 'occupation', 'country', 'region', 'city', 'phone', 'email',
    'stage', 'source', 'owner', 'tags',
  ],
  PRODUCTS: ['code', 'name', 'category', 'unitPrice', 'currency'],
  ORDERS: [
    'orderNo', 'kind', 'orderedAt', 'customerKey', 'lineNo', 'productCode', 'productName', 'quantity', 'unitPrice', 'currency', 'lineKind',
  ],
  LEADS: [
    'leadKey', 'customerKey', 'name', 'nameLatin', 'gender', 'companyName', 'country', 'region', 'city', 'phone', 'email', 'subject', 'origin', 'source', 'product', 'amount', 'authority',
    'stage', 'status', 'reason', 'openedAt', 'closedAt', 'decideOn', 'owner', '感兴趣的品类', '门店数',
  ],
};

/** The first customers of the file who buy in moderation, with all their orders, and a few guests. */
function fewOrders(orders: readonly RetailOrder[]): RetailOrder[] {
  const lines = new Map<string, number>();
  for (const order of orders) lines.set(order.customer, (lines.get(order.customer) ?? 0) + order.lines.length);
  const moderate = [...lines].filter(([customer, count]) => customer !== '' && count <= SMALL_LINES).map(([customer]) => customer);
  const customers = new Set(moderate.slice(0, SMALL_CUSTOMERS));
  const guests = orders.filter(({ customer }) => customer === '').slice(0, SMALL_GUEST_ORDERS);
  return [...orders.filter(({ customer }) => customers.has(customer)), ...guests];
}

/** All orders of a customer together, in the order of the file: each summary is then counted once, and what is read together lies together. */
function byCustomer(orders: readonly RetailOrder[]): RetailOrder[] {
  const groups = Map.groupBy(orders, ({ customer }) => customer);
  const guests = groups.get('') ?? [];
  groups.delete('');
  return [...[...groups.values()].flat(), ...guests];
}

function partsOf(orders: readonly RetailOrder[]): RetailOrder[][] {
  const parts: RetailOrder[][] = [];
  let room = 0;
  for (const order of orders) {
    if (room <= 0) {
      parts.push([]);
      room = PART_LINES;
    }
    parts.at(-1)?.push(order);
    room -= order.lines.length;
  }
  return parts;
}

const linesIn = (orders: readonly RetailOrder[]): number => orders.reduce((sum, order) => sum + order.lines.length, 0);

function* customerRows(customers: readonly DemoCustomer[]): Generator<string[]> {
  for (const one of customers) {
    yield [
      one.number, one.kind, one.name, one.nameLatin, one.companyName, one.gender, one.birthDate, one.occupation, one.country, one.region, one.city,
      one.phone, one.email, one.stage, one.source, one.owner, one.tags.join('；'),
    ];
  }
}

function* orderRows(orders: readonly RetailOrder[], days: number): Generator<string[]> {
  for (const order of orders) {
    const at = shifted(order.at, days);
    let lineNo = 0;
    for (const line of order.lines) {
      yield [
        order.invoice, order.kind, at, order.customer, String(++lineNo), line.code, line.text.trim(), String(line.quantity), pounds(line.unitPence),
        'GBP', line.kind,
      ];
    }
  }
}

function* leadRows(leads: readonly DemoLead[]): Generator<string[]> {
  for (const one of leads) {
    const { person } = one;
    yield [
      one.number, one.customerKey ?? '', person?.name ?? '', person?.nameLatin ?? '', person?.gender ?? '', one.company, person?.country ?? '', person?.region ?? '', person?.city ?? '', person?.phone ?? '', person?.email ?? '',
      one.subject, one.origin, one.source, one.product, one.pounds.toFixed(2), one.authority, one.stage, one.status, one.reason, one.openedAt, one.closedAt, one.decideOn, one.owner, one.category, String(one.shops),
    ];
  }
}

const pounds = (pence: number): string => (pence / 100).toFixed(2);

function file(kind: DemoKind, name: string, rows: number, read: () => Iterable<readonly string[]>): DemoFile {
  return { kind, name, rows, open: () => Readable.from(chunks(demoColumns[kind], read())) };
}

/** CSV in pieces of some kilobytes: a stream of single lines would spend its time on being a stream. */
function* chunks(header: readonly string[], rows: Iterable<readonly string[]>): Generator<Buffer> {
  let text = `${header.join(',')}\n`;
  for (const row of rows) {
    text += `${row.map(cell).join(',')}\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
