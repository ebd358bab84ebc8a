const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), archived_at timestamptz`;

/** Purposes with their notices, the ledger of consent, and the state that follows from it. */
export const consentTables = `
  create table purpose (${row},
    code text not null unique check (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    name text not null check (length(name) between 1 and 80), name_en text not null check (length(name_en) between 1 and 80),
    legal_basis text not null check (legal_basis in ('CONSENT','CONTRACT','LEGAL_DUTY','LEGITIMATE_INTEREST')),
    channels text[] not null default '{}', marketing boolean not null default false
  );
  create table notice (
    id uuid primary key, created_at timestamptz not null default now(),
    purpose_id uuid not null references purpose, number int not null check (number > 0),
    text text not null check (length(text) between 1 and 5000), text_en text not null check (length(text_en) between 1 and 5000),
    unique (purpose_id, number)
  );
  create table consent_entry (
    id uuid primary key, created_at timestamptz not null default now(),
    customer_id uuid not null references customer on delete cascade,
    purpose_id uuid not null references purpose, channel text not null default 'ANY',
    act text not null check (act in ('GIVEN','WITHDRAWN','UNDONE')), at timestamptz not null,
    source text not null, notice_id uuid references notice, proof_cipher bytea,
    actor_id uuid, actor_name text not null default '', undoes uuid references consent_entry on delete cascade,
    covers uuid[] not null default '{}', check ((act = 'UNDONE') = (undoes is not null))
  );
  create index consent_entry_customer on consent_entry (customer_id, at desc, id desc);
  create unique index consent_entry_undoes on consent_entry (undoes) where undoes is not null;
  create index consent_entry_purpose on consent_entry (purpose_id);
  create index consent_entry_notice on consent_entry (notice_id) where notice_id is not null;
  create index consent_entry_covers on consent_entry using gin (covers) where covers <> '{}';
  select hangs_on_customer('consent_entry');
  create table consent_state (
    customer_id uuid not null references customer on delete cascade, purpose_id uuid not null references purpose,
    channel text not null, state text not null check (state in ('GIVEN','WITHDRAWN')), at timestamptz not null, entry_id uuid not null,
    primary key (customer_id, purpose_id, channel)
  );
  create index consent_state_standing on consent_state (purpose_id, channel, state, customer_id);
  create table processing_limit (
    id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    customer_id uuid not null references customer on delete cascade, since timestamptz not null, ended_at timestamptz, request_id uuid
  );
  create index processing_limit_customer on processing_limit (customer_id) where ended_at is null;
  create index processing_limit_of on processing_limit (customer_id);
  select hangs_on_customer('processing_limit');`;

/** What was said stays said: a line may follow its record through a merge and back, and its proof be sealed anew; nothing else. */
export const consentKept = `
  create function consent_entry_kept() returns trigger language plpgsql as $$
  declare
    moved constant text[] := '{customer_id,side_id,proof_cipher}';
  begin
    if current_setting('app.erasing', true) = 'on' then
      return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' and to_jsonb(new) - moved = to_jsonb(old) - moved and (new.proof_cipher is null) = (old.proof_cipher is null)
      and coalesce(new.side_id, new.customer_id) = coalesce(old.side_id, old.customer_id) then
      return new;
    end if;
    raise exception 'the ledger of consent is append-only' using errcode = '42501';
  end $$;
  create trigger consent_entry_kept before update or delete on consent_entry for each row execute function consent_entry_kept();
  create trigger consent_entry_whole before truncate on consent_entry for each statement execute function refuse_change();
  create function notice_kept() returns trigger language plpgsql as $$
  begin raise exception 'a published notice is never changed' using errcode = '42501'; end $$;
  create trigger notice_kept before update or delete or truncate on notice for each statement execute function notice_kept();`;

/**
 * The state of these customers, from all their lines. A line speaks for the record it came in for, and for every record that stood merged
 * with it when it was written. Of each such voice the latest line counts, a withdrawal before a consent of the same moment; and where one
 * voice has withdrawn, that is what stands. A withdrawal said for several records goes on to bind each of them after they have parted.
 */
export const refreshConsentState = `
  create function refresh_consent_state(ids uuid[]) returns void language plpgsql as $$
  begin
    delete from consent_state where customer_id = any(ids);
    insert into consent_state (customer_id, purpose_id, channel, state, at, entry_id)
    with valid as materialized (
      select e.customer_id, coalesce(e.side_id, e.customer_id) as side, e.covers, e.purpose_id, e.channel, e.act, e.at, e.id
      from consent_entry e where e.customer_id = any(ids) and e.act <> 'UNDONE' and not exists (select 1 from consent_entry u where u.undoes = e.id)
      union all
      select w.id, w.id, '{}'::uuid[], e.purpose_id, e.channel, e.act, e.at, e.id
      from unnest(ids) w(id) join consent_entry e on e.covers <> '{}' and e.covers @> array[w.id] and e.customer_id <> w.id
      where e.act = 'WITHDRAWN' and not exists (select 1 from consent_entry u where u.undoes = e.id)
    ), voice as (
      select customer_id, side, purpose_id, channel, act, at, id from valid
      union all
      select v.customer_id, c.id, v.purpose_id, v.channel, v.act, v.at, v.id
      from valid v cross join unnest(v.covers) s(id) join customer c on c.id = s.id and c.merged_into_id = v.customer_id
    ), asked as (
      select distinct customer_id, purpose_id, channel from valid
    ), latest as (
      select distinct on (a.customer_id, v.side, a.purpose_id, a.channel) a.customer_id, a.purpose_id, a.channel, v.act, v.at, v.id
      from asked a join voice v on v.customer_id = a.customer_id and v.purpose_id = a.purpose_id and v.channel in (a.channel, 'ANY')
      order by a.customer_id, v.side, a.purpose_id, a.channel, v.at desc, (v.act = 'WITHDRAWN') desc, v.id desc
    )
    select distinct on (customer_id, purpose_id, channel) customer_id, purpose_id, channel, act, at, id from latest
    order by customer_id, purpose_id, channel, (act = 'WITHDRAWN') desc, at desc, id desc;
  end $$;`;

/**
 * Whether a choice that a file brings says anything new. A file never loosens: a consent counts only where nothing was ever withdrawn
 * of this purpose by this way or by all; a withdrawal counts wherever none stands.
 */
export const consentNews = `
  create function consent_is_news(customer uuid, purpose uuid, way text, choice text) returns boolean language sql stable as $$
    select case choice when 'WITHDRAWN' then not exists (select 1 from consent_state s where s.customer_id = customer and s.purpose_id = purpose and s.state = 'WITHDRAWN' and s.channel in (way, 'ANY'))
      else not exists (select 1 from consent_state s where s.customer_id = customer and s.purpose_id = purpose
        and (s.state = 'WITHDRAWN' and (way = 'ANY' or s.channel in (way, 'ANY')) or s.state = 'GIVEN' and s.channel = way)) end $$;`;

export const consentGuards = `
  select guard_table('purpose', '{"ignore":["updated_at"],"revisions":true}');
  select guard_table('notice', '{}');
  select guard_table('consent_entry', '{"secret":["proof_cipher"]}');
  select guard_table('consent_state', '{"audit":false}');
  select guard_table('processing_limit', '{"ignore":["updated_at"]}');
  create trigger name_told after insert or update on purpose for each statement execute function tell_dictionary('purpose');
  create trigger ways_told after insert or update on purpose for each statement execute function tell_dictionary('purpose-way');`;
