/** What became of the leads on tracks since they entered: so many after an id. Somebody spoke with the person where a contact of ours ended with more than nobody there. */
export const STANDINGS = `select e.id, e.track_id as "trackId", e.lead_id as "leadId", e.cause, e.from_grade as "fromGrade", s.grade, l.status, l.archived_at is not null as "isArchived", (select u.id from app_user u where u.id = l.owner_id and u.kind = 'PERSON' and u.archived_at is null) as "ownerId", l.team_id as "teamId",
    e.step, e.silent, e.next_on::text as "nextOn", t.id as "taskId", t.state as "taskState", t.done_at as "doneAt", t.archived_at is not null as "isTaskGone", e.task_id is not null as "hadTask",
    exists (select 1 from communication c where c.customer_id = l.customer_id and c.archived_at is null and c.direction = 'INCOMING' and c.at > e.created_at)
      or exists (select 1 from lead_touch x where x.lead_id = l.id and x.at > e.created_at) as "hasAnswered",
    exists (select 1 from communication c where c.customer_id = l.customer_id and c.archived_at is null and c.direction = 'OUTGOING' and c.at > e.created_at and c.outcome is not null and c.outcome <> 'NOT_REACHED') as "wasReached"
  from nurture_enrolment e join nurture_track n on n.id = e.track_id and n.is_active and n.archived_at is null join lead l on l.id = e.lead_id
    left join lead_score s on s.lead_id = l.id left join task t on t.id = e.task_id
  where e.state = 'ACTIVE' and e.id > $1 order by e.id limit $2 for update of e skip locked`;

const newest = `left join lateral (select b.ended_at, b.occurrence from nurture_enrolment b where b.lead_id = l.id and b.track_id = $1 order by b.created_at desc, b.id desc limit 1) b on true`;
const free = `l.archived_at is null and l.owner_id is not null and not exists (select 1 from nurture_enrolment a where a.lead_id = l.id and a.state = 'ACTIVE')`;

/** Open leads that somebody owns, of these grades (\`$2\`), that are on no track, after an id. The occurrence is the last time they came in. */
export const OF_GRADES = `select l.id, l.team_id as "teamId", s.grade, 'GRADE' as cause, x.at as occurrence, b.ended_at as "endedAt", b.occurrence as "before"
  from lead_score s join lead l on l.id = s.lead_id cross join lateral (select coalesce(max(x.at), l.opened_at) as at from lead_touch x where x.lead_id = l.id) x ${newest}
  where s.grade = any($2::text[]) and l.status = 'OPEN' and ${free} and l.id > $3 order by l.id limit $4`;

/** Leads lost for bad timing whose day (\`$2\`) has come, that are on no track, after an id. */
export const OF_BAD_TIMING = `select l.id, l.team_id as "teamId", s.grade, 'BAD_TIMING' as cause, l.closed_at as occurrence, b.ended_at as "endedAt", b.occurrence as "before"
  from lead l left join lead_score s on s.lead_id = l.id ${newest}
  where l.status = 'LOST' and l.loss_reason = 'BAD_TIMING' and l.decide_on <= $2::date and ${free} and l.id > $3 order by l.id limit $4`;

export const ENTER = `with added as (
    insert into nurture_enrolment (id, track_id, lead_id, cause, from_grade, occurrence, next_on)
      select x.id, $1, x.lead_id, x.cause, x.grade, x.occurrence, x.next_on from jsonb_to_recordset($2::jsonb) x(id uuid, event_id uuid, lead_id uuid, cause text, grade text, occurrence timestamptz, next_on date)
      on conflict (lead_id) where state = 'ACTIVE' do nothing returning id)
  insert into nurture_event (id, enrolment_id, kind) select x.event_id, x.id, 'ENTERED' from jsonb_to_recordset($2::jsonb) x(id uuid, event_id uuid) join added a on a.id = x.id returning enrolment_id`;

export const LEAVE = `with left_now as (
    update nurture_enrolment e set state = $2, ended_at = now(), to_grade = $3, signals = $4::jsonb, next_on = null, version = version + 1, updated_at = now() where e.id = $1 and e.state = 'ACTIVE' returning e.id, e.step)
  insert into nurture_event (id, enrolment_id, kind, step) select $5, id, $2, step from left_now`;

/** The last ten things that happened around a lead: kinds alone, no words of anybody. */
export const SIGNALS = `select x.at, x.kind, x.what from lead l cross join lateral (
    (select t.at, 'TOUCH' as kind, t.origin as what from lead_touch t where t.lead_id = l.id order by t.at desc limit 10)
    union all (select c.at, 'COMMUNICATION', c.kind || coalesce(':' || c.outcome, '') from communication c where c.customer_id = l.customer_id and c.archived_at is null order by c.at desc limit 10)
    union all (select v.occurred_at, 'EVENT', v.name from behaviour_event v where v.customer_id = l.customer_id order by v.occurred_at desc limit 10)
  ) x where l.id = $1 order by x.at desc limit 10`;
