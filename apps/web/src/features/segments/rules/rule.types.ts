import type { Filter } from '@dossier/ui';

/** Days: a window that ends today, one that begins today, or one between two days. */
export interface DayRange { from?: string; to?: string; last?: number; next?: number; month?: number; isEmpty?: boolean }
export interface NumberRange { min?: number; max?: number; isEmpty?: boolean }
export interface TextRange { contains?: string; equals?: string; startsWith?: string; isEmpty?: boolean }

export const ORDER_MEASURES = ['COUNT', 'NET_AMOUNT', 'SALE_AMOUNT', 'DAYS', 'PRODUCTS', 'CATEGORIES', 'FIRST_ON', 'LAST_ON'] as const;
export type OrderMeasure = (typeof ORDER_MEASURES)[number];
export const ORDER_KINDS = ['SALE', 'REFUND', 'ANY'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** What somebody has bought: which orders, what is measured of them, and how much it has to be. */
export interface OrderRule { kind?: OrderKind; within?: DayRange; categoryIds?: string[]; productIds?: string[]; amount?: NumberRange; measure: OrderMeasure; is?: NumberRange; on?: DayRange }
/** What somebody has done on sites and in apps. */
export interface EventRule { names?: string[]; topicIds?: string[]; productCodes?: string[]; path?: TextRange; within?: DayRange; count?: NumberRange }
export interface SequenceStep { names?: string[]; topicIds?: string[]; productCodes?: string[] }
/** One thing after another, each strictly later than the one before. */
export interface SequenceRule { steps: SequenceStep[]; within?: DayRange; windowDays?: number }
/** In other segments, now or at any time. */
export interface MemberRule { in?: string[]; notIn?: string[]; ever?: boolean; within?: DayRange }

/** A rule as the server takes and keeps it: one of these names alone. */
export interface RuleInput {
  all?: RuleInput[];
  any?: RuleInput[];
  not?: RuleInput;
  customer?: Filter;
  orders?: OrderRule;
  events?: EventRule;
  sequence?: SequenceRule;
  member?: MemberRule;
}
export interface DefinitionInput { rule: RuleInput; exclude?: RuleInput[] }

/** One condition; `not` turns it round. `key` and `value` of a customer's field are those of the list's own filter. */
export type Ask =
  | { kind: 'customer'; key: string; value: unknown }
  | { kind: 'orders'; value: OrderRule }
  | { kind: 'events'; value: EventRule }
  | { kind: 'sequence'; value: SequenceRule }
  | { kind: 'member'; value: MemberRule };
export interface Leaf { id: string; not: boolean; ask: Ask }
/** Rules side by side: all of them have to hold, or any one. */
export interface Group { id: string; not: boolean; how: 'all' | 'any'; rules: Node[] }
export type Node = Leaf | Group;
/** What is being built: the rule, and whom it never takes in. */
export interface Definition { rule: Group; exclude: Group }

export const isGroup = (node: Node): node is Group => 'rules' in node;

export const MOST_LEAVES = 60;
export const DEEPEST = 5;
export const STEPS = { least: 2, most: 5 } as const;
