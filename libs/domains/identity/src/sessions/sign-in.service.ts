import { Injectable } from '@nestjs/common';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { passwordMatches } from '../passwords/password.hash';
import { PasswordWords } from '../passwords/password.words';
import { LEAST_LENGTH, LEAST_WITH_FACTOR } from '../passwords/password.rules';
import { Entrance, type Entry } from './entrance';
import { SessionService } from './session.service';
import { SignInThrottle } from './sign-in.throttle';
import { emailOf } from '../users/user.rules';

interface Account {
  id: string;
  name: string;
  email: string;
  status: UserStatus;
  password_hash: string | null;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly throttle: SignInThrottle,
    private readonly sessions: SessionService,
    private readonly entrance: Entrance,
    private readonly words: PasswordWords,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a password and gives what it opens. Unknown, suspended and wrong get one answer after the same work, and
   * the attempt has been counted before.
   */
  async signIn(viewer: Viewer, email: string, password: string): Promise<Entry> {
    const address = emailOf(email);
    await this.throttle.attempt(address, viewer.ip);
    const [account] = await currentWork().query<Account & Record<string, unknown>>(
      'select id, name, email, status, password_hash from app_user where email = $1 and archived_at is null', [address],
    );
    const matches = await passwordMatches(password, account?.password_hash ?? null);
    if (account) this.note(account.id);
    if (!account || !matches || account.status !== UserStatus.ACTIVE) throw new DomainError('SIGN_IN_FAILED');
    const entry = await this.entrance.enter(viewer, account.id);
    await this.throttle.succeeded(address, viewer.ip);
    return entry;
  }

  /** Gives the viewer a new password; every session ends, and this browser goes on under a new one. */
  async changeMyPassword(viewer: Viewer, current: string, next: string): Promise<Entry> {
    const [account] = await currentWork().query<Account & Record<string, unknown>>('select id, name, email, status, password_hash from app_user where id = $1 for update', [viewer.userId]);
    if (!account) throw new DomainError('NOT_FOUND');
    await this.throttle.attempt(account.email, viewer.ip);
    if (!(await passwordMatches(current, account.password_hash))) throw new DomainError('PASSWORD_WRONG', { field: 'current' });
    await this.renew(account, next);
    await this.sessions.endAllOf(account.id);
    this.note(account.id);
    await this.throttle.succeeded(account.email, viewer.ip);
    return this.entrance.session(viewer, account.id);
  }

  /** Gives an account a password that its rules let pass: shorter where a second factor stands beside it. */
  async renew(account: { id: string; name: string; email: string }, password: string): Promise<void> {
    const [row] = await currentWork().query<{ kind: string | null }>('select sign_in_step_of($1) as kind', [account.id]);
    const hash = await this.words.hash(password, account, [], row?.kind === 'SECOND_FACTOR' ? LEAST_WITH_FACTOR : LEAST_LENGTH);
    await currentWork().query(
      'update app_user set password_hash = $2, password_changed_at = $3, short_password = $4, version = version + 1, updated_at = now() where id = $1',
      [account.id, hash, this.clock.now(), [...password].length < LEAST_LENGTH],
    );
  }

  private note(userId: string): void {
    Object.assign(currentWork().note, { objectType: 'User', objectId: userId });
  }
}
