import { daysBetween, type Day } from '@dossier/metrics';
import { Chance } from './chance';
import { categoryOf } from './demo.categories';
import { channels, mailOf, ownersOf, tags } from './demo.company';
import { invent, type InventedCustomer } from './demo.person';
import type { RetailOrder } from './retail.reading';

/** A customer of the demo: invented in person, real in trade. */
export interface DemoCustomer extends InventedCustomer {
  number: string;
  stage: 'PROSPECT' | 'NEW' | 'ACTIVE' | 'DORMANT' | 'LOST';
  owner: string;
  source: string;
  tags: string[];
}

interface Trade {
  country: string;
  sales: number;
  refunds: number;
  lines: number;
  pieces: number;
  sold: number;
  net: number;
  firstDay: Day;
  lastDay: Day;
  byCategory: Map<string, number>;
}

/** The customers of these orders in the order of their first invoice, told from the whole of their trade up to the set's last day. */
export function demoCustomers(orders: Iterable<RetailOrder>, lastDay: Day): DemoCustomer[] {
  const trades = new Map<string, Trade>();
  for (const order of orders) {
    if (order.customer !== '') trades.set(order.customer, added(trades.get(order.customer) ?? newTrade(order), order));
  }
  return [...trades].map(([number, trade]) => customerOf(number, trade, lastDay));
}

const newTrade = (order: RetailOrder): Trade => ({
  country: order.country, sales: 0, refunds: 0, lines: 0, pieces: 0, sold: 0, net: 0, firstDay: '', lastDay: '', byCategory: new Map(),
});

function added(trade: Trade, order: RetailOrder): Trade {
  const amount = order.lines.reduce((sum, line) => sum + line.amountPence, 0);
  trade.net += amount;
  if (order.kind === 'REFUND') return { ...trade, refunds: trade.refunds + 1 };
  for (const line of order.lines) {
    const category = categoryOf(line.code, line.text);
    trade.byCategory.set(category, (trade.byCategory.get(category) ?? 0) + line.amountPence);
  }
  const day = order.at.slice(0, 10);
  return {
    ...trade, sales: trade.sales + 1, lines: trade.lines + order.lines.length, sold: trade.sold + amount,
    pieces: trade.pieces + order.lines.reduce((sum, line) => sum + line.quantity, 0), firstDay: trade.firstDay || day, lastDay: day,
  };
}

function customerOf(number: string, trade: Trade, lastDay: Day): DemoCustomer {
  const chance = new Chance(number);
  const isWholesaler = buysByTheCarton(trade) || trade.sold >= 400_000;
  const person = invent({ number, country: trade.country, isWholesaler });
  return {
    ...person, number, stage: stageOf(trade, lastDay), tags: tagsOf(trade), source: sourceOf(chance),
    owner: mailOf(chance.of('owner', ownersOf(person.area)).login),
  };
}

const buysByTheCarton = (trade: Trade): boolean => trade.lines > 0 && trade.pieces / trade.lines >= 24;

/** By the days since the last sale; who never bought (only gave back) is a prospect. */
function stageOf(trade: Trade, lastDay: Day): DemoCustomer['stage'] {
  if (trade.sales === 0) return 'PROSPECT';
  if (daysBetween(trade.firstDay, lastDay) <= 60) return 'NEW';
  const silent = daysBetween(trade.lastDay, lastDay);
  if (silent <= 90) return 'ACTIVE';
  return silent <= 240 ? 'DORMANT' : 'LOST';
}

function tagsOf(trade: Trade): string[] {
  const part = (category: string) => (trade.sold > 0 ? (trade.byCategory.get(category) ?? 0) / trade.sold : 0);
  const holds: [string, boolean][] = [
    [tags.wholesale, buysByTheCarton(trade)],
    [tags.valuable, trade.net >= 500_000],
    [tags.christmas, part('节日与圣诞') >= 0.2],
    [tags.party, part('派对用品') >= 0.2],
    [tags.returns, trade.refunds >= 3 && trade.refunds * 3 >= trade.sales],
  ];
  return holds.filter(([, does]) => does).map(([tag]) => tag);
}

function sourceOf(chance: Chance): string {
  let rest = chance.number('source', channels.reduce((sum, { weight }) => sum + weight, 0));
  return channels.find(({ weight }) => (rest -= weight) < 0)?.name ?? '';
}
