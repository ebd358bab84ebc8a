import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, selectionFrom } from '@dossier/kernel/data';
import type { MailState } from '@dossier/vocabulary/people-enums';
import { FactorService } from '../factors/factor.service';
import { SessionService } from '../sessions/session.service';
import { UserService } from '../users/user.service';
import type { AccountState } from './invitation.views';

/** How the account of a colleague stands, and what an administrator can do where a device was lost. */
@Injectable()
export class AccountStates {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly factors: FactorService,
    private readonly users: UserService,
  ) {}

  /** Sessions, second factor and open invitation of a user. */
  async of(viewer: Viewer, userId: string): Promise<AccountState> {
    await this.users.read(viewer, userId, selectionFrom(['id']));
    const [living, factor, [invitation]] = await Promise.all([
      this.sessions.livingOf(userId),
      this.factors.stateOf(userId),
      this.database.query<{ sent_at: Date; expires_at: Date; mail_state: MailState | null }>('select * from invitation_of($1)', [userId]),
    ]);
    return {
      sessionCount: living.length, secondFactorAt: factor.confirmedAt, secondFactorRequired: factor.required, providerCount: factor.providers.length,
      invitation: invitation ? { sentAt: invitation.sent_at, expiresAt: invitation.expires_at, mailState: invitation.mail_state } : null,
    };
  }

  /** Takes the factor away; whoever does so could then sign in by the password alone, so it takes the account's own rights. */
  async removeFactor(viewer: Viewer, userId: string): Promise<void> {
    await this.users.allow(viewer, userId, 'REMOVE_FACTOR');
    await this.factors.remove(userId);
    await this.sessions.endAllOf(userId);
  }
}
