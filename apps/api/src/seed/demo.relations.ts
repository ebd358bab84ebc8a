import { currentWork } from '@dossier/kernel/data';

/**
 * What some customers of the demo are to each other: invented like their names, and the same on every machine, for the record number decides.
 * Neighbours in the list of one city are families, colleagues and employers; every ninth has brought the next one.
 */
export async function relateDemo(): Promise<void> {
  await currentWork().query(`
    with person as materialized (
      select c.id, c.city, left(c.name, 1) as family, c.external_key as no, row_number() over (partition by c.city order by c.external_key) as place,
        lead(c.id) over (partition by c.city order by c.external_key) as next,
        row_number() over (partition by c.city, left(c.name, 1) order by c.external_key) as in_family, lead(c.id) over (partition by c.city, left(c.name, 1) order by c.external_key) as relative
      from customer c where c.demo and c.kind = 'PERSON' and c.archived_at is null and c.merged_into_id is null and coalesce(c.city, '') <> '' and c.name is not null
    ), firm as materialized (
      select c.id, c.city, row_number() over (partition by c.city order by c.external_key) as place, count(*) over (partition by c.city) as firms
      from customer c where c.demo and c.kind = 'COMPANY' and c.archived_at is null and c.merged_into_id is null and coalesce(c.city, '') <> ''
    ), relation (a, b, kind, strength, basis) as (
      select id, relative, case when in_family % 4 = 1 then 'HOUSEHOLD' else 'FAMILY' end, 0.9, 'CONSENT' from person where relative is not null and in_family % 2 = 1 and family ~ '[一-龥]' and place <= 60
      union all select id, next, 'REFERRER', 0.7, 'CONTRACT' from person where next is not null and place % 9 = 0
      union all select id, next, 'COLLEAGUE', 0.4, 'LEGITIMATE_INTEREST' from person where next is not null and place % 11 = 3
      union all select p.id, f.id, 'EMPLOYEE_OF', 0.6, 'CONTRACT' from person p join firm f on f.city = p.city and f.place = 1 + p.place % f.firms where p.place % 7 = 2
    )
    insert into relationship (id, from_id, to_id, kind, strength, source, basis, valid_from)
      select gen_random_uuid(), r.a, r.b, r.kind, r.strength, 'DEMO', r.basis, company_today() - 400 from relation r
      where r.a <> r.b and not exists (select 1 from relationship x where x.source = 'DEMO')`);
  await houseDemo();
}

/** Whoever is told to live together in the demo is a household of its own: the first leads it, and the other one is the partner. */
async function houseDemo(): Promise<void> {
  await currentWork().query(`
    with pair as materialized (
      select gen_random_uuid() as id, r.from_id as head, r.to_id as partner from relationship r
        where r.source = 'DEMO' and r.kind = 'HOUSEHOLD' and not exists (select 1 from household_member m where m.customer_id in (r.from_id, r.to_id))
    ), house as (insert into household (id, reason) select id, 'FAMILY' from pair returning id)
    insert into household_member (id, household_id, customer_id, role, is_main, valid_from)
      select gen_random_uuid(), p.id, x.customer, x.role, x.main, company_today() - 400 from pair p join house h on h.id = p.id cross join lateral (values (p.head, 'HEAD', true), (p.partner, 'PARTNER', false)) x(customer, role, main)`);
}
