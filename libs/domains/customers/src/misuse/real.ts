/**
 * Records that are bait are no customers: no figure counts them. The one piece for it: a predicate over the id of a record. Of a merge it is
 * the record that was marked which is bait; where it has been taken into another one, that other one counts.
 */
export const isReal = (id: string): string => `not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = ${id} and b.archived_at is null)`;
