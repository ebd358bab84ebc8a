import { currentWork } from '@dossier/kernel/data';

/** Customers of each colleague whose data are due for review, and how many of the demo somebody has looked at already. */
const DUE = 12;
const SEEN = 90;

/** An id that follows from words, so that loading twice gives the same rows. */
const idOf = (words: string): string => `md5(${words})::uuid`;
const kept = 'on conflict do nothing';

/** What is due in everybody's queue: basic data and contacts in turn, some of them overdue for weeks. */
const due = `
  insert into review_item (id, customer_id, policy_id, section, due_on)
  select ${idOf(`'demo review ' || c.id`)}, c.id, p.id, p.section, company_today() - (c.place * 3 % 40)::int from (
    select c.id, row_number() over (partition by c.owner_id order by s.last_order_on desc nulls last, c.id) as place from customer c join customer_summary s on s.customer_id = c.id
    where c.demo and c.owner_id is not null and c.archived_at is null) c
  join (select id, section, row_number() over (order by section) - 1 as turn from review_policy where archived_at is null and section in ('BASIC','CONTACT')) p on p.turn = c.place % 2
  where c.place <= ${DUE} ${kept}`;

/** What colleagues have found so far: most of it right, a little wrong, some of it not to be found out. */
const seen = `
  with looked as (
    select c.id, c.city, c.name, c.owner_id, u.name as actor, row_number() over (order by c.id) as place from customer c join app_user u on u.id = c.owner_id
    where c.demo and c.archived_at is null and c.city is not null order by c.id limit ${SEEN}
  )
  insert into observation (id, customer_id, source, observed_at, confidence, fields, verdict, section, actor_id, actor_name)
  select ${idOf(`'demo look ' || l.id`)}, l.id, 'REVIEW', now() - (l.place % 60) * interval '1 day', 0.98, jsonb_build_object('name', l.name, 'city', l.city),
    case when l.place % 15 = 0 then 'CORRECTED' when l.place % 11 = 0 then 'UNKNOWN' else 'CONFIRMED' end, 'BASIC', l.owner_id, l.actor from looked l ${kept}`;

/** Looks at contacts: right, and now and then one that came back. */
const checks = `
  insert into contact_check (id, customer_id, identity_id, outcome, checked_at)
  select ${idOf(`'demo check ' || x.id`)}, x.customer_id, x.id, case when x.place % 17 = 0 then 'BOUNCED' else 'CONFIRMED' end, now() - (x.place % 90) * interval '1 day' from (
    select i.id, i.customer_id, row_number() over (order by i.id) as place from customer_identity i join customer c on c.id = i.customer_id and c.demo where i.archived_at is null order by i.id limit ${SEEN}
  ) x ${kept}`;

/** A queue of reviews for everybody, and what was found before, so that neither the queue nor the accuracy is empty. In the open unit of work. */
export async function demoFacts(): Promise<void> {
  for (const statement of [due, seen, checks]) await currentWork().query(statement);
}
