import { Injectable } from '@nestjs/common';
import { ImapFlow } from 'imapflow';
import { DomainError } from '@dossier/kernel/errors';
import { mailPlace, Outside } from '@dossier/kernel/net';
import { MailInboxFault, MailSecurity } from '@dossier/vocabulary/lead-enums';
import { MOST_BYTES } from './mail.rules';

/** Where a mailbox is, and how one signs in. */
export interface MailSettings {
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  password: string;
  folder: string;
}

/** A letter as it lies on the server; `raw` is null where it is too large to be fetched. */
export interface Fetched {
  uid: number;
  at: Date;
  raw: Buffer | null;
}

/** The folder that is open: how its letters are numbered, and how to get at them. */
export interface OpenFolder {
  validity: string;
  nextUid: number;
  count: number;
  /** Numbers behind `after`, lowest first; those of the days since `since` alone where that is said. */
  uids: (after: number, since?: Date) => Promise<number[]>;
  fetch: (uid: number) => Promise<Fetched | null>;
}

/** Why a mailbox could not be read. */
export class MailboxFault extends Error {
  override name = 'MailboxFault';
  constructor(readonly fault: MailInboxFault) {
    super(fault);
  }
}

const SECONDS = 1_000;

/** Reads mail servers by IMAP: never marks, moves or deletes anything there. */
@Injectable()
export class MailServer {
  constructor(private readonly outside: Outside) {}

  /** The address of the server, judged. @throws DomainError ADDRESS_REFUSED */
  judge({ host, port, security }: Pick<MailSettings, 'host' | 'port' | 'security'>): Promise<string> {
    return mailPlace({ host, port, isSafe: security !== MailSecurity.NONE }, this.outside);
  }

  /** Opens the folder for reading and lets `run` work on it; the connection is closed whatever happens. @throws MailboxFault */
  async read<R>(settings: MailSettings, run: (folder: OpenFolder) => Promise<R>): Promise<R> {
    const client = await this.connected(settings);
    try {
      const lock = await client.getMailboxLock(settings.folder, { readOnly: true }).catch(() => {
        throw new MailboxFault(MailInboxFault.FOLDER);
      });
      try {
        return await run(folderOf(client));
      } finally {
        lock.release();
      }
    } catch (fault) {
      throw asFault(fault);
    } finally {
      client.close();
    }
  }

  private async connected(settings: MailSettings): Promise<ImapFlow> {
    const { host, port, security, username, password } = settings;
    const address = await this.judge(settings).catch((fault: unknown) => {
      if (fault instanceof DomainError && fault.code === 'ADDRESS_REFUSED') throw new MailboxFault(MailInboxFault.ADDRESS);
      throw fault;
    });
    const client = new ImapFlow({
      host: address, servername: host, port, secure: security === MailSecurity.TLS, ...(security === MailSecurity.STARTTLS ? { doSTARTTLS: true } : { doSTARTTLS: false }),
      auth: { user: username, pass: password }, logger: false, disableAutoIdle: true, connectionTimeout: 20 * SECONDS, greetingTimeout: 20 * SECONDS, socketTimeout: 60 * SECONDS,
    });
    // A line that breaks between two commands is told here; the command that follows fails.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (fault) {
      client.close();
      throw asFault(fault);
    }
    return client;
  }
}

function folderOf(client: ImapFlow): OpenFolder {
  const { mailbox } = client;
  if (mailbox === false) throw new MailboxFault(MailInboxFault.FOLDER);
  return {
    validity: String(mailbox.uidValidity), nextUid: mailbox.uidNext, count: mailbox.exists,
    uids: async (after, since) => {
      const found = await client.search({ uid: `${after + 1}:*`, ...(since ? { since } : {}) }, { uid: true });
      // `n:*` names the last letter also where it lies before n.
      return (found || []).filter((uid) => uid > after).toSorted((a, b) => a - b);
    },
    fetch: async (uid) => {
      const head = await client.fetchOne(String(uid), { uid: true, size: true, internalDate: true }, { uid: true });
      if (!head) return null;
      const at = head.internalDate ? new Date(head.internalDate) : new Date();
      if ((head.size ?? 0) > MOST_BYTES) return { uid, at, raw: null };
      const whole = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
      return whole && whole.source ? { uid, at, raw: whole.source } : null;
    },
  };
}

function asFault(fault: unknown): unknown {
  if (fault instanceof MailboxFault || fault instanceof DomainError) return fault;
  const { code = '', authenticationFailed = false } = fault as { code?: string; authenticationFailed?: boolean };
  if (authenticationFailed) return new MailboxFault(MailInboxFault.SIGN_IN);
  if (/TIMEOUT|ETIMEDOUT/i.test(code)) return new MailboxFault(MailInboxFault.TIMEOUT);
  if (/^E[A-Z]+$|NoConnection|ClosedAfterConnect|CERT|TLS|SSL|CONNECT/i.test(code)) return new MailboxFault(MailInboxFault.UNREACHABLE);
  return new MailboxFault(MailInboxFault.PROTOCOL);
}
