import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { Gender, IdentitySource } from '@dossier/vocabulary/enums';
import { MatchLevel } from '@dossier/vocabulary/match-enums';
import type { PlainIdentity } from '../identity/identity.rules';
import { IdentityService } from '../identity/identity.service';
import { Matching } from '../matching/matching';
import type { Filled } from './intake.content';

/** Finds whose record a submission speaks of. Whoever fills in a form has proven nothing: only what was verified before may tell. */
@Injectable()
export class IntakeMatch {
  constructor(
    private readonly identities: IdentityService,
    private readonly matching: Matching,
  ) {}

  /**
   * The one customer on whom these contacts stand verified, where nothing contradicts; else the one who came in by such a submission
   * alone and says the same, so that whoever writes twice is one. Null in all other cases: the new record is then compared on the merge desk.
   */
  async find(contacts: readonly PlainIdentity[], said: Partial<Record<Filled, string>>): Promise<string | null> {
    if (contacts.length === 0) return null;
    await this.takeTurns(contacts);
    const gender = said.gender && said.gender in Gender ? (said.gender as Gender) : null;
    const found = await this.matching.find('SYSTEM', { identities: contacts, name: said.name ?? null, companyName: said.companyName ?? null, gender, birthDate: said.birthDate ?? null, city: said.city ?? null });
    return found.customerId ?? this.bornOfIntake(found.candidates.filter(({ level }) => level === MatchLevel.AUTO).map(({ customerId }) => customerId));
  }

  /** Two submissions of one new contact wait for each other: the second one finds what the first one made. */
  async takeTurns(contacts: readonly PlainIdentity[]): Promise<void> {
    const keys = contacts.map(({ kind, value }) => this.identities.indexOf(kind, value).toString('hex')).sort();
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('intake:' || k, 0)) from unnest($1::text[]) k`, [keys]);
  }

  private async bornOfIntake(ids: readonly string[]): Promise<string | null> {
    if (ids.length === 0) return null;
    const rows = await currentWork().query<{ id: string }>(
      `select c.id from customer c where c.id = any($1::uuid[]) and c.archived_at is null and not exists
        (select 1 from customer_identity i where i.customer_id = c.id and i.archived_at is null and (i.source <> $2 or i.verified_at is not null))`, [ids, IdentitySource.FORM]);
    return rows.length === 1 ? rows[0]!.id : null;
  }
}
