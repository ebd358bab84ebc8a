import { Injectable } from '@nestjs/common';
import type { Grant } from '@dossier/vocabulary/permissions';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import { Role } from './role.entity';
import { ADMINISTRATOR_WORDS, withinRights } from './rights.rules';

const roleList: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz', guards: [] } }, defaultSort: 'CREATED_AT' };

@Injectable()
export class RoleService {
  constructor(@InjectRecords(Role) private readonly roles: Records<Role>) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.roles, viewer, asked, { spec: roleList });
  }

  /** Makes exactly these the roles of a user. What is given or taken must lie within the giver's own rights. */
  async setRolesOf(viewer: Viewer, userId: string, roleIds: readonly string[]): Promise<void> {
    await this.holdAdministrators();
    const wanted = new Set(roleIds);
    const before = new Set((await currentWork().query<{ id: string }>('select role_id as id from user_role where user_id = $1', [userId])).map((row) => row.id));
    const changed = [...wanted].filter((id) => !before.has(id)).concat([...before].filter((id) => !wanted.has(id)));
    await this.known([...wanted]);
    withinRights(viewer.grants, await this.grantsOf(changed));
    await currentWork().query('delete from user_role where user_id = $1 and role_id <> all($2::uuid[])', [userId, [...wanted]]);
    await this.give(userId, [...wanted]);
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
    const roles = await currentWork().query<{ id: string }>('select role_id as id from user_role where user_id = $1', [userId]);
    withinRights(viewer.grants, await this.grantsOf(roles.map((role) => role.id)));
  }

  /** Two administrators who strip each other at once would leave none: such acts take turns. */
  async holdAdministrators(): Promise<void> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtext('administrators'))`);
  }

  /** Refuses what was done in this unit of work when nobody could appoint anybody afterwards. */
  async keepAdministrator(): Promise<void> {
    const rows = await currentWork().query(
      `select u.id from app_user u join user_role x on x.user_id = u.id join role r on r.id = x.role_id and r.archived_at is null
       join role_grant g on g.role_id = r.id and g.action = any($1::text[])
       where u.status = 'ACTIVE' and u.archived_at is null group by u.id having count(distinct g.action) = $2 limit 1`,
      [ADMINISTRATOR_WORDS, ADMINISTRATOR_WORDS.length],
    );
    if (rows.length === 0) throw new DomainError('LAST_ADMINISTRATOR');
  }

  private async known(roleIds: readonly string[]): Promise<void> {
    const found = await currentWork().query('select id from role where id = any($1::uuid[]) and archived_at is null', [roleIds]);
    if (found.length !== roleIds.length) throw new DomainError('NOT_FOUND');
  }

  private grantsOf(roleIds: readonly string[]): Promise<Grant[]> {
    return currentWork().query<Grant & Record<string, unknown>>('select action, scope, fields from role_grant where role_id = any($1::uuid[])', [roleIds]);
  }
}
