import { firstValue, type FilterField } from '@dossier/ui';
import { ORDER_MEASURES, type Ask, type OrderMeasure } from '../rules/rule.types';

/** How a condition is named where one is picked: `customer:city`, `orders:COUNT`, `events`. */
export const kindKey = (ask: Ask): string => (ask.kind === 'customer' ? `customer:${ask.key}` : ask.kind === 'orders' ? `orders:${ask.value.measure}` : ask.kind);

const isMeasure = (text: string): text is OrderMeasure => (ORDER_MEASURES as readonly string[]).includes(text);
const QUARTER = 90;
const MONTH = 30;
const WEEK = 7;

/** What a new condition begins with: it asks something where a usual answer exists, and waits where only the reader knows. */
export function firstAsk(key: string, fields: readonly FilterField[]): Ask | null {
  const [kind = '', ...rest] = key.split(':');
  const name = rest.join(':');
  if (kind === 'customer') {
    const field = fields.find((candidate) => candidate.key === name);
    return field ? { kind: 'customer', key: name, value: firstValue(field) } : null;
  }
  if (kind === 'orders' && isMeasure(name)) {
    if (name === 'FIRST_ON' || name === 'LAST_ON') return { kind: 'orders', value: { measure: name, on: { last: MONTH } } };
    return { kind: 'orders', value: { measure: name, within: { last: QUARTER }, is: name === 'COUNT' ? { min: 1 } : {} } };
  }
  if (kind === 'events') return { kind: 'events', value: { within: { last: MONTH }, count: { min: 1 } } };
  if (kind === 'sequence') return { kind: 'sequence', value: { steps: [{}, {}], windowDays: WEEK } };
  return kind === 'member' ? { kind: 'member', value: { in: [] } } : null;
}
