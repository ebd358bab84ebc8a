import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { maskAll } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { ChannelService } from '@dossier/channels';
import { fieldName } from '@dossier/vocabulary/field-names';
import { FormField, IntakeOrigin, QuestionKind, SubmissionState } from '@dossier/vocabulary/intake-enums';
import { maskIdentity } from '../identity/identity.masks';
import { customerPolicy, ofCustomers } from '../profile/customer.policy';
import { CONTACT_FIELDS } from './forms/form.definition';
import { requireProduct } from './forms/form.service';
import { Intake, rawPlace } from './intake';
import type { Answered, Content, LeadWish } from './intake.content';
import { PersonSeal } from './person.seal';
import { Submission } from './submission.entity';
import { submissionList, type IntakeInput, type IntakeLeadInput, type IntakeReceipt, type SubmissionAnswer } from './submission.inputs';

/** Which property of a customer closes an answer: whoever may not read it there does not read it here. */
const PROPERTY: Readonly<Record<FormField, string>> = {
  NAME: 'name', COMPANY_NAME: 'companyName', PHONE: 'phone', EMAIL: 'email', GENDER: 'gender', BIRTH_DATE: 'birthDate', REGION: 'region', CITY: 'city', ADDRESS: 'identities', OCCUPATION_TEXT: 'occupationText',
};

interface Kept {
  customer_id: string | null;
  raw: Buffer | null;
  payload: Buffer | null;
}

/** What came in, by whichever way: listed, read, tried again, and taken from programs. */
@Injectable()
export class SubmissionService {
  constructor(
    @InjectRecords(Submission) private readonly submissions: Records<Submission>,
    private readonly intake: Intake,
    private readonly channels: ChannelService,
    private readonly seal: PersonSeal,
    private readonly database: Database,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.submissions.page(viewer, args, submissionList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.submissions.read(viewer, id, asked);
  }

  /** What was said, cut to what this viewer may read of customers: contacts masked, closed fields left out. */
  async answers(viewer: Viewer, id: string): Promise<SubmissionAnswer[]> {
    await this.submissions.read(viewer, id, selectionFrom(['id']));
    const [row] = await this.database.query<Kept & Record<string, unknown>>('select customer_id, raw, payload from intake_submission where id = $1', [id]);
    const content = await this.opened(id, row!);
    return content ? content.answers.flatMap((answer) => shown(viewer, answer)) : [];
  }

  /** Tries a refused submission once more: what stood in its way may be gone. */
  async retry(viewer: Viewer, id: string): Promise<void> {
    const row = await this.submissions.get(viewer, id);
    const [kept] = await currentWork().query('select 1 from intake_submission where id = $1 and raw is not null', [id]);
    if (row.state !== SubmissionState.REFUSED || !kept) throw new DomainError('SUBMISSION_STATE', { state: row.state });
    await this.submissions.save(viewer, row, { state: SubmissionState.RECEIVED, code: null, field: null, settledAt: null, attempts: 0, dueAt: null }, 'RETRY');
  }

  /** Takes a submission from a program: kept at once, judged by a job. */
  async submit(viewer: Viewer, input: IntakeInput): Promise<IntakeReceipt> {
    if (input.sourceId) await this.channels.require(input.sourceId);
    if (input.lead?.productId) await requireProduct(input.lead.productId);
    const fields = fieldsOf(input);
    const answers = (Object.entries(fields) as [FormField, string][]).map(([field, value]): Answered => ({
      question: PROPERTY[field], kind: QuestionKind.FIELD, field, label: { zh: fieldName(PROPERTY[field], 'zh'), en: fieldName(PROPERTY[field], 'en') }, value, said: null,
    }));
    return this.intake.take({
      origin: IntakeOrigin.API, scope: `account:${viewer.userId}`, key: input.key, sourceId: input.sourceId ?? null, ownerId: viewer.ownerId, teamId: viewer.teamIds[0] ?? null,
      content: { language: viewer.language, fields, answers, consents: [], customerId: null, lead: wishOf(input.lead) },
    });
  }

  private async opened(id: string, { customer_id, raw, payload }: Kept): Promise<Content | null> {
    const text = payload && customer_id ? await this.seal.openFor(customer_id, { ...rawPlace(id), column: 'payload' }, payload) : raw ? this.seal.open(rawPlace(id), raw) : null;
    return text === null ? null : (JSON.parse(text) as Content);
  }
}

function shown(viewer: Viewer, { question, field, label, value, said }: Answered): SubmissionAnswer[] {
  const plan = planOf(viewer, ofCustomers);
  const seen = field ? plan.field(PROPERTY[field]) : { clear: true, masked: true };
  if (field && (seen.masked === false || (CONTACT_FIELDS.has(field) && plan.field('identities').masked === false))) return [];
  const masked = field === FormField.ADDRESS ? maskAll(value) : field && CONTACT_FIELDS.has(field) ? maskIdentity(value) : field && seen.clear !== true ? String(customerPolicy.masks[PROPERTY[field]]?.(value) ?? '') : (said ?? value);
  return [{ question, field, label, value: masked }];
}

function fieldsOf({ key: _key, sourceId: _source, lead: _lead, ...given }: IntakeInput): Content['fields'] {
  const named = new Map(Object.entries(PROPERTY).map(([field, property]) => [field === 'ADDRESS' ? 'address' : property, field as FormField]));
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => {
    const field = named.get(name);
    return field && typeof value === 'string' && value.trim() !== '' ? [[field, value]] : [];
  }));
}

const MOST_ATTRIBUTES = 50;
const LONGEST_NAME = 80;
const LONGEST_TEXT = 200;

function wishOf(lead: IntakeLeadInput | null | undefined): LeadWish | null {
  if (!lead) return null;
  return { subject: lead.subject ?? null, need: lead.need ?? null, productId: lead.productId ?? null, amountMinor: lead.amount?.minor ?? null, currency: lead.amount?.currency ?? null, attributes: attributesOf(lead.attributes ?? {}) };
}

/** Names with plain values; anything else is refused by its name. */
function attributesOf(given: Readonly<Record<string, unknown>>): LeadWish['attributes'] {
  const entries = Object.entries(given);
  if (entries.length > MOST_ATTRIBUTES) throw new DomainError('INVALID_INPUT', { field: 'lead.attributes', reason: `<= ${MOST_ATTRIBUTES}` });
  for (const [name, value] of entries) {
    const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= LONGEST_TEXT);
    if (!isPlain || name.trim() === '' || name.length > LONGEST_NAME) throw new DomainError('INVALID_INPUT', { field: 'lead.attributes', reason: name.slice(0, LONGEST_NAME) });
  }
  return entries.length > 0 ? (given as LeadWish['attributes']) : null;
}
