import type { Params } from '@dossier/kernel/access';
import { LeadRuleAxis, LeadRuleSubject } from '@dossier/vocabulary/lead-enums';
import { HAPPENINGS, type ScoringRule } from './scorecard.rules';

/** What happened counts back so many half-lives; without one, a year. */
const HALF_LIVES = 8;
const YEAR = 365;
const MOST_DAYS = 730;

export const horizonOf = ({ halfLifeDays }: Pick<ScoringRule, 'halfLifeDays'>): number => Math.min(MOST_DAYS, halfLifeDays ? Math.ceil(HALF_LIVES * halfLifeDays) : YEAR);

const zone = `coalesce((select time_zone from company limit 1), 'Asia/Shanghai')`;

/** A rule about a field of the company's own; one of several choices holds where any of them is asked for. */
function ownField({ name, isKnown, in: values, min, max }: ScoringRule, params: Params): string {
  const key = params.add(name, 'text');
  const value = `c.custom->${key}`;
  const number = `(case when jsonb_typeof(${value}) = 'number' then (c.custom->>${key})::numeric end)`;
  const asked = values && values.length > 0 ? params.add([...values], 'text[]') : null;
  return [
    ...(typeof isKnown === 'boolean' ? [`${isKnown ? '' : 'not '}(coalesce(${value}, 'null') not in ('null', '[]', '""'))`] : []),
    ...(asked === null ? [] : [`case when jsonb_typeof(${value}) = 'array' then ${value} ?| ${asked} else c.custom->>${key} = any(${asked}) end`]),
    ...(typeof min === 'number' ? [`${number} >= ${params.add(min, 'numeric')}`] : []), ...(typeof max === 'number' ? [`${number} <= ${params.add(max, 'numeric')}`] : []),
  ].join(' and ') || 'false';
}

/** Rules about what is known, as conditions over the lead \`l\`, its record \`c\` and the instant \`x.at\`. */
function known(rule: ScoringRule, params: Params): string {
  const parts: string[] = [];
  const is = (said: string): void => {
    if (typeof rule.isKnown === 'boolean') parts.push(rule.isKnown ? said : `not ${said}`);
  };
  const among = (column: string, type: 'uuid' | 'text'): void => {
    if (rule.in && rule.in.length > 0) parts.push(`${column} = any(${params.add([...rule.in], `${type}[]`)})`);
  };
  const between = (value: string): void => {
    if (typeof rule.min === 'number') parts.push(`${value} >= ${params.add(rule.min, 'numeric')}`);
    if (typeof rule.max === 'number') parts.push(`${value} <= ${params.add(rule.max, 'numeric')}`);
  };
  const folded = (column: string): void => {
    if (rule.in && rule.in.length > 0) parts.push(`lower(${column}) = any(${params.add(rule.in.map((word) => word.toLowerCase()), 'text[]')})`);
  };
  const money = (column: string): void => {
    is(`(${column} is not null)`);
    between(column);
    // Amounts of another currency are not compared.
    if (typeof rule.min === 'number' || typeof rule.max === 'number') parts.push(`l.currency = coalesce((select currency from company limit 1), 'CNY')`);
  };
  const say: Partial<Record<LeadRuleSubject, () => void>> = {
    NEED: () => is(`(coalesce(l.need, '') <> '')`), BUDGET: () => money('l.budget_minor'), AMOUNT: () => money('l.amount_minor'), AUTHORITY: () => among('l.authority', 'text'), ORIGIN: () => among('l.origin', 'text'),
    DECISION_TIME: () => (is('(l.decide_on is not null)'), between(`(l.decide_on - (x.at at time zone ${zone})::date)`)),
    SOURCE: () => (is('(l.source_id is not null)'), among('l.source_id', 'uuid')), PRODUCT: () => (is('(l.product_id is not null)'), among('l.product_id', 'uuid')),
    COMPANY: () => is(`(c.kind = 'COMPANY' or coalesce(c.company_name, '') <> '')`), CITY: () => folded('c.city'), COUNTRY: () => folded('c.country'),
    TAG: () => parts.push(`c.tag_ids && ${params.add([...(rule.in ?? [])], 'uuid[]')}`),
    COMPLETENESS: () => between('(select k.share from customer_completeness k where k.customer_id = c.id)'),
    CONSENT: () => parts.push(`exists (select 1 from consent_state s join purpose p on p.id = s.purpose_id where s.customer_id = c.id and s.state = 'GIVEN' and p.code = any(${params.add([...(rule.in ?? [])], 'text[]')}))`),
    VALUE_GROUP: () => parts.push(`(select v.rfm_group from customer_value v where v.customer_id = c.id) = any(${params.add([...(rule.in ?? [])], 'text[]')})`),
    CUSTOM_FIELD: () => parts.push(ownField(rule, params)),
    ATTRIBUTE: () => {
      const name = params.add(rule.name, 'text');
      is(`coalesce(l.attributes ? ${name}, false)`);
      folded(`(l.attributes->>${name})`);
      between(`(case when jsonb_typeof(l.attributes->${name}) = 'number' then (l.attributes->>${name})::numeric end)`);
    },
  };
  say[rule.subject]?.();
  return parts.length === 0 ? 'false' : parts.join(' and ');
}

/** What happened, a table a subject: its rows \`e\` with the instant and what else a rule asks about. */
const happenings: Readonly<Partial<Record<LeadRuleSubject, { from: string; when: (rule: ScoringRule, params: Params) => string }>>> = {
  EVENT: {
    from: `select v.occurred_at as at, v.name, v.path, v.topic_ids from behaviour_event v where v.customer_id = l.customer_id and v.occurred_at > x.at - make_interval(days => %DAYS%) and v.occurred_at <= x.at`,
    when: ({ in: names, path, topicIds }, params) => [
      names && names.length > 0 ? `e.name = any(${params.add([...names], 'text[]')})` : '', path ? `position(${params.add(path.toLowerCase(), 'text')} in lower(e.path)) > 0` : '',
      topicIds && topicIds.length > 0 ? `e.topic_ids && ${params.add([...topicIds], 'uuid[]')}` : '',
    ].filter(Boolean).join(' and ') || 'true',
  },
  TOUCH: {
    // The first one is how the lead came in, which rules about that judge.
    from: `select t.at, t.origin from lead_touch t where t.lead_id = l.id and t.at > x.at - make_interval(days => %DAYS%) and t.at <= x.at and t.at > l.opened_at`,
    when: ({ in: origins }, params) => (origins && origins.length > 0 ? `e.origin = any(${params.add([...origins], 'text[]')})` : 'true'),
  },
  COMMUNICATION: {
    from: `select k.at, k.outcome from communication k where k.customer_id = l.customer_id and k.archived_at is null and k.at > x.at - make_interval(days => %DAYS%) and k.at <= x.at`,
    when: ({ in: outcomes }, params) => `e.outcome = any(${params.add([...(outcomes ?? [])], 'text[]')})`,
  },
  WITHDRAWAL: {
    from: `select n.at from consent_entry n where n.customer_id = l.customer_id and n.act = 'WITHDRAWN' and n.at > x.at - make_interval(days => %DAYS%) and n.at <= x.at
      and not exists (select 1 from consent_entry u where u.undoes = n.id)`,
    when: () => 'true',
  },
};

interface Placed {
  rule: ScoringRule;
  at: number;
}

const age = `greatest(0, extract(epoch from x.at - e.at) / 86400)`;

/** One look at what happened for all rules about it: a list of [rule, points, whole points, times, days ago]. */
function lookAt(subject: LeadRuleSubject, rules: readonly Placed[], params: Params): string {
  const { from, when } = happenings[subject]!;
  const days = Math.max(...rules.map(({ rule }) => horizonOf(rule)));
  const columns = rules.map(({ rule, at }) => {
    const mine = `filter (where ${when(rule, params)}${horizonOf(rule) < days ? ` and e.at > x.at - make_interval(days => ${horizonOf(rule)})` : ''})`;
    const part = rule.halfLifeDays ? `power(0.5, ${age} / ${Number(rule.halfLifeDays)})` : '1';
    const capped = (sum: string): string => `round((${rule.weight < 0 ? '-' : ''}least(${rule.cap ? Number(rule.cap) : 1_000}, ${Math.abs(Number(rule.weight))} * coalesce(${sum}, 0)))::numeric, 1)`;
    return `case when count(*) ${mine} > 0 then jsonb_build_array(${at}, ${capped(`sum(${part}) ${mine}`)}, ${capped(`count(*) ${mine}`)}, count(*) ${mine}, floor(min(${age}) ${mine})) end as p${at}`;
  });
  return `cross join lateral (select ${columns.join(', ')} from (${from.replace('%DAYS%', String(days))}) e) h_${subject.toLowerCase()}`;
}

/** Which leads, and the instant that each is judged as of: \`id\` and \`at\`. */
export interface Asked {
  sql: string;
}

/** What each rule comes to for the leads asked about: \`id\` and \`parts\`, a row a lead that stands. */
export function partsSql(rules: readonly ScoringRule[], asked: Asked, params: Params): string {
  const placed = rules.map((rule, at): Placed => ({ rule, at }));
  const fit = placed.filter(({ rule }) => rule.axis === LeadRuleAxis.FIT).map(({ rule, at }) => `case when ${known(rule, params)} then jsonb_build_array(${at}, ${Number(rule.weight)}, ${Number(rule.weight)}, 1, null) end`);
  const looks = HAPPENINGS.flatMap((subject) => {
    const own = placed.filter(({ rule }) => rule.subject === subject);
    return own.length === 0 ? [] : [{ from: lookAt(subject, own, params), parts: own.map(({ at }) => `h_${subject.toLowerCase()}.p${at}`) }];
  });
  const values = [...fit, ...looks.flatMap(({ parts }) => parts)].map((part) => `(${part})`);
  return `select l.id, (select coalesce(jsonb_agg(v.part order by (v.part->>0)::int), '[]') from (values ${values.join(', ')}) v(part) where v.part is not null) as parts
    from (${asked.sql}) x join lead l on l.id = x.id join customer c on c.id = l.customer_id ${looks.map(({ from }) => from).join(' ')} where l.archived_at is null`;
}
