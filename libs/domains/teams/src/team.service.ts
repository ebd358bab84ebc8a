import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Team } from './team.entity';
import type { TeamChange, TeamInput } from './team.inputs';
import { teamList } from './team.list';
import { wholeList } from './whole-list';
import { archivable, movedPath, pathBelow, teamName } from './team.rules';

@Injectable()
export class TeamService {
  constructor(
    @InjectRecords(Team) private readonly teams: Records<Team>,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** The whole tree, flat: the reader puts it together by `parentId`. */
  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.teams, viewer, asked, { spec: teamList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.teams.read(viewer, id, asked);
  }

  /** Adds a team below its parent, or as a root. A leader is a member from the start. */
  async create(viewer: Viewer, input: TeamInput): Promise<Team> {
    await this.holdTree();
    const id = newId();
    const parent = input.parentId ? await this.teams.get(viewer, input.parentId) : null;
    const name = await this.freeName(input.name, parent?.id ?? null, id);
    if (input.leaderId) await this.known([input.leaderId]);
    const team = await this.teams.add(viewer, { id, name, parentId: parent?.id ?? null, path: pathBelow(id, parent), leaderId: input.leaderId ?? null });
    if (team.leaderId) await this.join(team.id, [team.leaderId]);
    return team;
  }

  /** Renames, moves or gives a leader; a moved team takes its whole subtree along. */
  async update(viewer: Viewer, id: string, version: number, input: TeamChange): Promise<Team> {
    await this.holdTree();
    const team = await this.teams.get(viewer, id, 'UPDATE');
    const change: Partial<Team> = {};
    const parentId = input.parentId === undefined ? team.parentId : input.parentId;
    if (input.name !== undefined || parentId !== team.parentId) change.name = await this.freeName(input.name ?? team.name, parentId, id);
    if (parentId !== team.parentId) Object.assign(change, { parentId, path: await this.move(viewer, team, parentId) });
    if (input.leaderId !== undefined) change.leaderId = input.leaderId;
    if (input.leaderId) await this.known([input.leaderId]).then(() => this.join(id, [input.leaderId!]));
    return this.teams.save(viewer, team, change, 'UPDATE', { base: version });
  }

  async archive(viewer: Viewer, id: string): Promise<Team> {
    await this.holdTree();
    const team = await this.teams.get(viewer, id, 'ARCHIVE');
    const [counts] = await currentWork().query<{ members: number; teams: number }>(
      `select (select count(*)::int from team_member where team_id = $1) as members,
        (select count(*)::int from team where parent_id = $1 and archived_at is null) as teams`,
      [id],
    );
    archivable(counts!.members, counts!.teams);
    return this.teams.archive(viewer, team);
  }

  /** Makes exactly these people the members. A leader who is no longer among them leads no more. */
  async setMembers(viewer: Viewer, id: string, userIds: readonly string[]): Promise<Team> {
    const team = await this.teams.get(viewer, id, 'SET_MEMBERS');
    await this.known(userIds);
    await currentWork().query(`delete from team_member where team_id = $1 and user_id <> all($2::uuid[]) and user_id in (select id from app_user where kind = 'PERSON')`, [id, userIds]);
    await this.join(id, userIds);
    if (!team.leaderId || userIds.includes(team.leaderId)) return team;
    return this.teams.save(viewer, team, { leaderId: null }, 'UPDATE');
  }

  /** Makes exactly these the teams of one person; for the domain that makes people. */
  async setTeamsOf(viewer: Viewer, userId: string, teamIds: readonly string[]): Promise<void> {
    const wanted = new Set(teamIds);
    const teams = await this.teams.byIds(viewer, [...wanted], 'SET_MEMBERS');
    if (teams.length !== wanted.size) throw new DomainError('NOT_FOUND');
    const work = currentWork();
    await work.query('update team set leader_id = null where leader_id = $1 and id <> all($2::uuid[])', [userId, teamIds]);
    await work.query('delete from team_member where user_id = $1 and team_id <> all($2::uuid[])', [userId, teamIds]);
    await work.query('insert into team_member (team_id, user_id) select unnest($2::uuid[]), $1 on conflict do nothing', [userId, [...wanted]]);
  }

  private async join(teamId: string, userIds: readonly string[]): Promise<void> {
    await currentWork().query('insert into team_member (team_id, user_id) select $1, unnest($2::uuid[]) on conflict do nothing', [teamId, [...new Set(userIds)]]);
  }

  private async move(viewer: Viewer, team: Team, parentId: string | null): Promise<string[]> {
    const work = currentWork();
    const parent = parentId ? await this.teams.get(viewer, parentId) : null;
    const [below] = await work.query<{ height: number }>('select max(cardinality(path)) - $2::int as height from team where path @> array[$1::uuid]', [team.id, team.path.length]);
    const path = movedPath(team, parent, below?.height ?? 0);
    await work.query('update team set path = $2::uuid[] || path[$3::int:], version = version + 1, updated_at = now() where path @> array[$1::uuid] and id <> $1', [team.id, path, team.path.length + 1]);
    return path;
  }

  private async freeName(given: string, parentId: string | null, id: string): Promise<string> {
    const name = teamName(given);
    if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    const taken = await currentWork().query('select 1 from team where lower(name) = lower($1) and parent_id is not distinct from $2::uuid and id <> $3 and archived_at is null', [name, parentId, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
    return name;
  }

  private async known(userIds: readonly string[]): Promise<void> {
    const wanted = [...new Set(userIds)];
    const found = await currentWork().query(`select id from app_user where id = any($1::uuid[]) and kind = 'PERSON' and archived_at is null`, [wanted]);
    if (found.length !== wanted.length) throw new DomainError('NOT_FOUND');
  }

  /** Two moves at once could close a circle that neither of them sees: changes of the tree take turns. */
  private async holdTree(): Promise<void> {
    const work = currentWork();
    work.after(() => this.dictionaries.refresh('team'));
    await work.query(`select pg_advisory_xact_lock(hashtext('team-tree'))`);
  }
}
