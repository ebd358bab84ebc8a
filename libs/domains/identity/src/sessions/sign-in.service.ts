import { Injectable } from '@nestjs/common';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { passwordMatches } from '../passwords/password.hash';
import { PasswordWords } from '../passwords/password.words';
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
    private readonly words: PasswordWords,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a password and begins a session; gives its token. Unknown, suspended and wrong get one answer after the
   * same work, and the attempt has been counted before.
   */
  async signIn(viewer: Viewer, email: string, password: string): Promise<string> {
    const address = emailOf(email);
    await this.throttle.attempt(address, viewer.ip);
    const [account] = await currentWork().query<Account & Record<string, unknown>>(
      'select id, name, email, status, password_hash from app_user where email = $1 and archived_at is null', [address],
    );
    const matches = await passwordMatches(password, account?.password_hash ?? null);
    if (account) this.note(account.id);
    if (!account || !matches || account.status !== UserStatus.ACTIVE) throw new DomainError('SIGN_IN_FAILED');
    const token = await this.sessions.begin(viewer, account.id);
    await this.throttle.succeeded(address, viewer.ip);
    return token;
  }

  /** Gives the viewer a new password; every session ends, and this browser goes on under a new one. */
  async changeMyPassword(viewer: Viewer, current: string, next: string): Promise<string> {
    const [account] = await currentWork().query<Account & Record<string, unknown>>('select id, name, email, status, password_hash from app_user where id = $1 for update', [viewer.userId]);
    if (!account) throw new DomainError('NOT_FOUND');
    await this.throttle.attempt(account.email, viewer.ip);
    if (!(await passwordMatches(current, account.password_hash))) throw new DomainError('PASSWORD_WRONG', { field: 'current' });
    const hash = await this.words.hash(next, account);
    await currentWork().query('update app_user set password_hash = $2, password_changed_at = $3, version = version + 1, updated_at = now() where id = $1', [account.id, hash, this.clock.now()]);
    await this.sessions.endAllOf(account.id);
    this.note(account.id);
    await this.throttle.succeeded(account.email, viewer.ip);
    return this.sessions.begin(viewer, account.id);
  }

  private note(userId: string): void {
    Object.assign(currentWork().note, { objectType: 'User', objectId: userId });
  }
}
