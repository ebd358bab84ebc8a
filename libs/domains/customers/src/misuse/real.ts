/**
 * Records that are bait are no customers: no figure counts them. The one piece for it: a predicate over the id of a record. Of a merge it is
 * the record that was marked which is bait; where it has been taken into another one, that other one counts.
 */
export const isReal = (id: string): string => `not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = ${id} and b.archived_at is null)`;

/** The same for very many records at once: the few that are bait are looked up once and not for each of them. */
export const areReal = (id: string): string => `${id} not in (select coalesce(b.side_id, b.customer_id) from bait b where coalesce(b.side_id, b.customer_id) is not null and b.archived_at is null)`;
