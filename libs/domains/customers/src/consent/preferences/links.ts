import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, Records } from '@dossier/kernel/data';
import { Links } from '@dossier/kernel/mail';
import { Clock } from '@dossier/kernel/time';
import { ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { Customer } from '../../profile/customer.entity';
import type { PreferenceLink } from '../consent.entities';
import { ConsentService } from '../consent.service';
import { LINK_DAYS, readToken, writeToken } from './link.token';

export const PREFERENCES = '/api/preferences';

/** Where a letter sends those who want no more of it. */
export interface UnsubscribeHeaders {
  'List-Unsubscribe': string;
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click';
}

/** Links by which a customer sees and changes their own choices without signing in. */
@Injectable()
export class PreferenceLinks {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly consents: ConsentService,
    private readonly ring: KeyRing,
    private readonly links: Links,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes a link for a customer. The act is audited; the link itself is kept nowhere. */
  async make(viewer: Viewer, customerId: string): Promise<PreferenceLink> {
    const customer = await this.customers.get(viewer, customerId, 'CONSENT');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_DAYS * 86_400_000);
    currentWork().note.objectType = 'Customer';
    currentWork().note.objectId = customer.id;
    return { url: this.links.to(`${PREFERENCES}/${writeToken(this.ring, customer.id, expiresAt)}`), expiresAt };
  }

  /** What a letter of a purpose bears so that a mail programme offers one click (RFC 8058). */
  headers(customerId: string, purpose: string, channel: ConsentChannel): UnsubscribeHeaders {
    const token = writeToken(this.ring, customerId, new Date(this.clock.now().getTime() + LINK_DAYS * 86_400_000));
    return { 'List-Unsubscribe': `<${this.links.to(`${PREFERENCES}/${token}/off/${purpose}/${channel}`)}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  }

  /** The customer of a link, as the record stands now: merged into another, it is that one; erased or gone, it is nobody. */
  async customerOf(token: string): Promise<string | null> {
    const id = readToken(this.ring, token, this.clock.now());
    if (id === null) return null;
    const [found] = await this.database.query<{ id: string }>('select r.id from customer c join customer r on r.id = coalesce(c.merged_into_id, c.id) where c.id = $1 and r.erased_at is null', [id]);
    return found?.id ?? null;
  }

  /** Writes what the person chose. They act themselves: the trail names the page, and the ledger says that it was the person. */
  async choose(viewer: Viewer, customerId: string, choices: readonly { purpose: string; channel: ConsentChannel; wanted: boolean }[], operation: string): Promise<number> {
    return this.database.work(viewer, operation, async () => {
      Object.assign(currentWork().note, { objectType: 'Customer', objectId: customerId });
      // Two answers of one person take turns.
      await currentWork().query('select 1 from customer where id = $1 for update', [customerId]);
      const changed = await this.consents.choose(customerId, choices, { actor: { userId: null, name: viewer.name }, source: ConsentSource.PREFERENCES, proof: `${operation} ${viewer.ip ?? ''} ${viewer.device ?? ''}`.slice(0, 500) });
      currentWork().note.facts = { changed };
      return changed;
    });
  }
}
