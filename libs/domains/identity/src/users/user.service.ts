import { Injectable } from '@nestjs/common';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Dictionaries, InjectRecords, newId, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { TeamService } from '@dossier/teams';
import { AccountLinks } from '../invitations/account-links';
import { PasswordWords } from '../passwords/password.words';
import type { RoleUntil } from '../roles/role.inputs';
import { RoleService } from '../roles/role.service';
import { SessionService } from '../sessions/session.service';
import { SignInThrottle } from '../sessions/sign-in.throttle';
import { LeaverSweeps } from './leaver-sweeps';
import { User } from './user.entity';
import type { UserChange, UserInput, UserListArgs } from './user.inputs';
import { userList } from './user.list';
import { anothers, emailOf, reinstated, suspended, userName, withoutSessions, withPassword } from './user.rules';

@Injectable()
export class UserService {
  constructor(
    @InjectRecords(User) private readonly users: Records<User>,
    private readonly roles: RoleService,
    private readonly teams: TeamService,
    private readonly sessions: SessionService,
    private readonly words: PasswordWords,
    private readonly clock: Clock,
    private readonly dictionaries: Dictionaries,
    private readonly throttle: SignInThrottle,
    private readonly links: AccountLinks,
    private readonly sweeps: LeaverSweeps,
  ) {}

  page(viewer: Viewer, args: UserListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.users.page(viewer, args, userList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.users.read(viewer, id, asked);
  }

  /** Makes an account with its first password; roles and teams as far as the maker may give them. */
  async create(viewer: Viewer, input: UserInput): Promise<User> {
    const user = await this.add(viewer, input);
    if (input.roleIds?.length) await this.assign(viewer, user, input.roleIds);
    if (input.teamIds?.length) await this.teams.setTeamsOf(viewer, user.id, input.teamIds);
    return user;
  }

  /** The row of a new account alone; who may make one, the caller has asked. */
  async add(viewer: Viewer, input: Pick<UserInput, 'name' | 'email' | 'password' | 'language'>, words: readonly string[] = []): Promise<User> {
    const name = this.named(input.name);
    const email = await this.freeEmail(input.email, null);
    const passwordHash = await this.words.hash(input.password, { name, email }, words);
    this.namesChange();
    return this.users.add(viewer, { id: newId(), name, email, passwordHash, passwordChangedAt: this.clock.now(), language: input.language ?? 'zh' });
  }

  /** Prepares an account that its user opens by an invitation; roles and teams as far as the maker may give them. */
  async prepare(viewer: Viewer, input: Pick<UserInput, 'name' | 'email' | 'language' | 'teamIds'>, roles: readonly { roleId: string; until?: Date }[]): Promise<User> {
    const name = this.named(input.name);
    const email = await this.freeEmail(input.email, null);
    this.namesChange();
    const user = await this.users.add(viewer, { id: newId(), name, email, status: UserStatus.INVITED, language: input.language ?? 'zh' });
    const untils = roles.flatMap(({ roleId, until }) => (until ? [{ roleId, until }] : []));
    if (roles.length > 0) await this.assign(viewer, user, roles.map(({ roleId }) => roleId), untils);
    if (input.teamIds?.length) await this.teams.setTeamsOf(viewer, user.id, input.teamIds);
    return user;
  }

  /** The account of an open invitation, for a verb on it: whoever sends it again opens the account's rights to the address. */
  async invited(viewer: Viewer, id: string, action: 'RESEND_INVITATION' | 'CANCEL_INVITATION'): Promise<User> {
    const user = await this.users.get(viewer, id);
    if (user.status !== UserStatus.INVITED || user.archivedAt) throw new DomainError('USER_NOT_INVITED');
    this.users.require(viewer, user, action);
    await this.roles.withinRightsOf(viewer, id);
    return user;
  }

  /** Puts a prepared account away; its address is free again. */
  async withdraw(viewer: Viewer, user: User): Promise<User> {
    return this.users.save(viewer, user, { archivedAt: this.clock.now(), ...withoutSessions(user) }, 'CANCEL_INVITATION');
  }

  /** Whether the viewer may take this action on this user; refuses otherwise. */
  async allow(viewer: Viewer, id: string, action: string): Promise<User> {
    anothers(id, viewer.userId);
    const user = await this.users.get(viewer, id, action);
    await this.roles.withinRightsOf(viewer, id);
    return user;
  }

  /** Changes name, address, language or teams. The address opens the account, so it takes the account's own rights. */
  async update(viewer: Viewer, id: string, version: number, input: UserChange): Promise<User> {
    const user = await this.users.get(viewer, id, 'UPDATE');
    const change: Partial<User> = {};
    if (input.name !== undefined) change.name = this.named(input.name);
    if (input.language !== undefined) change.language = input.language;
    if (input.email !== undefined && emailOf(input.email) !== user.email) {
      await this.roles.withinRightsOf(viewer, id);
      change.email = await this.freeEmail(input.email, id);
      // A link that went to the old address must not open the account of the new one.
      await this.links.endAll(id);
    }
    if (input.teamIds) await this.teams.setTeamsOf(viewer, id, input.teamIds);
    this.sessions.forget();
    this.namesChange();
    return this.users.save(viewer, user, change, 'UPDATE', { base: version });
  }

  /** Shuts an account: its sessions are dead at once, and what would go on without its owner ends with it. Never one's own, never the last administrator's. */
  async suspend(viewer: Viewer, id: string): Promise<User> {
    anothers(id, viewer.userId);
    await this.roles.holdAdministrators();
    const user = await this.users.get(viewer, id);
    await this.roles.withinRightsOf(viewer, id);
    const saved = await this.users.save(viewer, user, suspended(user), 'SUSPEND');
    await this.roles.keepAdministrator();
    await this.sweeps.sweep(viewer, id);
    this.sessions.forget();
    return saved;
  }

  async reinstate(viewer: Viewer, id: string): Promise<User> {
    const user = await this.users.get(viewer, id);
    await this.roles.withinRightsOf(viewer, id);
    return this.users.save(viewer, user, reinstated(user), 'REINSTATE');
  }

  async endSessions(viewer: Viewer, id: string): Promise<void> {
    const user = await this.users.get(viewer, id, 'END_SESSIONS');
    await this.users.save(viewer, user, withoutSessions(user), 'END_SESSIONS');
    this.sessions.forget();
  }

  /** Makes exactly these the roles of somebody else; given `untils`, those named there end by themselves and the others do not. */
  async assignRoles(viewer: Viewer, id: string, roleIds: readonly string[], untils?: readonly RoleUntil[]): Promise<User> {
    anothers(id, viewer.userId);
    const user = await this.users.get(viewer, id, 'ASSIGN_ROLES');
    await this.assign(viewer, user, roleIds, untils);
    return user;
  }

  /** Gives somebody else a new password and ends their sessions: whoever does it could sign in as them. */
  async resetPassword(viewer: Viewer, id: string, password: string): Promise<User> {
    anothers(id, viewer.userId);
    const user = await this.users.get(viewer, id, 'RESET_PASSWORD');
    await this.roles.withinRightsOf(viewer, id);
    const hash = await this.words.hash(password, user);
    this.sessions.forget();
    currentWork().after(() => this.throttle.freed(user.email));
    await this.links.endAll(id);
    return this.users.save(viewer, user, withPassword(user, hash, this.clock.now()), 'RESET_PASSWORD');
  }

  /** Pages show the new name as soon as this process answers; other processes hear of it. */
  private namesChange(): void {
    currentWork().after(() => this.dictionaries.refresh('user'));
  }

  private async assign(viewer: Viewer, user: User, roleIds: readonly string[], untils?: readonly RoleUntil[]): Promise<void> {
    if (!viewer.may('role.assign')) throw new DomainError('FORBIDDEN', { permission: 'role.assign' });
    const ends = new Map(untils?.map(({ roleId, until }) => [roleId, until]));
    // An end for a role that is not given would leave somebody with more than was meant.
    if ([...ends.keys()].some((id) => !roleIds.includes(id))) throw new DomainError('NOT_FOUND');
    await this.roles.setRolesOf(viewer, user.id, [...new Set(roleIds)].map((id) => (untils ? { id, until: ends.get(id) ?? null } : { id })));
    this.sessions.forget();
  }

  private named(given: string): string {
    const name = userName(given);
    if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    return name;
  }

  private async freeEmail(given: string, id: string | null): Promise<string> {
    const email = emailOf(given);
    const taken = await currentWork().query('select 1 from app_user where email = $1 and id is distinct from $2::uuid and archived_at is null', [email, id]);
    if (taken.length > 0) throw new DomainError('EMAIL_TAKEN', { field: 'email', email });
    return email;
  }
}
