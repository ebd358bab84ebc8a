import { newId, type Work } from '@dossier/kernel/data';
import { hashPassword } from '@dossier/identity';
import { channels, mailOf, staff, tags, teams, views, type DemoView, type TeamKey } from './demo.company';

/** Everything the demo brought besides its files, so that it can be taken out by name. */
export interface Settled {
  adminId: string;
  tagIds: string[];
  channelIds: string[];
}

/** The team tree of the demo company, its people and their words, in the open unit of work. */
export async function settleCompany(work: Work, password: string): Promise<Settled> {
  const teamIds = await settleTeams(work);
  const userIds = await settleStaff(work, teamIds, password);
  const channelIds = await named(work, 'insert into channel (id, name, kind) values ($1, $2, $3)', channels.map(({ name, kind }) => [name, kind]));
  const tagIds = await named(work, 'insert into tag (id, name) values ($1, $2)', Object.values(tags).map((name) => [name]));
  const tagByKey = new Map(Object.keys(tags).map((key, at) => [key, tagIds[at] ?? '']));
  const known = { ownerId: userIds.get('manager') ?? '', tagIds: tagByKey, teamIds };
  for (const view of views) await keepView(work, view, known);
  return { adminId: userIds.get('admin') ?? '', tagIds, channelIds };
}

async function settleTeams(work: Work): Promise<Map<TeamKey, string>> {
  const ids = new Map<TeamKey, string>();
  const paths = new Map<TeamKey, string[]>();
  for (const { key, name, parent } of teams) {
    const id = newId();
    const path = [...(parent ? (paths.get(parent) ?? []) : []), id];
    ids.set(key, id);
    paths.set(key, path);
    await work.query('insert into team (id, name, parent_id, path, demo) values ($1, $2, $3, $4, true)', [id, name, parent ? ids.get(parent) : null, path]);
  }
  return ids;
}

async function settleStaff(work: Work, teamIds: ReadonlyMap<TeamKey, string>, password: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const person of staff) {
    const id = newId();
    ids.set(person.login, id);
    await work.query(
      `insert into app_user (id, name, email, password_hash, password_changed_at, language, demo) values ($1, $2, $3, $4, now(), $5, true)`,
      [id, person.name, mailOf(person.login), await hashPassword(password), person.language],
    );
    await work.query('insert into user_role (user_id, role_id) select $1, id from role where code = $2', [id, person.role]);
    for (const team of person.teams) await work.query('insert into team_member (team_id, user_id) values ($1, $2)', [teamIds.get(team), id]);
    if (person.leads) await work.query('update team set leader_id = $2, version = version + 1 where id = $1', [teamIds.get(person.teams[0] ?? 'HEAD'), id]);
  }
  return ids;
}

async function named(work: Work, statement: string, rows: readonly (readonly string[])[]): Promise<string[]> {
  const ids: string[] = [];
  for (const row of rows) {
    const id = newId();
    await work.query(statement, [id, ...row]);
    ids.push(id);
  }
  return ids;
}

interface Known {
  ownerId: string;
  tagIds: ReadonlyMap<string, string>;
  teamIds: ReadonlyMap<TeamKey, string>;
}

async function keepView(work: Work, view: DemoView, { ownerId, tagIds, teamIds }: Known): Promise<void> {
  const filter = {
    ...view.filter,
    ...(view.tag ? { tags: { in: [tagIds.get(view.tag)] } } : {}),
    ...(view.team ? { team: { in: [teamIds.get(view.team)] } } : {}),
  };
  await work.query(
    `insert into saved_view (id, owner_id, list, name, visibility, state) values ($1, $2, 'customers', $3, 'EVERYONE', $4)`,
    [newId(), ownerId, view.name, JSON.stringify({ filter, sort: view.sort, order: view.order, columns: view.columns })],
  );
}

/** The same people under a new password: a first start that was cut short printed none. */
export async function renewPasswords(work: Work, password: string): Promise<void> {
  for (const { login } of staff) {
    await work.query('update app_user set password_hash = $2, password_changed_at = now(), rights_version = rights_version + 1 where email = $1 and demo', [mailOf(login), await hashPassword(password)]);
  }
}
