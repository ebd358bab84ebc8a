import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { FactSource } from '@dossier/vocabulary/fact-enums';
import { IdentityKind, IdentitySource } from '@dossier/vocabulary/enums';
import { FormField, IntakeOrigin, QuestionKind, SubmissionState } from '@dossier/vocabulary/intake-enums';
import { FeedbackKind } from '@dossier/vocabulary/archive-enums';
import { FeedbackService } from '../feedback/feedback.service';
import { CONFIDENCE } from '../facts/fact.sources';
import type { Provenance } from '../facts/facts';
import type { PlainIdentity } from '../identity/identity.rules';
import { IdentityService } from '../identity/identity.service';
import { Customer } from '../profile/customer.entity';
import { CustomerService } from '../profile/customer.service';
import { difference, inputOf, saidOf, type Answered, type Content } from './intake.content';
import { IntakeConsents } from './intake.consents';
import { IntakeMatch } from './intake.match';
import type { Brought, Waiting } from './intake.types';
import { PersonSeal } from './person.seal';

export const SOURCES: Readonly<Record<IntakeOrigin, FactSource>> = { FORM: FactSource.FORM, SURVEY: FactSource.SURVEY, INTERVIEW: FactSource.INTERVIEW, API: FactSource.API, FAIR: FactSource.FORM, EMAIL: FactSource.FORM };
const CONTACTS = [[FormField.PHONE, IdentityKind.PHONE], [FormField.EMAIL, IdentityKind.EMAIL]] as const;

/** Brings what came in to the record it speaks of: it may add, and suggest, and never overwrites. */
@Injectable()
export class IntakeRecords {
  constructor(
    @InjectRecords(Customer) private readonly rows: Records<Customer>,
    private readonly customers: CustomerService,
    private readonly identities: IdentityService,
    private readonly match: IntakeMatch,
    private readonly seal: PersonSeal,
    private readonly consents: IntakeConsents,
    private readonly feedback: FeedbackService,
  ) {}

  async bring(viewer: Viewer, waiting: Waiting, content: Content): Promise<Brought> {
    const contacts = this.contactsOf(viewer, content);
    const known = content.customerId ? await this.standing(content.customerId) : await this.match.find(contacts, saidOf(content)).then((id) => (id ? { id, sideId: null } : null));
    const brought = known ? await this.add(viewer, { waiting, content, contacts }, known) : await this.create(viewer, { waiting, content, contacts });
    await this.keepAnswers(waiting, brought, content.answers);
    if (waiting.origin === IntakeOrigin.SURVEY) await this.noteFeedback(viewer, brought.customerId, content.answers, waiting.created_at);
    await this.consents.record(viewer, brought, content, waiting.created_at);
    return brought;
  }

  /** The customer of a signed link as their record stands now: a merged one is found under the record it was merged into. */
  private async standing(id: string): Promise<{ id: string; sideId: string | null }> {
    const [row] = await currentWork().query<{ id: string; root: string | null }>('select id, merged_into_id as root from customer where id = $1 and (archived_at is null or merged_into_id is not null)', [id]);
    if (!row) throw new DomainError('NOT_FOUND');
    return { id: row.root ?? row.id, sideId: row.root ? row.id : null };
  }

  private async create(viewer: Viewer, { waiting, content, contacts }: Given): Promise<Brought> {
    const input = { ...inputOf(saidOf(content)), ...Object.fromEntries(contacts.map(({ kind, value }) => [kind.toLowerCase(), value])), ...(waiting.source_id ? { sourceId: waiting.source_id } : {}) };
    const { id } = await this.customers.create(viewer, input, { ...provenance(waiting), contacts: IdentitySource.FORM });
    return { customerId: id, sideId: null, state: SubmissionState.CREATED };
  }

  /** Fills what is empty, leaves what is the same, and turns what differs into suggestions. */
  private async add(viewer: Viewer, { waiting, content, contacts }: Given, { id, sideId }: { id: string; sideId: string | null }): Promise<Brought> {
    const customer = await this.rows.get(viewer, id, 'UPDATE');
    const { fills, differs } = difference(customer, saidOf(content));
    if (Object.keys(fills).length > 0) await this.customers.updateFrom(viewer, customer, inputOf(fills), provenance(waiting));
    const others = await this.addContacts(viewer, id, contacts);
    const open = [...differs, ...others.map(({ kind, value }) => ({ field: kind.toLowerCase(), value }))];
    const news = await this.suggest(waiting, { id, sideId }, open);
    return { customerId: id, sideId, state: news > 0 ? SubmissionState.SUGGESTED : SubmissionState.MATCHED };
  }

  /** Adds contacts of a kind of which the record has none; gives those that stand beside another one. */
  private async addContacts(viewer: Viewer, customerId: string, contacts: readonly PlainIdentity[]): Promise<PlainIdentity[]> {
    const others: PlainIdentity[] = [];
    for (const contact of contacts) {
      const index = this.identities.indexOf(contact.kind, contact.value);
      const kept = await currentWork().query<{ same: boolean }>('select (blind_index = $3 or blind_index_b = $3) is true as same from customer_identity where customer_id = $1 and kind = $2 and archived_at is null', [customerId, contact.kind, index]);
      if (kept.some(({ same }) => same)) continue;
      if (kept.length > 0) others.push({ ...contact, primary: false });
      else await this.identities.put(viewer, customerId, [contact], { source: IdentitySource.FORM });
    }
    return others;
  }

  /** Keeps what differs for somebody to decide; what waits already in the same words is not asked twice. Gives how many are new or still open. */
  private async suggest(waiting: Waiting, { id, sideId }: { id: string; sideId: string | null }, differs: readonly { field: string; value: string }[]): Promise<number> {
    const work = currentWork();
    const open = await work.query<{ id: string; field: string; value: Buffer }>(`select id, field, value from field_suggestion where customer_id = $1 and state = 'OPEN' and field = any($2::text[])`, [id, differs.map(({ field }) => field)]);
    const waits = new Set<string>();
    for (const one of open) waits.add(`${one.field}\n${await this.seal.openFor(id, suggestionPlace(one.id), one.value)}`);
    for (const { field, value } of differs) {
      if (waits.has(`${field}\n${value}`)) continue;
      const row = newId();
      await work.query(
        'insert into field_suggestion (id, customer_id, side_id, submission_id, field, value, origin, source_id, confidence) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [row, id, sideId, waiting.id, field, await this.seal.sealFor(id, suggestionPlace(row), value), waiting.origin, waiting.source_id, CONFIDENCE[SOURCES[waiting.origin]]]);
    }
    return differs.length;
  }

  /** The answers that are counted: choices and scales, without anything that names a person. */
  private async keepAnswers({ id, form_id }: Waiting, { customerId, sideId }: Brought, answers: readonly Answered[]): Promise<void> {
    if (!form_id) return;
    for (const { question, kind, value } of answers) {
      if (kind !== 'SCALE' && kind !== 'CHOICE') continue;
      await currentWork().query('insert into form_answer (id, submission_id, form_id, customer_id, side_id, question, score, choice) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [newId(), id, form_id, customerId, sideId, question, kind === 'SCALE' ? Number(value) : null, kind === 'CHOICE' ? value : null]);
    }
  }

  /** What a survey says of us stands among the customer's feedback: its first scale, and what was written. */
  private async noteFeedback(viewer: Viewer, customerId: string, answers: readonly Answered[], at: Date): Promise<void> {
    const scale = answers.find(({ kind }) => kind === QuestionKind.SCALE);
    const text = answers.filter(({ kind }) => kind === QuestionKind.TEXT).map(({ value }) => value).join('\n');
    if (scale || text !== '') await this.feedback.add(viewer, customerId, { kind: FeedbackKind.SURVEY, at, score: scale ? Number(scale.value) : null, text: text === '' ? null : text });
  }

  private contactsOf(viewer: Viewer, { fields }: Content): PlainIdentity[] {
    return CONTACTS.flatMap(([field, kind]) => {
      const value = fields[field]?.trim();
      return value ? [this.identities.plain(viewer, { kind, value, primary: true })] : [];
    });
  }
}

interface Given {
  waiting: Waiting;
  content: Content;
  contacts: readonly PlainIdentity[];
}

export const suggestionPlace = (rowId: string, column: 'value' | 'replaced' = 'value') => ({ table: 'field_suggestion', column, rowId });

const provenance = ({ origin, source_id, form_id }: Waiting): Provenance => ({ source: SOURCES[origin], channelId: source_id, origin: form_id });
