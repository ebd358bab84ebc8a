import { Injectable } from '@nestjs/common';
import type { Grant } from '@dossier/vocabulary/permissions';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, newId, type Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { SessionService } from '../sessions/session.service';
import { GrantVocabulary } from './grant.vocabulary';
import { addedGrants, withinRights } from './rights.rules';
import { Role } from './role.entity';
import type { RoleChange, RoleInput } from './role.inputs';
import { FIXED_ROLE } from './role.policy';
import { RoleService } from './role.service';

/** Makes and changes roles. Nobody puts into a role what they do not hold for good, and an administrator always stays. */
@Injectable()
export class RoleEdit {
  constructor(
    @InjectRecords(Role) private readonly roles: Records<Role>,
    private readonly service: RoleService,
    private readonly vocabulary: GrantVocabulary,
    private readonly sessions: SessionService,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** Makes a role that nobody holds yet. */
  async create(viewer: Viewer, input: RoleInput): Promise<Role> {
    return this.make(viewer, input, this.vocabulary.check(input.grants));
  }

  /** Makes a role that grants what another one grants, under a name of its own. */
  async copy(viewer: Viewer, id: string, name: string): Promise<Role> {
    const source = await this.open(viewer, id, 'COPY');
    return this.make(viewer, { name, description: source.description ?? '' }, await this.service.grantsOf([id]));
  }

  /** Changes name, description or grants; whoever holds the role has the new rights at once. */
  async update(viewer: Viewer, id: string, version: number, input: RoleChange): Promise<Role> {
    const role = await this.open(viewer, id, 'UPDATE');
    const before = await this.service.grantsOf([id]);
    refuseConflict(role, version, input, before);
    const change: Partial<Role> = {};
    if (input.name !== undefined) change.name = await this.freeName(input.name, id);
    if (input.nameEn !== undefined) change.nameEn = tidy(input.nameEn, 'nameEn');
    if (input.description !== undefined) change.description = input.description.trim() || null;
    const saved = await this.roles.save(viewer, role, change, 'UPDATE');
    if (input.grants) await this.regrant(viewer, id, before, this.vocabulary.check(input.grants));
    this.told();
    return saved;
  }

  /** Gives a shipped role the grants that the product brought. */
  async reset(viewer: Viewer, id: string): Promise<Role> {
    const role = await this.open(viewer, id, 'RESET');
    const [row] = await currentWork().query<{ grants: Grant[] | null }>('select shipped_grants as grants from role where id = $1', [id]);
    if (!row?.grants) throw new DomainError('NOT_FOUND');
    await this.regrant(viewer, id, await this.service.grantsOf([id]), row.grants);
    this.told();
    return role;
  }

  /** Takes a role out of use: it gives nobody anything any more. */
  async archive(viewer: Viewer, id: string): Promise<Role> {
    const role = await this.open(viewer, id, 'ARCHIVE');
    const saved = await this.roles.archive(viewer, role);
    await this.service.keepAdministrator();
    this.told();
    return saved;
  }

  /** Takes a role back into use: whoever held it holds its rights again, so it takes those rights. */
  async restore(viewer: Viewer, id: string): Promise<Role> {
    const role = await this.open(viewer, id, 'RESTORE');
    withinRights(await this.service.lastingRightsOf(viewer), await this.service.grantsOf([id]));
    this.told();
    return this.roles.save(viewer, role, { archivedAt: null, name: await this.freeName(role.name, id) }, 'RESTORE');
  }

  private async open(viewer: Viewer, id: string, action: string): Promise<Role> {
    await this.service.holdAdministrators();
    const role = await this.roles.get(viewer, id);
    currentWork().note.objectType ??= 'Role';
    currentWork().note.objectId ??= id;
    if (role.code === FIXED_ROLE && action !== 'COPY') throw new DomainError('ROLE_FIXED');
    if ((role.archivedAt !== null) !== (action === 'RESTORE')) throw new DomainError('ROLE_STATE');
    this.roles.require(viewer, role, action);
    return role;
  }

  private async make(viewer: Viewer, input: Omit<RoleInput, 'grants'>, grants: readonly Grant[]): Promise<Role> {
    await this.service.holdAdministrators();
    withinRights(await this.service.lastingRightsOf(viewer), grants);
    const name = await this.freeName(input.name, null);
    const role = await this.roles.add(viewer, { id: newId(), name, nameEn: input.nameEn ? tidy(input.nameEn, 'nameEn') : name, description: input.description?.trim() || null });
    await this.put(role.id, grants);
    this.told();
    return role;
  }

  private async regrant(viewer: Viewer, id: string, before: readonly Grant[], after: readonly Grant[]): Promise<void> {
    withinRights(await this.service.lastingRightsOf(viewer), addedGrants(before, after));
    await currentWork().query('delete from role_grant where role_id = $1 and action <> all($2::text[])', [id, after.map((grant) => grant.action)]);
    await this.put(id, after);
    await currentWork().query('update role set version = version + 1, updated_at = now() where id = $1', [id]);
    await this.service.keepAdministrator();
  }

  private async put(id: string, grants: readonly Grant[]): Promise<void> {
    await currentWork().query(
      `insert into role_grant as x (role_id, action, scope, fields)
       select $1, g->>'action', g->>'scope', nullif(g->'fields', 'null') from jsonb_array_elements($2::jsonb) g
       on conflict (role_id, action) do update set scope = excluded.scope, fields = excluded.fields
       where (x.scope, x.fields) is distinct from (excluded.scope, excluded.fields)`,
      [id, JSON.stringify(grants)],
    );
  }

  private async freeName(given: string, id: string | null): Promise<string> {
    const name = tidy(given, 'name');
    const taken = await currentWork().query('select 1 from role where lower(name) = lower($1) and id is distinct from $2::uuid and archived_at is null', [name, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
    return name;
  }

  private told(): void {
    this.sessions.forget();
    currentWork().after(() => this.dictionaries.refresh('role'));
  }
}

function tidy(given: string, field: string): string {
  const name = given.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name === '') throw new DomainError('INVALID_INPUT', { field, reason: 'EMPTY' });
  return name;
}

/** A table of rights is judged as a whole: whoever edited an older one sees both before anything is kept. */
function refuseConflict(role: Role, version: number, input: RoleChange, grants: readonly Grant[]): void {
  if (version === role.version) return;
  const theirs: Record<string, unknown> = { name: role.name, nameEn: role.nameEn, description: role.description, grants };
  const fields = Object.fromEntries(Object.entries(input).filter(([, mine]) => mine !== undefined).map(([name, mine]) => [name, { mine, theirs: theirs[name] }]));
  throw new DomainError('CONFLICT', { fields, version: role.version });
}
