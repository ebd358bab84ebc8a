/**
 * What a caller may ask again under the same key without doing it twice. The claim is committed before the act begins,
 * so that the others of a hundred at once see it; the mark of the effect is committed with the act itself, so that a
 * process that dies in between never leads to a second effect. The answer is sealed by the process that keeps it.
 */
export const idempotency = `
create table idempotency (owner_id uuid not null, key_hash bytea not null, claim uuid not null, lease_until timestamptz not null,
  has_effect boolean not null default false, request_hash bytea, rights_hash bytea, status int, answer bytea,
  created_at timestamptz not null, expires_at timestamptz not null, primary key (owner_id, key_hash));
create index idempotency_expiry on idempotency (expires_at);
alter table idempotency enable row level security;

create function idempotency_claim(owner uuid, key bytea, new_claim uuid, at timestamptz)
returns table (outcome text, request_hash bytea, rights_hash bytea, status int, answer bytea)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept idempotency;
begin
  delete from idempotency i where (i.owner_id, i.key_hash) in (select x.owner_id, x.key_hash from idempotency x where x.expires_at <= at order by x.expires_at limit 50 for update skip locked);
  insert into idempotency (owner_id, key_hash, claim, lease_until, created_at, expires_at)
    values (owner, key, new_claim, at + interval '60 seconds', at, at + interval '24 hours') on conflict do nothing;
  select * into kept from idempotency i where i.owner_id = owner and i.key_hash = key for update;
  if kept.claim = new_claim then return query select 'CLAIMED', null::bytea, null::bytea, null::int, null::bytea; return; end if;
  if kept.status is not null then return query select 'DONE', kept.request_hash, kept.rights_hash, kept.status, kept.answer; return; end if;
  if kept.lease_until > at then return query select 'RUNNING', null::bytea, null::bytea, null::int, null::bytea; return; end if;
  if kept.has_effect then return query select 'LOST', kept.request_hash, kept.rights_hash, null::int, null::bytea; return; end if;
  update idempotency i set claim = new_claim, lease_until = at + interval '60 seconds' where i.owner_id = owner and i.key_hash = key;
  return query select 'CLAIMED', null::bytea, null::bytea, null::int, null::bytea;
end $$;

create function idempotency_effect(owner uuid, key bytea, held uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update idempotency i set has_effect = true where i.owner_id = owner and i.key_hash = key and i.claim = held;
  if not found then raise exception 'another process has taken over this request' using errcode = '55P03'; end if;
end $$;

create function idempotency_settle(owner uuid, key bytea, held uuid, kept jsonb, sealed bytea) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update idempotency i set status = (kept->>'status')::int, request_hash = decode(kept->>'request', 'hex'), rights_hash = decode(kept->>'rights', 'hex'), answer = sealed
  where i.owner_id = owner and i.key_hash = key and i.claim = held and i.has_effect
$$;

create function idempotency_release(owner uuid, key bytea, held uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from idempotency i where i.owner_id = owner and i.key_hash = key and i.claim = held and not i.has_effect
$$;

create function idempotency_beat(owner uuid, key bytea, held uuid, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update idempotency i set lease_until = at + interval '60 seconds' where i.owner_id = owner and i.key_hash = key and i.claim = held
$$;

revoke all on function idempotency_claim(uuid, bytea, uuid, timestamptz), idempotency_effect(uuid, bytea, uuid), idempotency_settle(uuid, bytea, uuid, jsonb, bytea),
  idempotency_release(uuid, bytea, uuid), idempotency_beat(uuid, bytea, uuid, timestamptz) from public;
grant execute on function idempotency_claim(uuid, bytea, uuid, timestamptz), idempotency_effect(uuid, bytea, uuid), idempotency_settle(uuid, bytea, uuid, jsonb, bytea),
  idempotency_release(uuid, bytea, uuid), idempotency_beat(uuid, bytea, uuid, timestamptz) to dossier_app;`;
