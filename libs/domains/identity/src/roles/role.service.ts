import { Injectable } from '@nestjs/common';
import type { Grant } from '@dossier/vocabulary/permissions';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { sql, type ListSpec } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { wholeList } from '@dossier/teams';
import { Role } from './role.entity';
import { ADMINISTRATOR_WORDS, withinRights } from './rights.rules';

const roleList: ListSpec<'archived', 'CREATED_AT'> = {
  filter: { archived: sql<boolean>([], (value, { alias }) => `${alias}.archived_at is ${value ? 'not ' : ''}null`) },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz', guards: [] } },
  defaultSort: 'CREATED_AT',
};

/** A role that is given, and when it ends by itself. */
export interface RoleFor {
  id: string;
  /** Null: for good. Left out: as it stands, for good when it is new. */
  until?: Date | null;
}

const GRANTS = 'select action, scope, fields from role_grant where role_id = any($1::uuid[])';

@Injectable()
export class RoleService {
  constructor(
    @InjectRecords(Role) private readonly roles: Records<Role>,
    private readonly clock: Clock,
  ) {}

  all(viewer: Viewer, asked: Selection, archived = false): Promise<Raw[]> {
    return wholeList(this.roles, viewer, asked, { spec: roleList, filter: { archived } });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.roles.read(viewer, id, asked);
  }

  /** Makes exactly these the roles of a user. What is given, taken or kept longer must lie within the giver's own lasting rights. */
  async setRolesOf(viewer: Viewer, userId: string, wanted: readonly RoleFor[]): Promise<void> {
    await this.holdAdministrators();
    if (wanted.some(({ until }) => until && until <= this.clock.now())) throw new DomainError('INVALID_INPUT', { field: 'until', reason: 'PAST' });
    const now = await currentWork().query<{ id: string; until: Date | null }>('select role_id as id, until from user_role where user_id = $1', [userId]);
    const before = new Map(now.map((row) => [row.id, row.until?.getTime() ?? null]));
    const after = new Map(wanted.map(({ id, until }) => [id, until === undefined ? (before.get(id) ?? null) : (until?.getTime() ?? null)]));
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
    await this.known([...after.keys()]);
    withinRights(await this.lastingRightsOf(viewer), await this.grantsOf(changed));
    await currentWork().query('delete from user_role where user_id = $1 and role_id <> all($2::uuid[])', [userId, [...after.keys()]]);
    for (const [id, until] of after) {
      await currentWork().query('insert into user_role as x (user_id, role_id, until) values ($1, $2, $3) on conflict (user_id, role_id) do update set until = excluded.until where x.until is distinct from excluded.until', [userId, id, until === null ? null : new Date(until)]);
    }
    await this.keepAdministrator();
  }

  /** Gives roles without asking whose they are: only where nobody holds any right yet. */
  async give(userId: string, roleIds: readonly string[]): Promise<void> {
    await currentWork().query('insert into user_role (user_id, role_id) select $1, unnest($2::uuid[]) on conflict do nothing', [userId, roleIds]);
  }

  async idOf(code: string): Promise<string> {
    const [role] = await currentWork().query<{ id: string }>('select id from role where code = $1 and archived_at is null', [code]);
    if (!role) throw new DomainError('NOT_FOUND');
    return role.id;
  }

  /** Whoever takes over or shuts an account must hold what it holds, or it would be a way up. */
  async withinRightsOf(viewer: Viewer, userId: string): Promise<void> {
    const roles = await currentWork().query<{ id: string }>('select role_id as id from user_role where user_id = $1 and (until is null or until > now())', [userId]);
    withinRights(viewer.grants, await this.grantsOf(roles.map((role) => role.id)));
  }

  /**
   * What the viewer may pass on: the rights of their roles as they stand now, without those given for a time, which
   * would outlive their end in other hands. Rights that were lent are not theirs at all.
   */
  async lastingRightsOf(viewer: Viewer): Promise<Grant[]> {
    if (viewer.onBehalfOf !== null) return [];
    const roles = await currentWork().query<{ id: string }>('select x.role_id as id from user_role x join role r on r.id = x.role_id and r.archived_at is null where x.user_id = $1 and x.until is null', [viewer.userId]);
    return this.grantsOf(roles.map((role) => role.id));
  }

  /** Acts that could leave no administrator, or build upon rights that another is changing, take turns. */
  async holdAdministrators(): Promise<void> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtext('administrators'))`);
  }

  /** Refuses what was done in this unit of work when nobody could appoint anybody afterwards, or only for a time. */
  async keepAdministrator(): Promise<void> {
    const rows = await currentWork().query(
      `select u.id from app_user u join user_role x on x.user_id = u.id and x.until is null join role r on r.id = x.role_id and r.archived_at is null
       join role_grant g on g.role_id = r.id and g.action = any($1::text[])
       where u.status = 'ACTIVE' and u.archived_at is null and u.kind = 'PERSON' group by u.id having count(distinct g.action) = $2 limit 1`,
      [ADMINISTRATOR_WORDS, ADMINISTRATOR_WORDS.length],
    );
    if (rows.length === 0) throw new DomainError('LAST_ADMINISTRATOR');
  }

  grantsOf(roleIds: readonly string[]): Promise<Grant[]> {
    return currentWork().query<Grant & Record<string, unknown>>(GRANTS, [roleIds]);
  }

  private async known(roleIds: readonly string[]): Promise<void> {
    const found = await currentWork().query('select id from role where id = any($1::uuid[]) and archived_at is null', [roleIds]);
    if (found.length !== roleIds.length) throw new DomainError('NOT_FOUND');
  }
}
