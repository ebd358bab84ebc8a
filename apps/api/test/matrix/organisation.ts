import type pg from 'pg';
import { DATA_SCOPES, type DataScope, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import { newId } from '@dossier/kernel/data';
import { searchKeys } from '@dossier/kernel/search';
import { personId, STAFF_PASSWORD, teamId } from '@dossier/kernel/testing';
import { hashPassword } from '@dossier/identity';

/** A repeatable source of chance (mulberry32), so that a failure can be run again by its seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface StoredCustomer {
  id: string;
  owner_id: string | null;
  team_id: string | null;
  name: string;
  company_name: string;
  external_key: string;
  stage: string;
  gender: string;
  region: string;
  city: string;
  birth_date: string;
  net_amount: number;
  order_count: number;
}

export interface Person {
  id: string;
  email: string;
  teamIds: string[];
  treeIds: string[];
  grants: Grant[];
}

const east = teamId('EAST');
const south = teamId('SOUTH');
const house = teamId('HOUSE');
const trees: Record<string, string[]> = { [house]: [house, east, south], [east]: [east], [south]: [south] };

const maskable = ['name', 'companyName', 'birthDate'];
const hideable = ['name', 'companyName', 'externalKey', 'stage', 'gender', 'region', 'city', 'birthDate', 'birthPrecision', 'netAmount', 'summary', 'orderCount', 'ownerId', 'owner', 'teamId', 'team', 'phone', 'email', 'identities'];

function fieldsBy(chance: () => number): Record<string, FieldLevel> | null {
  if (chance() < 0.25) return null;
  const fields: Record<string, FieldLevel> = {};
  if (chance() < 0.15) fields['*'] = 'HIDDEN';
  for (const name of hideable) {
    if (chance() < 0.25) fields[name] = maskable.includes(name) && chance() < 0.5 ? 'MASKED' : 'HIDDEN';
    else if (fields['*'] && chance() < 0.5) fields[name] = 'READ';
  }
  return fields;
}

const actions: Permission[] = ['customer.update', 'customer.assign', 'customer.archive', 'customer.export', 'customer.reveal', 'order.read', 'product.read', 'tag.manage', 'role.read', 'audit.read', 'customer.lookup'];

function roleBy(chance: () => number): Grant[] {
  const scope = (): DataScope => DATA_SCOPES[Math.floor(chance() * DATA_SCOPES.length)]!;
  const grants: Grant[] = [{ action: 'customer.read', scope: scope(), fields: fieldsBy(chance) }];
  for (const action of actions) if (chance() < 0.4) grants.push({ action, scope: scope() });
  return grants;
}

/** What every statement of the set-up says of itself, so that the triggers let it write. */
const inWork = `select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`;

/** Hires people, each with one to three roles made at random, into random teams. */
export async function hireAtRandom(db: pg.Pool, chance: () => number, count: number): Promise<Person[]> {
  const client = await db.connect();
  const hash = await hashPassword(STAFF_PASSWORD);
  const people: Person[] = [];
  await client.query('begin');
  await client.query(inWork);
  for (let at = 0; at < count; at += 1) {
    const id = newId();
    const teamIds = [house, east, south].filter(() => chance() < 0.4);
    const roles = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => roleBy(chance));
    const email = `random${at}@example.com`;
    await client.query('insert into app_user (id, name, email, password_hash) values ($1, $2, $3, $4)', [id, `随机${at}`, email, hash]);
    for (const team of teamIds) await client.query('insert into team_member (team_id, user_id) values ($1, $2)', [team, id]);
    for (const [nth, grants] of roles.entries()) {
      const roleId = newId();
      await client.query('insert into role (id, code, name, name_en) values ($1, $2, $2, $2)', [roleId, `RANDOM_${at}_${nth}`]);
      for (const grant of grants) await client.query('insert into role_grant (role_id, action, scope, fields) values ($1, $2, $3, $4)', [roleId, grant.action, grant.scope, grant.fields ? JSON.stringify(grant.fields) : null]);
      await client.query('insert into user_role (user_id, role_id) values ($1, $2)', [id, roleId]);
    }
    people.push({ id, email, teamIds, treeIds: [...new Set(teamIds.flatMap((team) => trees[team]!))], grants: roles.flat() });
  }
  await client.query('commit');
  client.release();
  return people;
}

const stages = ['PROSPECT', 'NEW', 'ACTIVE', 'DORMANT', 'LOST'];
const genders = ['FEMALE', 'MALE', 'UNKNOWN'];

/** Customers of everybody and nobody, each value a marker of its own. */
export async function customersAtRandom(db: pg.Pool, chance: () => number, people: readonly Person[], count: number): Promise<StoredCustomer[]> {
  const client = await db.connect();
  const owners = [...people.map((person) => person.id), personId('SALES'), null];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  await client.query('begin');
  await client.query(inWork);
  for (let at = 0; at < count; at += 1) {
    const name = `${pick(['王', '李', '张', '欧阳'])}标${String.fromCharCode(0x4e00 + at * 37)}`;
    const id = newId();
    const keys = searchKeys(name, [`Marker${at} Ltd`]);
    await client.query(
      `insert into customer (id, name, company_name, external_source, external_key, stage, gender, region, city, birth_date, birth_precision, birth_calendar, owner_id, team_id, name_key, search_grams, search_text)
       values ($1, $2, $3, 'spec', $4, $5, $6, $7, $8, $9, 'FULL', 'SOLAR', $10, $11, $12, $13, $14)`,
      [id, name, `Marker${at} Ltd`, `key-${at}`, pick(stages), pick(genders), `region-${at % 7}`, `city-${at % 5}`, `19${60 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`, pick(owners), pick([house, east, south, null]), keys.nameKey, keys.grams, keys.text],
    );
    await client.query('update customer_summary set net_minor = $2, order_count = $3 where customer_id = $1', [id, Math.floor(chance() * 1e6), Math.floor(chance() * 50)]);
  }
  await client.query('commit');
  const { rows } = await client.query<StoredCustomer>('select id, owner_id, team_id, name, company_name, external_key, stage, gender, region, city, birth_date::text, net_minor as net_amount, order_count from customer join customer_summary on customer_id = id order by id');
  client.release();
  return rows.map((row) => ({ ...row, net_amount: Number(row.net_amount) }));
}
