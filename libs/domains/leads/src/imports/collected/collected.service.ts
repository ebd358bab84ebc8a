import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { Intake, type Answered } from '@dossier/customers';
import { FormField, IntakeOrigin, QuestionKind } from '@dossier/vocabulary/intake-enums';
import type { CollectedLead, CollectedLeadInput } from './collected.inputs';

const FIELDS = { name: FormField.NAME, companyName: FormField.COMPANY_NAME, phone: FormField.PHONE, email: FormField.EMAIL } as const;
const LABELS = {
  name: { zh: '姓名', en: 'Name' }, companyName: { zh: '公司', en: 'Company' }, phone: { zh: '电话', en: 'Phone' }, email: { zh: '邮箱', en: 'E-mail' },
  note: { zh: '现场备注', en: 'Note at the stand' }, agreed: { zh: '同意我们就此联系', en: 'Agreed to be contacted about this' },
} as const;

/** People met at a stand, sent by a phone once it is back in the net. */
@Injectable()
export class CollectedService {
  constructor(
    private readonly intake: Intake,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Keeps entries as they came, each once however often it is sent, and lets them be brought to their records; all of them or none. */
  async collect(viewer: Viewer, entries: readonly CollectedLeadInput[]): Promise<CollectedLead[]> {
    const nobody = entries.findIndex((entry) => !Object.keys(FIELDS).some((name) => said(entry, name as keyof typeof FIELDS)));
    if (nobody >= 0) throw new DomainError('CUSTOMER_WITHOUT_NAME');
    await this.requireKnown('channel', entries.map(({ sourceId }) => sourceId));
    await this.requireKnown('purpose', entries.map(({ purposeId }) => purposeId));
    const kept: CollectedLead[] = [];
    for (const entry of entries) kept.push({ key: entry.key, isNew: (await this.keep(viewer, entry)).isNew });
    return kept;
  }

  /** What an entry names must be there. Put away since the fair it is still where somebody came from, and what they were asked for. @throws DomainError NOT_FOUND */
  private async requireKnown(table: 'channel' | 'purpose', given: readonly (string | null | undefined)[]): Promise<void> {
    const ids = [...new Set(given.filter((id): id is string => Boolean(id)))];
    if (ids.length === 0) return;
    const [found] = await this.database.query<{ count: number }>(`select count(*)::int as count from ${table} where id = any($1::uuid[])`, [ids]);
    if (found?.count !== ids.length) throw new DomainError('NOT_FOUND');
  }

  private keep(viewer: Viewer, entry: CollectedLeadInput): Promise<{ isNew: boolean }> {
    const now = this.clock.now();
    const fields = Object.fromEntries(Object.entries(FIELDS).flatMap(([name, field]) => (said(entry, name as keyof typeof FIELDS) ? [[field, said(entry, name as keyof typeof FIELDS)]] : [])));
    const attributes = { ...(entry.grade ? { grade: entry.grade } : {}), ...(entry.fair?.trim() ? { fair: entry.fair.trim() } : {}) };
    return this.intake.take({
      origin: IntakeOrigin.FAIR, sourceId: entry.sourceId ?? null, scope: `fair:${viewer.userId}`, key: entry.key, ownerId: viewer.ownerId, teamId: viewer.teamIds[0] ?? null,
      // A phone whose clock runs ahead has met nobody tomorrow.
      at: (entry.at > now ? now : entry.at).toISOString(),
      content: {
        language: viewer.language, fields, answers: answersOf(entry), customerId: null,
        consents: entry.isAgreed === true ? [{ key: 'agreed', label: proofOf(entry), purposeId: entry.purposeId ?? null }] : [],
        lead: { subject: entry.interest?.trim() || null, need: null, productId: null, amountMinor: null, currency: null, attributes: Object.keys(attributes).length > 0 ? attributes : null },
      },
    });
  }
}

const said = (entry: CollectedLeadInput, name: keyof typeof FIELDS): string | null => entry[name]?.trim() || null;

/** What proves that somebody agreed: the words they were shown, and where. The ledger adds when, and who noted it. */
function proofOf({ wording, fair }: CollectedLeadInput): { zh: string; en: string } {
  const said = wording?.trim();
  const place = fair?.trim();
  return {
    zh: `${said || LABELS.agreed.zh}（${place ? `收集于“${place}”` : '在展会现场收集'}）`,
    en: `${said || LABELS.agreed.en} (collected at ${place ? `“${place}”` : 'a fair'})`,
  };
}

function answersOf(entry: CollectedLeadInput): Answered[] {
  const fields = Object.entries(FIELDS).flatMap(([name, field]): Answered[] => {
    const value = said(entry, name as keyof typeof FIELDS);
    return value === null ? [] : [{ question: name, kind: QuestionKind.FIELD, field, label: LABELS[name as keyof typeof FIELDS], value, said: null }];
  });
  const note = entry.note?.trim();
  return note ? [...fields, { question: 'note', kind: QuestionKind.TEXT, field: null, label: LABELS.note, value: note, said: null }] : fields;
}
