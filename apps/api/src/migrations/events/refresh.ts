/**
 * Computes the interests of these customers anew from their events, set-based. An event counts for its topics, those of its product's
 * category, and every topic above them, once each: weight x 0.5^(age / half-life). The score stands for the moment of the newest event,
 * and is summed in the order of (time, id): so it follows from the set of events alone, never from when or in which order they came in.
 * `level` is log2(score) + that moment in half-lives: of one topic it compares customers at any time without computing anew.
 * Topics that somebody is not interested in, and those below them, count neither for themselves nor for those above.
 */
export const refreshInterests = `
  create function refresh_interests(ids uuid[]) returns void language plpgsql set enable_seqscan to off set jit to off as $$
  begin
    -- What came in while two records were becoming one follows them.
    if exists (select 1 from customer c where c.id = any(ids) and c.merged_into_id is not null) then
      update behaviour_event e set customer_id = c.merged_into_id, side_id = coalesce(e.side_id, e.customer_id)
        from customer c where c.id = any(ids) and c.merged_into_id is not null and e.customer_id = c.id;
    end if;

    with asked as materialized (select c.id from customer c where c.id = any(ids)),
    choice as materialized (
      select h.customer_id, h.topic_id, bool_or(h.kind = 'NOT_INTERESTED') as refused, coalesce(max(h.strength) filter (where h.kind = 'DECLARED'), 0)::float8 as declared
      from asked a join interest_choice h on h.customer_id = a.id and h.archived_at is null group by 1, 2
    ),
    -- The events are found by the list itself, and the small tables joined by hash: no plan then depends on how lately a month was analysed.
    mine as materialized (
      select e.customer_id, e.id, e.occurred_at, e.topic_ids, e.product_code, w.weight::float8 as weight
      from behaviour_event e join event_weight w on w.name = e.name and w.weight > 0 where e.customer_id = any(ids)
    ),
    said as (
      select m.customer_id, m.id, m.occurred_at, m.weight, t.path from mine m cross join lateral unnest(m.topic_ids) u(topic_id) join topic t on t.id = u.topic_id and t.archived_at is null
      union all
      select m.customer_id, m.id, m.occurred_at, m.weight, t.path from mine m join product p on p.code = m.product_code and p.archived_at is null join topic t on t.category_id = p.category_id and t.archived_at is null
    ),
    line as materialized (
      select distinct s.customer_id, x.id as topic_id, x.half_life_days::float8 as half_life, s.id, s.occurred_at, s.weight
      from said s cross join lateral unnest(s.path) a(topic_id) join topic x on x.id = a.topic_id and x.archived_at is null
      where not exists (select 1 from choice r where r.customer_id = s.customer_id and r.refused and r.topic_id = any(s.path))
    ),
    dated as (select *, max(occurred_at) over (partition by customer_id, topic_id) as last_at from line),
    summed as (
      select customer_id, topic_id, min(half_life) as half_life, count(*)::int as events, min(occurred_at) as first_at, last_at,
        sum(weight * power(0.5::float8, extract(epoch from last_at - occurred_at)::float8 / 86400 / half_life) order by occurred_at, id) as score
      from dated group by customer_id, topic_id, last_at
    ),
    fresh as materialized (
      select coalesce(s.customer_id, h.customer_id) as customer_id, coalesce(s.topic_id, h.topic_id) as topic_id, coalesce(s.events, 0) as events, coalesce(s.score, 0) as score,
        s.first_at, s.last_at, case when s.score > 0 then ln(s.score) / ln(2::float8) + extract(epoch from s.last_at)::float8 / 86400 / s.half_life end as level,
        case when coalesce(h.refused, false) then 0 else coalesce(h.declared, 0) end as declared, coalesce(h.refused, false) as refused
      from summed s full join choice h on h.customer_id = s.customer_id and h.topic_id = s.topic_id
    ),
    gone as (
      delete from customer_interest i using asked a where i.customer_id = a.id and not exists (select 1 from fresh f where f.customer_id = i.customer_id and f.topic_id = i.topic_id)
    )
    insert into customer_interest as i (customer_id, topic_id, events, score, first_at, last_at, level, declared, refused)
      select customer_id, topic_id, events, score, first_at, last_at, level, declared, refused from fresh
      on conflict (customer_id, topic_id) do update set events = excluded.events, score = excluded.score, first_at = excluded.first_at, last_at = excluded.last_at,
        level = excluded.level, declared = excluded.declared, refused = excluded.refused
      where (i.events, i.score, i.first_at, i.last_at, i.level, i.declared, i.refused) is distinct from
        (excluded.events, excluded.score, excluded.first_at, excluded.last_at, excluded.level, excluded.declared, excluded.refused);

    insert into interest_state (customer_id, computed_at, events, last_at)
      select c.id, clock_timestamp(), coalesce(n.events, 0), n.last_at from customer c
      left join (select e.customer_id, count(*)::int as events, max(e.occurred_at) as last_at from behaviour_event e where e.customer_id = any(ids) group by 1) n on n.customer_id = c.id where c.id = any(ids)
      on conflict (customer_id) do update set computed_at = excluded.computed_at, events = excluded.events, last_at = excluded.last_at;
  end $$;`;

/**
 * Takes what is due and computes it, in one transaction that holds a lock, so that two processes never compute the same customer at once.
 * It runs as the owner and marks itself as the product's own work: what follows from events is no act that the trail would hold.
 * A mark is taken with all that stood before it, so an event that commits later brings its own. Null: somebody else is at it.
 */
export const takeInterests = `
  create function interests_take(most int) returns int language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  declare
    ids uuid[];
  begin
    if not pg_try_advisory_xact_lock(7421025) then
      return null;
    end if;
    if not exists (select 1 from interest_due) then
      return 0;
    end if;
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'interests'), true);
    with chosen as (select distinct customer_id from (select customer_id from interest_due order by number limit most * 20) d limit most),
    taken as (delete from interest_due d using chosen c where d.customer_id = c.customer_id returning d.customer_id)
    select coalesce(array_agg(distinct customer_id order by customer_id), '{}') into ids from taken;
    perform refresh_interests(ids);
    return cardinality(ids);
  end $$;
  revoke all on function interests_take(int) from public;
  grant execute on function interests_take(int) to dossier_app;`;
