import type { EventRule, EventStep, SequenceRule, Texts } from './definition';
import type { Ground } from './ground';
import { byTimes } from './kept';
import { instantSql, numberSql, says } from './ranges';

const like = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function textSql(column: string, { contains, equals, startsWith, isEmpty }: Texts, { params }: Ground): string[] {
  const parts: string[] = [];
  if (contains) parts.push(`${column} ilike ${params.add(`%${like(contains)}%`)}`);
  if (startsWith) parts.push(`${column} ilike ${params.add(`${like(startsWith)}%`)}`);
  if (equals) parts.push(`lower(${column}) = lower(${params.add(equals)})`);
  if (isEmpty === true) parts.push(`coalesce(${column}, '') = ''`);
  if (isEmpty === false) parts.push(`coalesce(${column}, '') <> ''`);
  return parts;
}

/** Which events are meant. A topic stands for those below it too. */
function stepSql({ names, topicIds, productCodes }: EventStep, { params }: Ground): string[] {
  const parts: string[] = [];
  if (names) parts.push(`e.name = any(${params.add(names, 'text[]')})`);
  if (topicIds) parts.push(`e.topic_ids && array(select x.id from topic x where x.path && ${params.add(topicIds, 'uuid[]')})`);
  if (productCodes) parts.push(`e.product_code = any(${params.add(productCodes, 'text[]')})`);
  return parts;
}

/** How often a customer has done something. */
export function eventsSql(rule: EventRule, ground: Ground, positive: boolean): string {
  const meant = ['e.customer_id is not null', ...stepSql(rule, ground), ...(rule.path ? textSql('e.path', rule.path, ground) : []), ...(rule.within ? [instantSql('e.occurred_at', rule.within, ground)] : [])];
  const exact = (among: string): string => `select e.customer_id, count(*) as n from behaviour_event e where ${meant.join(' and ')}${ground.ofAsked('e.customer_id')}${among} group by e.customer_id`;
  const set = ground.add(byTimes(rule, ground, exact) ?? exact(''));
  const { count } = rule;
  const isInner = count?.isEmpty !== true && (!says(count) || (typeof count.min === 'number' && count.min > 0));
  const n = positive && isInner ? `${set}.n` : `coalesce(${set}.n, 0)`;
  const parts = [...(says(count) ? [numberSql(n, count, ground)] : []), ...(count?.isEmpty === true ? [`${n} = 0`] : count?.isEmpty === false || !says(count) ? [`${n} >= 1`] : [])];
  if (positive && isInner) ground.inner.push(set);
  return ground.under('event.read', 'events', `(${parts.join(' and ')})`, positive);
}

/**
 * One thing after the other. Each event carries the latest beginning of a chain that ends with it: that of the step before, over what was
 * strictly earlier. So a chain within the window is found wherever there is one, in one pass over the events of a customer.
 */
export function sequenceSql({ steps, within, windowDays }: SequenceRule, ground: Ground, positive: boolean): string {
  const are = steps.map((step) => stepSql(step, ground).join(' and ') || 'true');
  const when = within ? ` and ${instantSql('e.occurred_at', within, ground)}` : '';
  const base = `select e.customer_id, e.occurred_at as at, ${are.map((is, at) => `(${is}) as is${at + 1}`).join(', ')} from behaviour_event e where e.customer_id is not null and (${are.map((is) => `(${is})`).join(' or ')})${when}${ground.ofAsked('e.customer_id')}`;
  const chained = steps.slice(1).reduce(
    (inner, _, at) => `select q.*, case when is${at + 2} then max(c${at + 1}) over (partition by customer_id order by at groups between unbounded preceding and 1 preceding) end as c${at + 2} from (${inner}) q`,
    `select b.*, case when is1 then at end as c1 from (${base}) b`,
  );
  const last = `c${steps.length}`;
  const ends = typeof windowDays === 'number' ? `at - ${last} <= ${ground.params.add(windowDays, 'int')} * interval '24 hours'` : `${last} is not null`;
  const set = ground.add(`select distinct customer_id from (${chained}) x where ${ends}`);
  if (positive) ground.inner.push(set);
  return ground.under('event.read', 'sequence', `(${set}.customer_id is not null)`, positive);
}
