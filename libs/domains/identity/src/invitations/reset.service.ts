import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { encryptField, KeyRing } from '@dossier/kernel/crypto';
import { currentWork, newId } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import { SessionService } from '../sessions/session.service';
import { SignInService } from '../sessions/sign-in.service';
import { SignInThrottle } from '../sessions/sign-in.throttle';
import { emailOf } from '../users/user.rules';
import { AccountLinks } from './account-links';

export const RESET_JOB = 'identity.reset-mail';
/** The address of a request waits for its job sealed: a queue is read by many. */
export const requestPlace = (rowId: string) => ({ table: 'job', column: 'reset', rowId });

/** Forgotten passwords: the same answer and the same work whether or not anybody has that address. */
@Injectable()
export class ResetService {
  constructor(
    private readonly ring: KeyRing,
    private readonly jobs: Jobs,
    private readonly throttle: SignInThrottle,
    private readonly links: AccountLinks,
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
  ) {}

  /** Takes the wish for a link. Who has the address, the job finds out, and tells nobody but the address. */
  async ask(viewer: Viewer, email: string): Promise<void> {
    const address = emailOf(email).slice(0, 200);
    await this.throttle.attempt(address, viewer.ip, 'RESET');
    const id = newId();
    const sealed = encryptField(this.ring.derive('reset-request'), address, requestPlace(id), this.ring.current);
    await this.jobs.startOwn(RESET_JOB, { id, sealed: sealed.toString('base64') });
  }

  /** The holder of a link sets a new password; every session ends and every other link is dead. */
  async set(viewer: Viewer, token: string, password: string): Promise<void> {
    await this.throttle.attempt(token, viewer.ip, 'LINK');
    const account = await this.links.spend(token, 'RESET');
    Object.assign(currentWork().note, { objectType: 'User', objectId: account.id });
    await this.signIns.renew(account, password);
    await this.links.endAll(account.id);
    await this.sessions.endAllOf(account.id);
    await this.throttle.succeeded(token, viewer.ip, 'LINK');
    currentWork().after(() => this.throttle.freed(account.email));
  }
}
