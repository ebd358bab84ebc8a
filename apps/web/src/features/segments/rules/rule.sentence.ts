import { describeCondition, say, type FilterField, type Language, type Texts } from '@dossier/ui';
import { sentenceText } from './sentence.text';
import { isGroup, type Ask, type DayRange, type Definition, type EventRule, type Group, type MemberRule, type Node, type NumberRange, type OrderRule, type SequenceRule, type TextRange } from './rule.types';

type Key = typeof sentenceText extends Texts<infer K> ? K : never;

/** What things are called here: a definition keeps ids and codes alone. */
export interface Names {
  language: Language;
  fields: FilterField[];
  category: (id: string) => string;
  product: (id: string) => string;
  topic: (id: string) => string;
  event: (code: string) => string;
  segment: (id: string) => string;
  /** Minor units of the company's currency. */
  money: (minor: number) => string;
}

type Word = (key: Key, facts?: Record<string, string | number>) => string;
const wordsOf = (names: Names): Word => (key, facts) => say(sentenceText, key, facts, names.language);

function listed(word: Word, items: string[]): string {
  const quoted = items.map((text) => word('quoted', { text }));
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(word('listMark'))}${word('lastMark')}${quoted.at(-1)}`;
}

function sayNumber(word: Word, is: NumberRange | undefined, shown: (value: number) => string): string {
  const { min, max } = is ?? {};
  if (min !== undefined && max !== undefined) return min === max ? word('exactly', { min: shown(min) }) : word('range', { min: shown(min), max: shown(max) });
  if (min !== undefined) return word('least', { min: shown(min) });
  return max === undefined ? word('anyNumber') : word('most', { max: shown(max) });
}

function sayDays(word: Word, days: DayRange | undefined): string {
  if (days?.last !== undefined) return word('last', { days: days.last });
  if (days?.next !== undefined) return word('next', { days: days.next });
  if (days?.month !== undefined) return word('month', { month: days.month });
  if (days?.from && days.to) return word('between', { from: days.from, to: days.to });
  if (days?.from) return word('since', { from: days.from });
  return days?.to ? word('until', { to: days.to }) : '';
}

/** When something happened, as it stands within a sentence: before the verb in Chinese, behind it in English. */
function when(word: Word, days: DayRange | undefined, language: Language): string {
  const text = sayDays(word, days);
  return text === '' ? '' : language === 'zh' ? text : ` ${text}`;
}

function aside(word: Word, parts: readonly (string | false)[]): string {
  const said = parts.filter((part): part is string => part !== false && part !== '');
  return said.length === 0 ? '' : word('aside', { text: said.join(word('asideMark')) });
}

const count = (value: number): string => value.toLocaleString('en-US');

/** How often: once has a word of its own. */
function sayTimes(word: Word, is: NumberRange | undefined): string {
  if (is?.min === 1 && (is.max === undefined || is.max === 1)) return word(is.max === 1 ? 'once' : 'onceOrMore');
  return word('times', { is: sayNumber(word, is, count) });
}

function sayOrders(rule: OrderRule, names: Names): string {
  const word = wordsOf(names);
  const kind = rule.kind ?? 'SALE';
  const things = [...(rule.categoryIds ?? []).map(names.category), ...(rule.productIds ?? []).map(names.product)];
  const act = things.length === 0 ? word(kind) : word(`${kind}_of`, { what: listed(word, things) });
  const added = aside(word, [rule.amount !== undefined && (rule.amount.min !== undefined || rule.amount.max !== undefined) && word('each', { is: sayNumber(word, rule.amount, names.money) })]);
  const time = when(word, rule.within, names.language);
  if (rule.measure === 'FIRST_ON' || rule.measure === 'LAST_ON') return word('orderDay', { act, measure: word(rule.measure), is: sayDays(word, rule.on) || word('anyNumber'), aside: added });
  const isMoney = rule.measure === 'NET_AMOUNT' || rule.measure === 'SALE_AMOUNT';
  if (rule.measure === 'COUNT') return word('orderCount', { when: time, act, times: sayTimes(word, rule.is), aside: added });
  return word('orderMeasure', { when: time, act, measure: word(rule.measure), is: sayNumber(word, rule.is, isMoney ? names.money : count), aside: added });
}

function sayPath(word: Word, path: TextRange | undefined): string | false {
  if (path?.contains) return word('path', { text: word('pathHas', { text: path.contains }) });
  if (path?.startsWith) return word('path', { text: word('pathStarts', { text: path.startsWith }) });
  return path?.equals ? word('path', { text: word('pathIs', { text: path.equals }) }) : false;
}

/** What was done, and about what. */
function sayDone(word: Word, { names: done, topicIds, productCodes }: EventRule, names: Names): { what: string; about: (string | false)[] } {
  return {
    what: done?.length ? done.map(names.event).join(word('lastMark')) : word('anything'),
    about: [!!topicIds?.length && word('topics', { names: topicIds.map(names.topic).join(word('listMark')) }), !!productCodes?.length && word('codes', { names: productCodes.join(word('listMark')) })],
  };
}

function sayEvents(rule: EventRule, names: Names): string {
  const word = wordsOf(names);
  const { what, about } = sayDone(word, rule, names);
  return word('eventCount', { when: when(word, rule.within, names.language), what, times: sayTimes(word, rule.count), aside: aside(word, [...about, sayPath(word, rule.path)]) });
}

function saySequence(rule: SequenceRule, names: Names): string {
  const word = wordsOf(names);
  const steps = rule.steps.map((step) => {
    const { what, about } = sayDone(word, step, names);
    return `${word('quoted', { text: what })}${aside(word, about)}`;
  });
  return word('sequence', { when: when(word, rule.within, names.language), steps: steps.join(word('then')), aside: aside(word, [rule.windowDays !== undefined && word('windowDays', { days: rule.windowDays })]) });
}

function sayMember(rule: MemberRule, names: Names): string {
  const word = wordsOf(names);
  const isNot = (rule.notIn?.length ?? 0) > 0;
  const ids = (isNot ? rule.notIn : rule.in) ?? [];
  const key = rule.ever ? (isNot ? 'memberNever' : 'memberEver') : isNot ? 'memberNotIn' : 'memberIn';
  return word(key, { when: when(word, rule.within, names.language), names: ids.length === 0 ? word('noSegment') : listed(word, ids.map(names.segment)) });
}

/** One condition in words. */
export function sayAsk(ask: Ask, names: Names): string {
  switch (ask.kind) {
    case 'customer': return ask.key === 'search' ? wordsOf(names)('search', { text: String(ask.value) }) : describeCondition(names.fields, ask);
    case 'orders': return sayOrders(ask.value, names);
    case 'events': return sayEvents(ask.value, names);
    case 'sequence': return saySequence(ask.value, names);
    case 'member': return sayMember(ask.value, names);
  }
}

/** A node within a sentence: a group between brackets, unless it stands alone. */
function sayNode(node: Node, names: Names, alone: boolean): string {
  const word = wordsOf(names);
  if (!isGroup(node)) return node.not ? word('not', { text: sayAsk(node.ask, names) }) : sayAsk(node.ask, names);
  const text = sayRules(node, names);
  if (node.not) return word('not', { text });
  return alone || node.rules.length < 2 ? text : word('group', { text });
}

function sayRules(group: Group, names: Names): string {
  const rules = group.rules.filter((node) => !isGroup(node) || node.rules.length > 0);
  return rules.map((node) => sayNode(node, names, rules.length === 1)).join(wordsOf(names)(group.how === 'all' ? 'and' : 'or'));
}

/** The whole definition as a sentence that can be read and copied. */
export function sayDefinition(definition: Definition, names: Names): string {
  const word = wordsOf(names);
  const text = sayRules(definition.rule, names) || word('everybody');
  const who = definition.exclude.rules.map((node) => sayNode(node, names, false)).join(word('listMark'));
  return who === '' ? text : word('excluded', { text, who });
}
