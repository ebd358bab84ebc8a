import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { jobViewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { Beat, Queue } from '@dossier/kernel/events';
import { MailInboxFault, type MailSecurity } from '@dossier/vocabulary/lead-enums';
import { MailDesk, type InboxFacts } from './mail.desk';
import { MailSeal, passwordPlace } from './mail.seal';
import { MailboxFault, MailServer, type MailSettings, type OpenFolder } from './mail.server';

const MINUTE = 60_000;
const LEASE_MINUTES = 5;
/** Letters of one visit; the next beat goes on. */
const AT_ONCE = 200;
/** How far back letters are looked through again once the server has numbered them anew. */
const AGAIN_DAYS = 3;
const DAY = 86_400_000;

interface Leased extends Record<string, unknown> {
  id: string;
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  password: Buffer;
  folder: string;
  source_id: string | null;
  owner_id: string | null;
  team_id: string | null;
  uid_validity: string | null;
  last_uid: string;
  checked_at: Date | null;
  created_at: Date;
}

/** Fetches mail once a minute. Every process ticks; a lease lets one of them read a mailbox at a time, and a fault rests it, each time longer. */
@Injectable()
export class InboxWatch implements OnApplicationShutdown {
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    private readonly server: MailServer,
    private readonly desk: MailDesk,
    private readonly seal: MailSeal,
    queue: Queue,
  ) {
    this.due = new Beat(queue, () => this.visitAll());
  }

  @Interval(MINUTE)
  beat(): void {
    this.due.strike();
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  /** Visits every mailbox that is due; gives how many were visited. */
  async visitAll(): Promise<number> {
    let visited = 0;
    for (; !this.due.isEnding; visited += 1) if (!(await this.visit())) break;
    if (visited > 0) await this.desk.forget();
    return visited;
  }

  private async visit(): Promise<boolean> {
    const lease = newId();
    const inbox = await this.leased(lease);
    if (inbox === null) return false;
    const facts: InboxFacts = { id: inbox.id, sourceId: inbox.source_id, ownerId: inbox.owner_id, teamId: inbox.team_id };
    try {
      await this.server.read(this.settings(inbox), (folder) => this.fetch(inbox, facts, { folder, lease }));
      await this.read(facts);
      await this.release(inbox.id, lease, null);
    } catch (fault) {
      await this.read(facts).catch(() => undefined);
      await this.release(inbox.id, lease, fault instanceof MailboxFault ? fault.fault : MailInboxFault.PROTOCOL);
    }
    return true;
  }

  /** What lies here is read whether or not the server could be reached; those of the visit before are on their records by now. */
  private async read(facts: InboxFacts): Promise<void> {
    await this.desk.readKept(facts);
    await this.desk.fileTaken(facts.id);
  }

  /** From now on where nobody has looked before; behind the last letter; and the last days once more where the numbers are new. */
  private async fetch(inbox: Leased, facts: InboxFacts, { folder, lease }: { folder: OpenFolder; lease: string }): Promise<void> {
    if (inbox.uid_validity === null) return this.begin(inbox.id, folder, lease);
    const isRenumbered = inbox.uid_validity !== folder.validity;
    const after = isRenumbered ? 0 : Number(inbox.last_uid);
    const since = isRenumbered ? new Date((inbox.checked_at?.getTime() ?? Date.now()) - AGAIN_DAYS * DAY) : undefined;
    if (isRenumbered) await this.work(() => currentWork().query('update mail_watch set uid_validity = $2, last_uid = 0 where inbox_id = $1 and lease = $3', [inbox.id, folder.validity, lease]));
    for (const uid of (await folder.uids(after, since)).slice(0, AT_ONCE)) {
      if (this.due.isEnding) return;
      const letter = await folder.fetch(uid);
      // What lay there before the mailbox was added stays there, under whatever number.
      if (letter !== null && letter.at.getTime() >= inbox.created_at.getTime() - DAY) await this.desk.keep(facts, folder.validity, letter, lease);
    }
  }

  private async begin(id: string, folder: OpenFolder, lease: string): Promise<void> {
    await this.work(() => currentWork().query('update mail_watch set uid_validity = $2, last_uid = $3 where inbox_id = $1 and lease = $4', [id, folder.validity, folder.nextUid - 1, lease]));
  }

  private async leased(lease: string): Promise<Leased | null> {
    const [due] = await this.database.query(`select 1 from mail_watch w join mail_inbox i on i.id = w.inbox_id where i.state = 'ACTIVE' and i.archived_at is null and w.due_at <= now() and (w.lease_until is null or w.lease_until < now()) limit 1`);
    if (due === undefined) return null;
    const rows = await this.work(() => currentWork().query<Leased>(
      `update mail_watch w set lease = $1, lease_until = now() + interval '${LEASE_MINUTES} minutes' from mail_inbox i where i.id = w.inbox_id and w.inbox_id = (
          select w2.inbox_id from mail_watch w2 join mail_inbox i2 on i2.id = w2.inbox_id where i2.state = 'ACTIVE' and i2.archived_at is null and w2.due_at <= now() and (w2.lease_until is null or w2.lease_until < now())
          order by w2.due_at limit 1 for update of w2 skip locked)
        returning i.id, i.host, i.port, i.security, i.username, i.password, i.folder, i.source_id, i.owner_id, i.team_id, w.uid_validity, w.last_uid, w.checked_at, i.created_at`, [lease]));
    return rows[0] ?? null;
  }

  private async release(id: string, lease: string, fault: MailInboxFault | null): Promise<void> {
    await this.work(() => currentWork().query(
      `update mail_watch set lease = null, lease_until = null, fault = $3, fault_at = case when $3::text is null then null else now() end, checked_at = case when $3::text is null then now() else checked_at end,
          tries = case when $3::text is null then 0 else tries + 1 end, due_at = now() + case when $3::text is null then interval '50 seconds' else interval '1 minute' * least(30, power(2, tries)) end
        where inbox_id = $1 and lease = $2`, [id, lease, fault]));
  }

  private settings(inbox: Leased): MailSettings {
    const { host, port, security, username, folder } = inbox;
    return { host, port, security, username, folder, password: this.seal.open(passwordPlace(inbox.id), inbox.password) };
  }

  private work<R>(run: () => Promise<R>): Promise<R> {
    return this.database.work(jobViewer('job.inbox', ['job.inbox'], 'inbox'), 'fetchMail', run);
  }
}
