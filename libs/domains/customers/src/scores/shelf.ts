import { planOf, type Params, type Scope, type Viewer } from '@dossier/kernel/access';
import { unknownName, type FilterMeaning, type FilterSite, type ListJoin, type SortMeaning } from '@dossier/kernel/list';
import type { Permission } from '@dossier/vocabulary/permissions';
import { followsCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';

/**
 * A shelf of scores: one narrow table a kind of score, one row a customer who has one. What is computed in `insight` is laid here in bulk, and
 * by it a score is a column, a filter, a sort, an exported column and a condition of a segment. The table is made by `make_shelf` in its
 * migration; an entity with `@Access('score.read')` and the policy `policy(X, { read: 'score.read', scope: shelfScope(shelf) })` reads it,
 * `carryOne(Customer, '<field>', …)` puts it on the record.
 */
export interface Shelf {
  table: string;
  /** The field of a customer that it is. */
  field: string;
  /** Words besides `score.read` without which it is closed: those of the rows that it is derived from. */
  words: readonly Permission[];
  /** Fields of a customer that it gives away: where one of them is closed, so is the score. */
  fields: readonly string[];
}

/** Declares a shelf. What lies on it follows from other rows: it does not move with merged records and goes with erased ones. */
export function shelfOf(shelf: Shelf): Shelf {
  followsCustomer(shelf.table, 'a published score: computed anew by its model', 'leave_shelves');
  return shelf;
}

/** A row of customers in a statement. */
interface At {
  alias: string;
  params: Params;
}

/** Which customers' scores a viewer reaches, of customers within reach: those of whom all is open that the score is derived from. `true` where that is each of them. */
export function scoreReach({ words, fields }: Shelf, viewer: Viewer, { alias, params }: At): string {
  const plan = planOf(viewer, ofCustomers);
  const reached = plan.reach(alias, params);
  const parts = [
    ...['score.read' as const, ...words].map((word) => plan.reach(alias, params, word)),
    ...fields.map((field) => plan.condition(plan.field(field).clear, alias, params)),
  ];
  if (parts.includes('false')) return 'false';
  const said = [...new Set(parts)].filter((part) => part !== 'true' && part !== reached);
  return said.length === 0 ? 'true' : said.join(' and ');
}

/** Whether a viewer reaches any score of a shelf at all. */
export function seesShelf({ words, fields }: Shelf, viewer: Viewer): boolean {
  const plan = planOf(viewer, ofCustomers);
  return plan.scopes().length > 0 && ['score.read' as const, ...words].every((word) => plan.scopes(word).length > 0) && fields.every((field) => plan.knows(field));
}

/** Whether a viewer reaches the scores of all customers within reach: only then may a list be sorted by them. */
function seesAll({ words, fields }: Shelf, viewer: Viewer): boolean {
  const plan = planOf(viewer, ofCustomers);
  const reading = plan.scopes();
  const covers = (word: Permission): boolean => plan.scopes(word).join() === 'ALL' || plan.scopes(word).join() === reading.join() || isWithin(reading, plan.scopes(word));
  return reading.length > 0 && ['score.read' as const, ...words].every(covers) && fields.every((field) => plan.field(field).clear === true);
}

const isWithin = (some: readonly string[], all: readonly string[]): boolean => some.every((scope) => all.includes(scope) || (scope === 'TEAM' && all.includes('TEAM_TREE')));

/** The reach of the rows of a shelf: through their customer, by the words of the shelf. */
export function shelfScope(shelf: Shelf): Scope {
  return {
    needs: [],
    where: (scopes, viewer, alias, params) => {
      if (scopes.length === 0) return 'false';
      const own = scoreReach(shelf, viewer, { alias: 'person', params });
      if (own === 'false') return own;
      const said = [planOf(viewer, ofCustomers).reach('person', params), own].filter((part) => part !== 'true').join(' and ');
      return said === '' ? 'true' : `exists (select 1 from customer person where person.id = ${alias}.customer_id and ${said})`;
    },
    // The customer was fetched within reach before; the statement itself carries the exact test.
    covers: (scopes) => scopes.length > 0,
  };
}

/** A filter by a score. To whoever sees none it is no name; a customer whose score is closed matches neither it nor its opposite. */
export function scoreFilter(shelf: Shelf, name: string, meaning: FilterMeaning): FilterMeaning {
  return {
    ...(meaning.isPlain ? { isPlain: true } : {}),
    guards: [shelf.field],
    guardsOf: (_: unknown, { viewer }) => {
      if (!seesShelf(shelf, viewer)) throw unknownName(name, 'CustomerFilter');
      return [];
    },
    sql: (value: never, site: FilterSite) => {
      const reach = scoreReach(shelf, site.viewer, site);
      const said = meaning.sql(value, site);
      return reach === 'true' ? said : `case when ${reach} then ${said} end`;
    },
  };
}

/** A sort by a score; customers without one come last. It needs an index on (column, customer_id). */
export const scoreSort = (shelf: Shelf, path: string, type: string): SortMeaning => ({ path, guards: [shelf.field], nullable: true, type, isOpen: (viewer) => seesAll(shelf, viewer) });

/** The join by which a list finds the scores of its customers. */
export const shelfJoin = ({ table }: Shelf, columns: Readonly<Record<string, string>>): ListJoin => ({ table, on: 'customer_id', columns, optional: true });
