import type { Permission } from '@dossier/vocabulary/permissions';

/** A table whose rows belong to a customer and move with it when records are merged. */
export interface CustomerPart {
  /** It bears `customer_id` (whose a row is now) and `side_id` (for which record it came in, null where for this very one). */
  table: string;
  /** Where a row refers to a customer by another column: declared once for each, with the column that keeps its side. */
  column?: string;
  sideColumn?: string;
  /** Its columns sealed under the person's key: sealed anew under the key of the one they move to. */
  sealed?: readonly string[];
  /** Its rows bear `owner_id` and `team_id` of their customer, and change them with it. */
  reach?: boolean;
  /** Its index by customer knows live rows alone, and another one the archived ones. */
  split?: boolean;
  /** The type that its rows have on the surface: so people are told what moves, in words of the dictionary. Without it they are counted as other entries. */
  type?: string;
  /** False where its rows are but helpers of another part: nobody is told how many there are. */
  counted?: boolean;
  /** The word under which its rows are read: without it nobody is told how many there are. */
  read?: Permission;
  /** What becomes of its rows when the person is erased: they go (unless said otherwise), stay as they stand, or lose these columns. */
  onErase?: 'delete' | 'keep' | { clear: readonly string[] };
}

const parts = new Map<string, CustomerPart>();

/** Declares that the rows of a table belong to customers. A table that refers to a customer and is neither declared nor derived fails the house. */
export function hangsOnCustomer(part: CustomerPart): void {
  parts.set(`${part.table}.${part.column ?? 'customer_id'}`, part);
}

/** Every table that moves with a customer. */
export const customerParts = (): readonly CustomerPart[] => [...parts.values()];

const derived = new Map<string, string>();
const refreshing = new Set<string>();

/**
 * Declares a table that refers to customers and does not move with them, and why: it follows from others, or is kept by the merging
 * itself. `refresh` names the SQL function that computes it anew for an array of customers: it is called for all that a merge touched.
 */
export function followsCustomer(table: string, why: string, refresh?: string): void {
  derived.set(table, why);
  if (refresh) refreshing.add(refresh);
}

/** The SQL functions that compute anew what follows from the parts of customers. */
export const refreshers = (): ReadonlySet<string> => refreshing;

/** Tables that refer to customers and do not move with them, with the reason. */
export const customerFollowers = (): ReadonlyMap<string, string> => derived;

const kept = new Set(['id', 'version', 'created_at', 'updated_at', 'archived_at', 'archive_no', 'kind', 'merged_into_id', 'external_source', 'external_key', 'name_key', 'search_grams', 'search_text', 'batch_id', 'demo']);

/** Declares columns of a customer that stay with their own record in a merge: numbers of its own, or what is counted anew. All others have a value picked. */
export function staysWithRecord(...columns: readonly string[]): void {
  for (const column of columns) kept.add(column);
}

/** Whether a column of a customer stays with its own record. */
export const staysApart = (column: string): boolean => kept.has(column);

hangsOnCustomer({ table: 'customer_identity', sealed: ['value_cipher'], type: 'CustomerIdentity' });
hangsOnCustomer({ table: 'sales_order', type: 'Order', read: 'order.read', reach: true, split: true, onErase: 'keep' });

followsCustomer('customer', 'merged_into_id says where an absorbed record stands now');
followsCustomer('customer_key', 'each record keeps its own key; what moves is sealed anew');
followsCustomer('customer_summary', 'counted anew from the orders', 'refresh_customer_summary');
followsCustomer('customer_merge', 'kept by the merging itself');
followsCustomer('customer_side', 'kept by the merging itself');
followsCustomer('duplicate_candidate', 'a pair of two records: it rests while one of them is absorbed');
followsCustomer('match_key', 'computed from the records by matching');
followsCustomer('match_due', 'records that wait to be matched');
followsCustomer('identity_conflict', 'a pair of two records that hold the same identity');
