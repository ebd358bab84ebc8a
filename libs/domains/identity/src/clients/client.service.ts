import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, newId, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import type { Grant } from '@dossier/vocabulary/permissions';
import { RoleService } from '../roles/role.service';
import { SessionService } from '../sessions/session.service';
import { userName } from '../users/user.rules';
import { ApiClient } from './client.entity';
import type { ClientChange, ClientInput, ClientListArgs } from './client.inputs';
import { clientList } from './client.list';
import { intersection, withinMaker, withoutPeopleWords, type Place } from './client.rights';

interface Facts {
  grants: Grant[];
  team_ids: string[];
  tree_ids: string[];
}

/** Programs that come with a key: their names, roles and teams. Nobody makes one that could do more than they can. */
@Injectable()
export class ClientService {
  constructor(
    @InjectRecords(ApiClient) private readonly clients: Records<ApiClient>,
    private readonly sessions: SessionService,
    private readonly roles: RoleService,
    private readonly dictionaries: Dictionaries,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: ClientListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.clients.page(viewer, args, clientList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.clients.read(viewer, id, asked);
  }

  /** Makes a program with roles and teams of its own, or one that acts for a person within both their rights. */
  async create(viewer: Viewer, input: ClientInput): Promise<ApiClient> {
    this.ownRights(viewer);
    if (input.actsForId) await this.person(input.actsForId);
    const client = await this.clients.add(viewer, { id: newId(), kind: 'CLIENT', language: viewer.language, name: await this.freeName(input.name, null), description: input.description?.trim() || null, actsForId: input.actsForId ?? null });
    await this.setRoles(client.id, input.roleIds);
    await this.setTeams(client.id, input.teamIds ?? []);
    await this.withinMaker(viewer, client);
    this.change();
    return client;
  }

  /** Changes name, description, roles or teams: what it could do before and what it can do then must lie within the changer's own rights. */
  async update(viewer: Viewer, id: string, version: number, input: ClientChange): Promise<ApiClient> {
    this.ownRights(viewer);
    const client = await this.clients.get(viewer, id, 'UPDATE');
    await this.withinMaker(viewer, client);
    const change: Partial<ApiClient> = {};
    if (input.name !== undefined) change.name = await this.freeName(input.name, id);
    if (input.description !== undefined) change.description = input.description?.trim() || null;
    if (input.roleIds) await this.setRoles(id, input.roleIds);
    if (input.teamIds) await this.setTeams(id, input.teamIds);
    const saved = await this.clients.save(viewer, client, change, 'UPDATE', { base: version });
    await this.withinMaker(viewer, saved);
    this.change();
    return saved;
  }

  /** Ends a program: all its keys are dead at once. What it has made stays, under its name. */
  async archive(viewer: Viewer, id: string): Promise<ApiClient> {
    const client = await this.clients.get(viewer, id, 'ARCHIVE');
    await currentWork().query('update api_key set revoked_at = $2, version = version + 1, updated_at = now() where client_id = $1 and revoked_at is null', [id, this.clock.now()]);
    this.change();
    return this.clients.archive(viewer, client);
  }

  /** The program whose key is to be made, locked; refused when it can do more than the maker. */
  async forKey(viewer: Viewer, id: string): Promise<ApiClient> {
    this.ownRights(viewer);
    const client = await this.clients.get(viewer, id, 'ADD_KEY');
    await this.withinMaker(viewer, client);
    return client;
  }

  /** A key outlives a delegation, so nobody makes one with rights that were lent to them. */
  private ownRights(viewer: Viewer): void {
    if (viewer.onBehalfOf !== null) throw new DomainError('FORBIDDEN', { permission: 'key.manage' });
  }

  private async withinMaker(viewer: Viewer, client: ApiClient): Promise<void> {
    const own = await this.factsOf(client.id);
    const theirs = client.actsForId ? await this.factsOf(client.actsForId) : null;
    const place: Place = { teamIds: (theirs ?? own).team_ids, treeIds: (theirs ?? own).tree_ids, actsForId: client.actsForId };
    const grants = withoutPeopleWords(own.grants);
    // What was given for a time would outlive its end in a key.
    const maker = { ...viewer, grants: await this.roles.lastingRightsOf(viewer) };
    withinMaker(maker, theirs ? intersection(grants, theirs.grants) : grants, place);
  }

  private async factsOf(accountId: string): Promise<Facts> {
    const [facts] = await currentWork().query<Facts & Record<string, unknown>>('select grants, team_ids, tree_ids from user_viewer($1)', [accountId]);
    return facts ?? { grants: [], team_ids: [], tree_ids: [] };
  }

  private async setRoles(id: string, roleIds: readonly string[]): Promise<void> {
    await this.known('role', roleIds);
    await currentWork().query('delete from user_role where user_id = $1 and role_id <> all($2::uuid[])', [id, roleIds]);
    await currentWork().query('insert into user_role (user_id, role_id) select $1, unnest($2::uuid[]) on conflict do nothing', [id, roleIds]);
  }

  private async setTeams(id: string, teamIds: readonly string[]): Promise<void> {
    await this.known('team', teamIds);
    await currentWork().query('delete from team_member where user_id = $1 and team_id <> all($2::uuid[])', [id, teamIds]);
    await currentWork().query('insert into team_member (team_id, user_id) select unnest($2::uuid[]), $1 on conflict do nothing', [id, teamIds]);
  }

  private async known(table: 'role' | 'team', ids: readonly string[]): Promise<void> {
    const found = await currentWork().query(`select id from ${table} where id = any($1::uuid[]) and archived_at is null`, [ids]);
    if (found.length !== new Set(ids).size) throw new DomainError('NOT_FOUND');
  }

  private async person(id: string): Promise<void> {
    const found = await currentWork().query(`select 1 from app_user where id = $1 and kind = 'PERSON' and status = 'ACTIVE' and archived_at is null`, [id]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }

  private async freeName(given: string, id: string | null): Promise<string> {
    const name = userName(given);
    if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    const taken = await currentWork().query(`select 1 from app_user where kind = 'CLIENT' and lower(name) = lower($1) and id is distinct from $2::uuid and archived_at is null`, [name, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
    return name;
  }

  private change(): void {
    this.sessions.forget();
    currentWork().after(() => this.dictionaries.refresh('user'));
  }
}
