import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentWork } from '@dossier/kernel/data';
import { Links, Mailer } from '@dossier/kernel/mail';
import { Clock } from '@dossier/kernel/time';
import { confirmText } from './confirm.text';

/** Whom a link goes to, and of which form it speaks. */
export interface Asked {
  email: string;
  code: string;
  title: string;
  language: 'zh' | 'en';
}

/** What opening a link has come to. */
export type Confirmed = 'DONE' | 'ALREADY' | 'OVER' | 'UNKNOWN';

const DAYS = 7;
const DAY_MS = 86_400_000;
const ID_BYTES = 16;
const WHEN_BYTES = 6;
const SIGNED = 16;
const PURPOSE = 'form-confirm';

/** Links by which senders confirm that an address is theirs: signed, good for seven days, and once. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly ring: KeyRing,
    private readonly mailer: Mailer,
    private readonly links: Links,
    private readonly clock: Clock,
  ) {}

  /** When a link that is made now stops being good. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() + DAYS * DAY_MS);
  }

  /** Sends the link of a submission in the open unit of work: it leaves exactly when the submission is kept. */
  async ask(id: string, { email, code, title, language }: Asked, expiresAt: Date): Promise<void> {
    const url = this.links.to(`/f/${code}/confirm?lang=${language}&k=${this.token(code, id, expiresAt)}`);
    const put = (text: string): string => text.replace('{title}', title).replace('{url}', url).replace('{days}', String(DAYS));
    await this.mailer.send({ to: email, language, kind: 'CONFIRM', subject: put(confirmText.subject[language]), text: put(confirmText.mail[language]) });
  }

  /** Of which submission a link speaks; null where it was not made here for this form. */
  read(code: string, token: string): { id: string; isOver: boolean } | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== 1 + ID_BYTES + WHEN_BYTES + SIGNED) return null;
    const body = bytes.subarray(1, 1 + ID_BYTES + WHEN_BYTES);
    const version = bytes[0]!;
    if (!this.ring.versions.includes(version) || !timingSafeEqual(this.signature(code, body, version), bytes.subarray(1 + ID_BYTES + WHEN_BYTES))) return null;
    const hex = body.subarray(0, ID_BYTES).toString('hex');
    return { id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`, isOver: body.readUIntBE(ID_BYTES, WHEN_BYTES) * 1000 < this.clock.now().getTime() };
  }

  /** Lets a submission in whose sender has confirmed it at that time, in the open unit of work; a second time nothing more happens. */
  async confirm(id: string, at: Date = this.clock.now()): Promise<Confirmed> {
    const work = currentWork();
    const [done] = await work.query(`update intake_submission set state = 'RECEIVED', expires_at = null, version = version + 1, updated_at = now() where id = $1 and state = 'WAITING' and expires_at > $2 returning id`, [id, at]);
    Object.assign(work.note, { objectType: 'Submission', objectId: id });
    if (done) return 'DONE';
    const [row] = await work.query<{ state: string }>('select state from intake_submission where id = $1', [id]);
    if (!row) return 'UNKNOWN';
    return row.state === 'WAITING' || row.state === 'EXPIRED' ? 'OVER' : 'ALREADY';
  }

  private token(code: string, id: string, expiresAt: Date): string {
    const body = Buffer.alloc(ID_BYTES + WHEN_BYTES);
    Buffer.from(id.replaceAll('-', ''), 'hex').copy(body);
    body.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), ID_BYTES, WHEN_BYTES);
    const version = this.ring.current;
    return Buffer.concat([Buffer.from([version]), body, this.signature(code, body, version)]).toString('base64url');
  }

  private signature(code: string, body: Buffer, version: number): Buffer {
    return createHmac('sha256', this.ring.derive(PURPOSE, version)).update(code).update(body).digest().subarray(0, SIGNED);
  }
}
