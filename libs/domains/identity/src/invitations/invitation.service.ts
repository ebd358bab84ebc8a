import { Injectable } from '@nestjs/common';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { Links, Mailer } from '@dossier/kernel/mail';
import { SignInService } from '../sessions/sign-in.service';
import { Entrance, type Entry } from '../sessions/entrance';
import { SessionService } from '../sessions/session.service';
import { SignInThrottle } from '../sessions/sign-in.throttle';
import type { User } from '../users/user.entity';
import { UserService } from '../users/user.service';
import { AccountLinks, type LinkedAccount } from './account-links';
import { CompanyName } from './company-name';
import type { InviteInput } from './invitation.inputs';
import { invitationLetter } from './letters';

export interface SentInvitation {
  userId: string;
  link: string | null;
  expiresAt: Date;
}

/** New colleagues: an account is prepared, a link goes to its address, and whoever opens it sets the password. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly users: UserService,
    private readonly links: AccountLinks,
    private readonly mailer: Mailer,
    private readonly addresses: Links,
    private readonly company: CompanyName,
    private readonly signIns: SignInService,
    private readonly entrance: Entrance,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Prepares an account with roles and teams and invites its user. */
  async invite(viewer: Viewer, { roles, ...input }: InviteInput): Promise<SentInvitation> {
    const user = await this.users.prepare(viewer, input, roles ?? []);
    return this.send(user);
  }

  /** A new link by a new mail; the one before is dead. */
  async resend(viewer: Viewer, userId: string): Promise<SentInvitation> {
    return this.send(await this.users.invited(viewer, userId, 'RESEND_INVITATION'));
  }

  /** Takes an invitation back: its link is dead and the prepared account put away. */
  async cancel(viewer: Viewer, userId: string): Promise<User> {
    const user = await this.users.invited(viewer, userId, 'CANCEL_INVITATION');
    await this.links.endAll(userId);
    return this.users.withdraw(viewer, user);
  }

  /** The invited one sets a password and goes in, past the second factor that the roles ask for. */
  async accept(viewer: Viewer, token: string, password: string): Promise<Entry> {
    await this.throttle.attempt(token, viewer.ip, 'LINK');
    const account = await this.links.spend(token, 'INVITATION');
    await this.signIns.renew(account, password);
    await this.activate(account);
    await this.throttle.succeeded(token, viewer.ip, 'LINK');
    return this.entrance.enter(viewer, account.id);
  }

  /** The account of an invitation is its user's from now on. */
  async activate({ id }: LinkedAccount): Promise<void> {
    await currentWork().query(`update app_user set status = $2, version = version + 1, updated_at = now() where id = $1 and status = 'INVITED'`, [id, UserStatus.ACTIVE]);
    Object.assign(currentWork().note, { objectType: 'User', objectId: id });
    this.sessions.forget();
  }

  private async send(user: User): Promise<SentInvitation> {
    const { id, token, expiresAt } = await this.links.make(user.id, 'INVITATION');
    const link = this.addresses.to('/welcome', token);
    if (!this.mailer.isConfigured) return { userId: user.id, link, expiresAt };
    const language = user.language === 'en' ? 'en' : 'zh';
    const letter = invitationLetter(language, { name: user.name, link, company: await this.company.read() });
    await this.links.sentBy(id, await this.mailer.send({ to: user.email, language, kind: 'INVITATION', ...letter }));
    return { userId: user.id, link: null, expiresAt };
  }
}
