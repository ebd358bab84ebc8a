import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { RoleService } from '../roles/role.service';
import { Entrance, type Entry } from '../sessions/entrance';
import type { User } from './user.entity';
import type { UserInput } from './user.inputs';
import { UserService } from './user.service';

const EVERYBODY = 'select exists (select 1 from app_user where archived_at is null) as some';

/** The first account of an installation. */
@Injectable()
export class OwnerService {
  constructor(
    private readonly database: Database,
    private readonly users: UserService,
    private readonly roles: RoleService,
    private readonly entrance: Entrance,
  ) {}

  /** True while there is nobody who could sign in. */
  async needed(): Promise<boolean> {
    const [row] = await this.database.query<{ some: boolean }>(EVERYBODY);
    return !row?.some;
  }

  /**
   * Makes the owner with the administrator's role; refused as soon as anybody exists.
   * `words` are what the password must not lean on beside what is known already.
   */
  async setUp(viewer: Viewer, input: Pick<UserInput, 'name' | 'email' | 'password' | 'language'>, words: readonly string[]): Promise<User> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtext('administrators'))`);
    const [row] = await currentWork().query<{ some: boolean }>(EVERYBODY);
    if (row?.some) throw new DomainError('SET_UP_DONE');
    const user = await this.users.add(viewer, input, words);
    await this.roles.give(user.id, [await this.roles.idOf('ADMINISTRATOR')]);
    return user;
  }

  /** The owner goes in, once the company stands: a session, or the second factor that the company asks for. */
  enter(viewer: Viewer, userId: string): Promise<Entry> {
    return this.entrance.enter(viewer, userId);
  }
}
