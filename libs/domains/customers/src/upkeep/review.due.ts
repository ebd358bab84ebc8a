import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';

/** How many items one unit of work makes. */
export const DUE_CHUNK = 5_000;

/** Customers that a rule speaks of. */
const APPLIES = `c.archived_at is null and c.merged_into_id is null and (p.stages = '{}' or c.stage = any(p.stages))`;

/** Makes reviews due, set by set. A section counts as looked at when the customer was made, and whenever somebody has reviewed it by any rule. */
@Injectable()
export class ReviewDue {
  /** One chunk; gives how many items it has opened, fewer than `DUE_CHUNK` when nothing is left. */
  async open(): Promise<number> {
    const again = await currentWork().query(
      `update review_item i set state = 'OPEN', verdict = null, observation_id = null, before = null, due_on = (i.reviewed_at + p.months * interval '1 month')::date, version = i.version + 1, updated_at = now()
        from review_policy p, customer c where i.id in (
          select x.id from review_item x join review_policy q on q.id = x.policy_id and q.archived_at is null
            where x.state = 'DONE' and x.archived_at is null and x.reviewed_at + q.months * interval '1 month' <= now() limit ${DUE_CHUNK})
          and p.id = i.policy_id and c.id = i.customer_id and ${APPLIES} returning i.id`,
    );
    const fresh = await currentWork().query(
      `insert into review_item (id, customer_id, policy_id, section, due_on)
        select gen_random_uuid(), c.id, p.id, p.section, (c.created_at + p.months * interval '1 month')::date from review_policy p join customer c on ${APPLIES}
          and c.created_at + p.months * interval '1 month' <= now()
        where p.archived_at is null and not exists (select 1 from review_item i where coalesce(i.side_id, i.customer_id) = c.id and i.policy_id = p.id)
        limit ${DUE_CHUNK} on conflict do nothing returning id`,
    );
    return Math.max(again.length, fresh.length);
  }
}
