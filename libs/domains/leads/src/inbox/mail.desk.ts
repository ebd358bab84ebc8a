import { Injectable } from '@nestjs/common';
import { simpleParser, type ParsedMail } from 'mailparser';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { Intake, LetterDesk, type Answered } from '@dossier/customers';
import { FormField, IntakeOrigin, QuestionKind } from '@dossier/vocabulary/intake-enums';
import type { Permission } from '@dossier/vocabulary/permissions';
import { asideOf, filesOf, keyOf, type Letter, letterOf, type SetAside } from './mail.rules';
import { MailSeal, rawPlace } from './mail.seal';
import type { Fetched } from './mail.server';

/** What is known of the inbox that a letter lies in. */
export interface InboxFacts {
  id: string;
  sourceId: string | null;
  ownerId: string | null;
  teamId: string | null;
}

/** So often a letter is tried that fails for a reason unforeseen; then it is set aside as broken, and its raw text is kept for a month. */
const ATTEMPTS = 3;
const BROKEN_DAYS = 30;
const WORDS: readonly Permission[] = ['job.inbox', 'customer.read', 'communication.read', 'communication.write'];
const ANSWERS = { name: { zh: '姓名', en: 'Name' }, email: { zh: '邮箱', en: 'E-mail' }, subject: { zh: '主题', en: 'Subject' }, letter: { zh: '邮件正文', en: 'Letter' } } as const;

/** Letters on their way from a mailbox to a record: kept whole first, then read. */
@Injectable()
export class MailDesk {
  constructor(
    private readonly database: Database,
    private readonly seal: MailSeal,
    private readonly intake: Intake,
    private readonly letters: LetterDesk,
  ) {}

  /** Keeps a letter as it came, sealed, and in the same commit how far the mailbox is read. The same letter again changes nothing. */
  async keep(inbox: InboxFacts, validity: string, { uid, at, raw }: Fetched, lease: string): Promise<void> {
    await this.work('keepMail', async () => {
      const work = currentWork();
      const held = await work.query('update mail_watch set last_uid = greatest(last_uid, $2), uid_validity = $3 where inbox_id = $1 and lease = $4 returning 1', [inbox.id, uid, validity, lease]);
      if (held.length === 0) throw new Error('Somebody else reads this mailbox by now');
      const id = newId();
      const key = raw === null ? `at:${validity}:${uid}` : keyOf(raw, { validity, uid });
      const box = raw === null ? null : this.seal.seal(rawPlace(id), raw.toString('base64'));
      const made = await work.query(
        `insert into mail_item (id, inbox_id, key, uid, uid_validity, at, raw, state, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (inbox_id, key) do nothing returning 1`,
        [id, inbox.id, key, uid, validity, at, box, raw === null ? 'SET_ASIDE' : 'KEPT', raw === null ? 'TOO_LARGE' : null],
      );
      if (raw === null && made.length > 0) await work.query('update mail_watch set set_aside = set_aside + 1 where inbox_id = $1', [inbox.id]);
    });
  }

  /** Reads what is kept, letter by letter: each becomes a submission, or is set aside with its reason. One that fails does not stop the others. */
  async readKept(inbox: InboxFacts): Promise<number> {
    const rows = await this.database.query<{ id: string }>(`select id from mail_item where inbox_id = $1 and state = 'KEPT' order by created_at, id limit 500`, [inbox.id]);
    const own = await this.ownAddresses();
    for (const { id } of rows) {
      try {
        await this.work('readMail', () => this.readOne(inbox, id, own));
      } catch {
        await this.work('readMail', () => failed(inbox.id, id));
      }
    }
    return rows.length;
  }

  /** Lays letters on the records that they have been brought to, with their files; the raw text is forgotten with that. One that fails does not stop the others. */
  async fileTaken(inboxId: string): Promise<number> {
    const rows = await this.database.query<{ id: string }>(
      `select m.id from mail_item m join intake_submission s on s.id = m.submission_id where m.inbox_id = $1 and m.state = 'TAKEN' and m.raw is not null and m.tries < ${ATTEMPTS} and s.customer_id is not null order by m.created_at, m.id limit 500`, [inboxId]);
    for (const { id } of rows) {
      try {
        await this.work('fileMail', () => this.fileOne(id));
      } catch {
        await this.work('fileMail', () => currentWork().query(`update mail_item set tries = tries + 1 where id = $1 and state = 'TAKEN'`, [id]));
      }
    }
    return rows.length;
  }

  /** Forgets the raw text of letters that were broken, or came to no record, after a month; and at once where their person has been forgotten. */
  async forget(): Promise<void> {
    const old = `raw is not null and state <> 'KEPT' and (created_at < now() - interval '${BROKEN_DAYS} days' or (state = 'TAKEN' and submission_id is null))`;
    const [one] = await this.database.query(`select 1 from mail_item where ${old} limit 1`);
    if (one !== undefined) await this.work('forgetMail', () => currentWork().query(`update mail_item set raw = null where ${old}`));
  }

  private async fileOne(id: string): Promise<void> {
    const work = currentWork();
    const [row] = await work.query<{ raw: Buffer; at: Date; customer: string | null }>(
      `select m.raw, m.at, (select coalesce(c.merged_into_id, c.id) from customer c where c.id = s.customer_id and c.erased_at is null) as customer
        from mail_item m join intake_submission s on s.id = m.submission_id where m.id = $1 and m.state = 'TAKEN' and m.raw is not null for update of m`, [id]);
    if (!row) return;
    const mail = await parsed(Buffer.from(this.seal.open(rawPlace(id), row.raw), 'base64'));
    const letter = letterOf(mail);
    if (letter !== null && row.customer !== null) {
      const kept = await this.letters.take(work.viewer, { customerId: row.customer, at: row.at, subject: letter.subject, text: letter.text, files: filesOf(mail) });
      Object.assign(work.note, { objectType: 'Customer', objectId: row.customer, facts: { files: kept } });
    }
    await work.query('update mail_item set raw = null where id = $1', [id]);
  }

  private async readOne(inbox: InboxFacts, id: string, own: ReadonlySet<string>): Promise<void> {
    const work = currentWork();
    const [row] = await work.query<{ raw: Buffer; key: string; at: Date }>(`select raw, key, at from mail_item where id = $1 and state = 'KEPT' for update`, [id]);
    if (!row) return;
    const mail = await parsed(Buffer.from(this.seal.open(rawPlace(id), row.raw), 'base64'));
    const letter = letterOf(mail);
    const aside = asideOf(mail, own);
    if (aside !== null || letter === null) return setAside(inbox.id, id, aside ?? 'NO_SENDER');
    const { id: submissionId } = await this.intake.take({
      origin: IntakeOrigin.EMAIL, scope: `mail:${inbox.id}`, key: row.key, sourceId: inbox.sourceId, ownerId: inbox.ownerId, teamId: inbox.teamId, at: row.at.toISOString(),
      content: {
        language: 'zh', fields: { [FormField.EMAIL]: letter.address, ...(letter.name ? { [FormField.NAME]: letter.name } : {}) }, answers: answersOf(letter), consents: [], customerId: null,
        lead: { subject: letter.subject, need: null, productId: null, amountMinor: null, currency: null, attributes: null },
      },
    });
    // Kept until it lies on the record of its sender, who is known once the submission has been brought there.
    await work.query(`update mail_item set state = 'TAKEN', submission_id = $2, tries = 0 where id = $1`, [id, submissionId]);
    await work.query('update mail_watch set taken = taken + 1 where inbox_id = $1', [inbox.id]);
  }

  /** Mail of ours is no lead: of the mailboxes themselves, and of colleagues. */
  private async ownAddresses(): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ address: string }>(
      `select lower(username) as address from mail_inbox where username like '%@%' union select lower(email) from app_user where archived_at is null and kind = 'PERSON' and email is not null`);
    return new Set(rows.map(({ address }) => address));
  }

  private work<R>(operation: string, run: () => Promise<R>): Promise<R> {
    return this.database.work(jobViewer('job.inbox', WORDS, 'inbox'), operation, run);
  }
}

const parsed = (raw: Buffer): Promise<ParsedMail> => simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });

function answersOf({ address, name, subject, text }: Letter): Answered[] {
  const told: readonly (readonly [keyof typeof ANSWERS, FormField | null, string | null])[] = [['name', FormField.NAME, name], ['email', FormField.EMAIL, address], ['subject', null, subject], ['letter', null, text || null]];
  return told.flatMap(([question, field, value]) => (value === null ? [] : [{ question, kind: field === null ? QuestionKind.TEXT : QuestionKind.FIELD, field, label: ANSWERS[question], value, said: null }]));
}

async function setAside(inboxId: string, id: string, reason: SetAside): Promise<void> {
  await currentWork().query(`update mail_item set state = 'SET_ASIDE', reason = $2, raw = case when $2 = 'BROKEN' then raw end where id = $1`, [id, reason]);
  await currentWork().query('update mail_watch set set_aside = set_aside + 1 where inbox_id = $1', [inboxId]);
}

async function failed(inboxId: string, id: string): Promise<void> {
  const [row] = await currentWork().query<{ tries: number }>(`update mail_item set tries = tries + 1 where id = $1 and state = 'KEPT' returning tries`, [id]);
  if ((row?.tries ?? 0) >= ATTEMPTS) await setAside(inboxId, id, 'BROKEN');
}
