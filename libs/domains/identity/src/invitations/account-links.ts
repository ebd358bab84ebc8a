import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { hashOf } from '../sessions/session.hash';
import { asSubject } from '../sessions/subject';

/** How long a link lives that opens an account. */
export const LINK_MINUTES = 30;
export type LinkPurpose = 'INVITATION' | 'RESET';

/** Whose account a link opens. */
export interface LinkedAccount {
  id: string;
  name: string;
  email: string;
  language: 'zh' | 'en';
}

const FORM = /^[\w-]{43}$/;

/** Links that open an account once: 256 random bits, of which the table keeps the hash. */
@Injectable()
export class AccountLinks {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  /** A new link for an account; those before it for the same purpose are dead. Gives its token. */
  async make(userId: string, purpose: LinkPurpose): Promise<{ id: string; token: string; expiresAt: Date }> {
    await this.endAll(userId, purpose);
    const id = newId();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_MINUTES * 60_000);
    await currentWork().query('insert into account_link (id, user_id, purpose, token_hash, expires_at, created_at) values ($1, $2, $3, $4, $5, $6)', [id, userId, purpose, hashOf(token), expiresAt, this.clock.now()]);
    return { id, token, expiresAt };
  }

  /** Remembers by which mail a link left. */
  async sentBy(id: string, mailId: string): Promise<void> {
    await currentWork().query('update account_link set mail_id = $2, version = version + 1, updated_at = now() where id = $1', [id, mailId]);
  }

  /** Whose link this is, while it is good. */
  async find(token: string): Promise<(LinkedAccount & { purpose: LinkPurpose }) | null> {
    if (!FORM.test(token)) return null;
    const [row] = await this.database.query<{ purpose: LinkPurpose; user_id: string; name: string; email: string; language: 'zh' | 'en' }>('select * from account_link_by($1, $2)', [hashOf(token), this.clock.now()]);
    return row ? { purpose: row.purpose, id: row.user_id, name: row.name, email: row.email, language: row.language } : null;
  }

  /** Uses a link up. Of two who race for it one gets through. */
  async spend(token: string, purpose: LinkPurpose): Promise<LinkedAccount> {
    const found = await this.find(token);
    if (!found || found.purpose !== purpose) throw new DomainError('LINK_SPENT', { minutes: LINK_MINUTES });
    await asSubject(found.id);
    const spent = await currentWork().query('update account_link set ended_at = $2, version = version + 1, updated_at = now() where token_hash = $1 and ended_at is null returning id', [hashOf(token), this.clock.now()]);
    if (spent.length !== 1) throw new DomainError('LINK_SPENT', { minutes: LINK_MINUTES });
    return found;
  }

  /** Ends the open links of an account. */
  async endAll(userId: string, purpose: LinkPurpose | null = null): Promise<void> {
    await asSubject(userId);
    await currentWork().query('update account_link set ended_at = $2, version = version + 1, updated_at = now() where user_id = $1 and ended_at is null and ($3::text is null or purpose = $3)', [userId, this.clock.now(), purpose]);
  }
}
