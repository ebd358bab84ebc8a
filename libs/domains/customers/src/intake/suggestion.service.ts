import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, Records, selectionFrom } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { SuggestionState } from '@dossier/vocabulary/intake-enums';
import { IdentityService } from '../identity/identity.service';
import { maskIdentity } from '../identity/identity.masks';
import { Customer } from '../profile/customer.entity';
import { customerPolicy, ofCustomers } from '../profile/customer.policy';
import { CustomerService } from '../profile/customer.service';
import { FILLED, inputOf, type Filled } from './intake.content';
import { SOURCES, suggestionPlace } from './intake.records';
import { PersonSeal } from './person.seal';
import { FieldSuggestionRow, type FieldSuggestion } from './suggestion.entity';

const CONTACT: Readonly<Record<string, IdentityKind>> = { phone: IdentityKind.PHONE, email: IdentityKind.EMAIL };
const LATEST = 50;

type Shown = FieldSuggestionRow & { form_name: string | null };

/** What came in and differs from a record: shown to its readers, decided by whoever may change it, and taken back as easily. */
@Injectable()
export class SuggestionService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(FieldSuggestionRow) private readonly rows: Records<FieldSuggestionRow>,
    private readonly service: CustomerService,
    private readonly identities: IdentityService,
    private readonly seal: PersonSeal,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those of one customer within reach: the open ones, and the latest that were decided. */
  async of(viewer: Viewer, customerId: string): Promise<FieldSuggestion[]> {
    if (!isId(customerId)) throw new DomainError('NOT_FOUND');
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const rows = await this.database.query<Shown & Record<string, unknown>>(`${SELECT} where s.customer_id = $1 order by (s.state = 'OPEN') desc, s.created_at desc, s.id limit ${LATEST}`, [customerId]);
    return this.shown(viewer, customerId, rows);
  }

  /** Writes the value on the record, with its source; what stood there before is kept, sealed, to be put back. */
  async accept(viewer: Viewer, id: string): Promise<FieldSuggestion> {
    const row = await this.open(viewer, id, SuggestionState.OPEN);
    const value = await this.seal.openFor(row.customerId, suggestionPlace(id), row.value);
    if (value === null) throw new DomainError('NOT_FOUND');
    const kind = CONTACT[row.field];
    const replaced = kind ? await this.addContact(viewer, row.customerId, { kind, value }) : await this.write(viewer, row, value);
    await this.decide(viewer, row, { state: SuggestionState.ACCEPTED, replaced: await this.seal.sealFor(row.customerId, suggestionPlace(id, 'replaced'), replaced) });
    return this.one(viewer, row);
  }

  async decline(viewer: Viewer, id: string): Promise<FieldSuggestion> {
    const row = await this.open(viewer, id, SuggestionState.OPEN);
    await this.decide(viewer, row, { state: SuggestionState.DECLINED });
    return this.one(viewer, row);
  }

  /** Takes a decision back: an accepted value leaves the record again, unless somebody has written another one since. */
  async reopen(viewer: Viewer, id: string): Promise<FieldSuggestion> {
    const row = await this.rows.get(viewer, id, 'DECIDE');
    if (row.state === SuggestionState.OPEN) throw new DomainError('SUGGESTION_STATE', { state: row.state });
    if (row.state === SuggestionState.ACCEPTED && row.replaced) await this.putBack(viewer, row);
    await this.decide(viewer, row, { state: SuggestionState.OPEN, replaced: null });
    return this.one(viewer, row);
  }

  private async open(viewer: Viewer, id: string, state: SuggestionState): Promise<FieldSuggestionRow> {
    const row = await this.rows.get(viewer, id, 'DECIDE');
    if (row.state !== state) throw new DomainError('SUGGESTION_STATE', { state: row.state });
    return row;
  }

  /** Gives what stood there before. */
  private async write(viewer: Viewer, row: FieldSuggestionRow, value: string): Promise<string> {
    const customer = await this.customers.get(viewer, row.customerId, 'UPDATE');
    const field = row.field as Filled;
    await this.service.updateFrom(viewer, customer, inputOf({ [field]: value }), { source: SOURCES[row.origin], channelId: row.sourceId, confidence: Number(row.confidence) });
    return JSON.stringify(customer[field] ?? null);
  }

  private async addContact(viewer: Viewer, customerId: string, { kind, value }: { kind: IdentityKind; value: string }): Promise<string> {
    const customer = await this.identities.add(viewer, customerId, { kind, value });
    await this.service.compare(customer.id);
    return JSON.stringify(null);
  }

  private async putBack(viewer: Viewer, row: FieldSuggestionRow): Promise<void> {
    const value = await this.seal.openFor(row.customerId, suggestionPlace(row.id), row.value);
    const before = await this.seal.openFor(row.customerId, suggestionPlace(row.id, 'replaced'), row.replaced!);
    if (value === null || before === null) throw new DomainError('NOT_FOUND');
    const kind = CONTACT[row.field];
    if (kind) return this.removeContact(viewer, row.customerId, { kind, value });
    const customer = await this.customers.get(viewer, row.customerId, 'UPDATE');
    const field = row.field as Filled;
    if (String(customer[field] ?? '') !== value) throw new DomainError('CONFLICT', { fields: {}, version: customer.version });
    await this.service.update(viewer, customer.id, customer.version, { [field]: JSON.parse(before) as string | null });
  }

  private async removeContact(viewer: Viewer, customerId: string, { kind, value }: { kind: IdentityKind; value: string }): Promise<void> {
    const index = this.identities.indexOf(kind, value);
    const [added] = await currentWork().query<{ id: string }>('select id from customer_identity where customer_id = $1 and kind = $2 and (blind_index = $3 or blind_index_b = $3) and archived_at is null', [customerId, kind, index]);
    if (added) await this.identities.remove(viewer, added.id);
  }

  private async decide(viewer: Viewer, row: FieldSuggestionRow, change: Partial<FieldSuggestionRow>): Promise<void> {
    const isOpen = change.state === SuggestionState.OPEN;
    await this.rows.save(viewer, row, { ...change, decidedById: isOpen ? null : viewer.userId, decidedAt: isOpen ? null : this.clock.now() }, 'DECIDE');
  }

  private async one(viewer: Viewer, { id, customerId }: FieldSuggestionRow): Promise<FieldSuggestion> {
    const rows = await this.database.query<Shown & Record<string, unknown>>(`${SELECT} where s.id = $1`, [id]);
    const [shown] = await this.shown(viewer, customerId, rows);
    if (!shown) throw new DomainError('NOT_FOUND');
    return shown;
  }

  /** As this reader may see them: fields that are closed to them are left out, masked ones come masked. */
  private async shown(viewer: Viewer, customerId: string, rows: readonly Shown[]): Promise<FieldSuggestion[]> {
    const plan = planOf(viewer, ofCustomers);
    const [customer] = rows.length > 0 ? await this.customers.readAll(viewer, [customerId], selectionFrom(['id', 'can', 'ownerId', 'teamId', ...FILLED, ...Object.keys(CONTACT)])) : [];
    if (!customer) return [];
    const [place] = await this.database.query<{ ownerId: string; teamId: string }>('select owner_id as "ownerId", team_id as "teamId" from customer where id = $1', [customerId]);
    const can = (customer['can'] as string[]).includes('UPDATE');
    const seen: FieldSuggestion[] = [];
    for (const row of rows) {
      const level = plan.levelOn(row.field, place ?? {});
      if (level === 'HIDDEN' || (CONTACT[row.field] && plan.levelOn('identities', place ?? {}) === 'HIDDEN')) continue;
      const value = await this.seal.openFor(customerId, suggestionPlace(row.id), row.value);
      const mask = CONTACT[row.field] ? maskIdentity : level === 'MASKED' ? (text: string) => String(customerPolicy.masks[row.field]?.(text) ?? '') : (text: string) => text;
      const acts = row.state === SuggestionState.OPEN ? ['ACCEPT', 'DECLINE'] : ['REOPEN'];
      seen.push({
        id: row.id, customerId, field: row.field, value: value === null ? null : mask(value), current: (customer[row.field] as string | null | undefined) ?? null, origin: row.origin,
        from: row.form_name, confidence: Number(row.confidence), state: row.state, at: row.createdAt, can: can && plan.writes('customer.update', CONTACT[row.field] ? 'identities' : row.field, place ?? {}) ? acts : [],
      });
    }
    return seen;
  }
}

const SELECT = `select s.id, s.field, s.value, s.origin, s.confidence, s.state, s.created_at as "createdAt", f.name as form_name
  from field_suggestion s left join intake_submission i on i.id = s.submission_id left join form f on f.id = i.form_id`;
