import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, selectionFrom, shapeOf } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { IdentityKind } from '@dossier/vocabulary/enums';
import type { ContactOutcome } from '@dossier/vocabulary/fact-enums';
import { CustomerIdentity } from '../identity/customer-identity.entity';
import { Customer } from '../profile/customer.entity';
import { customerPolicy, ofCustomers } from '../profile/customer.policy';
import { recordItems, type RecordItem } from './completeness.items';
import type { ContactValidity, RecordCompleteness } from './completeness.views';
import { HALF_LIFE_MONTHS, lastLook, OTHER_HALF_LIFE, validitySql } from './contact.decay';

interface StoredContact extends Record<string, unknown> {
  id: string;
  kind: IdentityKind;
  probability: number;
  outcome: ContactOutcome | null;
  since: Date;
}

/** How full one record is, and how likely its contacts are still right. */
@Injectable()
export class CompletenessService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(CustomerIdentity) private readonly identities: Records<CustomerIdentity>,
    private readonly database: Database,
  ) {}

  /** Counts only what this viewer may see on this customer: nothing closed to them moves the share. */
  async of(viewer: Viewer, id: string): Promise<RecordCompleteness> {
    const standing = await this.standing(viewer, id);
    const seen = recordItems().filter((item) => this.sees(viewer, item, standing));
    const columns = seen.map((item, at) => `(${item.applies?.('c') ?? 'true'}) as a${at}, (${item.filled('c')}) as f${at}`);
    const [row] = await this.database.query<Record<string, boolean>>(`select ${['1 as one', ...columns].join(', ')} from customer c where c.id = $1`, [id]);
    const asked = seen.flatMap((item, at) => (row?.[`a${at}`] ? [{ item, filled: row[`f${at}`] === true }] : []));
    const sections = [...new Set(recordItems().map(({ section }) => section))].filter((section) => seen.some((item) => item.section === section));
    return {
      share: shareOf(asked), ...figuresOf(asked),
      sections: sections.map((section) => {
        const own = asked.filter(({ item }) => item.section === section);
        return { section, share: shareOf(own), missing: own.filter(({ filled }) => !filled).map(({ item }) => item.key) };
      }),
    };
  }

  /** The contacts of a customer, each with how likely it is still right. */
  async contacts(viewer: Viewer, id: string): Promise<ContactValidity[]> {
    const standing = await this.standing(viewer, id);
    if (planOf(viewer, ofCustomers).levelOn('identities', standing) !== 'READ') return [];
    const rows = await this.database.query<StoredContact>(
      `select i.id, i.kind, ${validitySql('i', 'look')} as probability, look.outcome,
        greatest(i.created_at, i.verified_at, case when look.outcome = 'CONFIRMED' then look.checked_at end) as since
        from customer_identity i ${lastLook('i')} where i.customer_id = $1 and i.archived_at is null order by i.kind, i.is_primary desc, i.created_at, i.id`,
      [id],
    );
    return rows.map((row) => ({ ...row, halfLifeMonths: HALF_LIFE_MONTHS[row.kind] ?? OTHER_HALF_LIFE, stale: row.probability < 0.5 }));
  }

  /** Keeps what a look at one contact has found: that it is right, or that what was sent there came back. */
  async check(viewer: Viewer, identityId: string, outcome: ContactOutcome): Promise<string> {
    const identity = await this.identities.get(viewer, identityId);
    if (identity.archivedAt !== null) throw new DomainError('NOT_FOUND');
    const customer = await this.customers.get(viewer, identity.customerId, 'UPDATE');
    this.customers.requireWritable(viewer, customer, 'customer.update', ['identities']);
    await currentWork().query('insert into contact_check (id, customer_id, identity_id, outcome, checked_by_id) values (gen_random_uuid(), $1, $2, $3, $4)', [customer.id, identityId, outcome, viewer.userId]);
    return customer.id;
  }

  private async standing(viewer: Viewer, id: string): Promise<Record<string, unknown>> {
    await this.customers.read(viewer, id, selectionFrom(['id']));
    const [stored] = await this.database.query<{ row: Record<string, unknown> }>('select to_jsonb(c) as row from customer c where id = $1', [id]);
    return Object.fromEntries([...shapeOf(Customer).columns].map(([property, { column }]) => [property, stored!.row[column]]));
  }

  private sees(viewer: Viewer, item: RecordItem, standing: object): boolean {
    const plan = planOf(viewer, ofCustomers);
    const reached = item.word === undefined || customerPolicy.scope.covers(plan.scopes(item.word), viewer, standing);
    return reached && item.fields.every((field) => plan.levelOn(field, standing) === 'READ');
  }
}

type Figures = Pick<RecordCompleteness, 'filledParts' | 'parts' | 'filledWeight' | 'weight'>;

function figuresOf(asked: readonly { item: RecordItem; filled: boolean }[]): Figures {
  const there = asked.filter(({ filled }) => filled);
  const weighed = (some: typeof asked): number => some.reduce((sum, { item }) => sum + item.weight, 0);
  return { filledParts: there.length, parts: asked.length, filledWeight: weighed(there), weight: weighed(asked) };
}

function shareOf(asked: readonly { item: RecordItem; filled: boolean }[]): number | null {
  const whole = asked.reduce((sum, { item }) => sum + item.weight, 0);
  return whole === 0 ? null : Math.round((asked.reduce((sum, { item, filled }) => sum + (filled ? item.weight : 0), 0) / whole) * 10_000) / 10_000;
}
