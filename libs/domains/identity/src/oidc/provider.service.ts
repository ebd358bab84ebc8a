import { Injectable } from '@nestjs/common';
import { UserStatus } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { personIn } from '../factors/second-proof.service';
import { AccountLinks } from '../invitations/account-links';
import { InvitationService } from '../invitations/invitation.service';
import { Entrance, type Entry } from '../sessions/entrance';
import { SessionService } from '../sessions/session.service';
import { asSubject } from '../sessions/subject';
import type { OutsidePerson, Way } from './provider.client';

/** Outside accounts and the users they open: linked by (issuer, subject), never by an address that somebody claims. */
@Injectable()
export class ProviderService {
  constructor(
    private readonly entrance: Entrance,
    private readonly invitations: InvitationService,
    private readonly links: AccountLinks,
    private readonly sessions: SessionService,
  ) {}

  /** What the way was for, now that the provider has said who came. Gives an entry where somebody goes in. */
  async arrive(viewer: Viewer, way: Way, person: OutsidePerson): Promise<Entry | null> {
    if (way.purpose === 'SIGN_IN') return this.signIn(viewer, person);
    if (way.purpose === 'INVITATION') return this.accept(viewer, way.link ?? '', person);
    const userId = personIn(viewer);
    // Another session than the one that began: somebody was led here.
    if (way.sessionId !== viewer.sessionId) throw new DomainError('PROVIDER_REFUSED');
    if (way.purpose === 'LINK') await this.link(userId, person);
    else await this.prove(viewer, userId, person);
    return null;
  }

  /** Takes a link away; not where it is the only way in. */
  async unlink(viewer: Viewer, id: string): Promise<void> {
    const userId = personIn(viewer);
    const [account] = await currentWork().query<{ has: boolean }>('select password_hash is not null as has from app_user where id = $1', [userId]);
    if (!account?.has) throw new DomainError('PASSWORD_STANDS_ALONE', { least: 15 });
    const gone = isId(id) ? await currentWork().query('delete from provider_link where id = $1 and user_id = $2 returning id', [id, userId]) : [];
    if (gone.length === 0) throw new DomainError('NOT_FOUND');
    this.note(userId);
  }

  private async signIn(viewer: Viewer, person: OutsidePerson): Promise<Entry> {
    const known = await this.linked(person);
    if (!known) throw new DomainError('PROVIDER_UNKNOWN');
    this.note(known.user_id);
    if (known.status !== UserStatus.ACTIVE) throw new DomainError('SIGN_IN_FAILED');
    return this.entrance.enter(viewer, known.user_id);
  }

  private async accept(viewer: Viewer, token: string, person: OutsidePerson): Promise<Entry> {
    const account = await this.links.spend(token, 'INVITATION');
    await this.invitations.activate(account);
    await this.link(account.id, person);
    return this.entrance.enter(viewer, account.id);
  }

  private async prove(viewer: Viewer, userId: string, person: OutsidePerson): Promise<void> {
    const known = await this.linked(person);
    if (known?.user_id !== userId) throw new DomainError('PROOF_FAILED');
    await this.sessions.prove(viewer);
    this.note(userId);
  }

  private async link(userId: string, { issuer, subject }: OutsidePerson): Promise<void> {
    const known = await this.linked({ issuer, subject });
    if (known && known.user_id !== userId) throw new DomainError('PROVIDER_TAKEN');
    await asSubject(userId);
    if (!known) await currentWork().query('insert into provider_link (id, user_id, issuer, subject) values ($1, $2, $3, $4)', [newId(), userId, issuer, subject]);
    this.note(userId);
  }

  private async linked({ issuer, subject }: OutsidePerson): Promise<{ user_id: string; status: UserStatus } | undefined> {
    const [row] = await currentWork().query<{ user_id: string; status: UserStatus }>('select * from provider_link_by($1, $2)', [issuer, subject]);
    return row;
  }

  private note(userId: string): void {
    Object.assign(currentWork().note, { objectType: 'User', objectId: userId });
  }
}
