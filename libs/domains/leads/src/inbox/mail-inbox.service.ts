import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page, PageArgs } from '@dossier/kernel/list';
import { MailInboxState } from '@dossier/vocabulary/lead-enums';
import { MailInbox } from './mail-inbox.entity';
import { mailInboxList, type MailInboxCheck, type MailInboxInput } from './mail-inbox.inputs';
import { MailSeal, passwordPlace } from './mail.seal';
import { MailboxFault, MailServer } from './mail.server';

const MOST_INBOXES = 20;

/** Mailboxes of ours: where they are, and whose the leads are that come in by them. */
@Injectable()
export class MailInboxService {
  constructor(
    @InjectRecords(MailInbox) private readonly inboxes: Records<MailInbox>,
    private readonly server: MailServer,
    private readonly seal: MailSeal,
    private readonly database: Database,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.inboxes.page(viewer, args, mailInboxList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.inboxes.read(viewer, id, asked);
  }

  /** Adds a mailbox; letters that come from now on are fetched. Its address is judged now and at every connection. */
  async create(viewer: Viewer, input: MailInboxInput): Promise<MailInbox> {
    if (!input.password) throw new DomainError('INVALID_INPUT', { field: 'password', reason: 'NEEDED' });
    const [room] = await currentWork().query<{ count: number }>('select count(*)::int as count from mail_inbox where archived_at is null');
    if ((room?.count ?? 0) >= MOST_INBOXES) throw new DomainError('INVALID_INPUT', { field: 'name', reason: `<= ${MOST_INBOXES}` });
    const id = newId();
    const change = await this.judged(input, null);
    const made = await this.inboxes.add(viewer, { ...change, id, password: this.seal.seal(passwordPlace(id), input.password), state: MailInboxState.ACTIVE });
    await currentWork().query('insert into mail_watch (inbox_id) values ($1)', [id]);
    return made;
  }

  /** Changes a mailbox. The password goes to no other server and no other user than those it was given for. */
  async update(viewer: Viewer, id: string, version: number, input: MailInboxInput): Promise<MailInbox> {
    const inbox = await this.inboxes.get(viewer, id, 'UPDATE');
    const change = await this.judged(input, id);
    const isElsewhere = change.host !== inbox.host || change.port !== inbox.port || change.security !== inbox.security || change.username !== inbox.username;
    if (isElsewhere && !input.password) throw new DomainError('INVALID_INPUT', { field: 'password', reason: 'NEEDED' });
    const saved = await this.inboxes.save(viewer, inbox, { ...change, ...(input.password ? { password: this.seal.seal(passwordPlace(id), input.password) } : {}) }, 'UPDATE', { base: version });
    if (isElsewhere || change.folder !== inbox.folder) await currentWork().query('update mail_watch set uid_validity = null, last_uid = 0 where inbox_id = $1', [id]);
    await this.fresh(id);
    return saved;
  }

  /** Nothing is fetched until it goes on. */
  async pause(viewer: Viewer, id: string): Promise<void> {
    await this.inboxes.save(viewer, await this.inboxes.get(viewer, id, 'PAUSE'), { state: MailInboxState.PAUSED }, 'PAUSE');
  }

  /** Goes on with what came meanwhile. */
  async resume(viewer: Viewer, id: string): Promise<void> {
    await this.inboxes.save(viewer, await this.inboxes.get(viewer, id, 'RESUME'), { state: MailInboxState.ACTIVE }, 'RESUME');
    await this.fresh(id);
  }

  /** Ends a mailbox here; on its server nothing changes. */
  async archive(viewer: Viewer, id: string): Promise<void> {
    await this.inboxes.archive(viewer, await this.inboxes.get(viewer, id, 'ARCHIVE'));
  }

  /** Goes on with a mailbox that was ended, with the letters that came meanwhile. */
  async restore(viewer: Viewer, id: string): Promise<void> {
    if (!isId(id)) throw new DomainError('NOT_FOUND');
    const [taken] = await currentWork().query('select 1 from mail_inbox a join mail_inbox i on lower(i.name) = lower(a.name) and i.archived_at is null where a.id = $1 and i.id <> a.id', [id]);
    if (taken) throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'TAKEN' });
    await this.inboxes.restore(viewer, id);
    await this.fresh(id);
  }

  /** Tries to sign in and to open the folder, and reads nothing. */
  async check(viewer: Viewer, id: string): Promise<MailInboxCheck> {
    const { host, port, security, username, folder, password } = await this.inboxes.get(viewer, id, 'CHECK');
    try {
      const count = await this.server.read({ host, port, security, username, folder, password: this.seal.open(passwordPlace(id), password) }, async (open) => open.count);
      return { isOk: true, fault: null, count };
    } catch (fault) {
      if (!(fault instanceof MailboxFault)) throw fault;
      return { isOk: false, fault: fault.fault, count: null };
    }
  }

  private async judged(input: MailInboxInput, id: string | null): Promise<Partial<MailInbox>> {
    const name = input.name.trim();
    const [taken] = await currentWork().query('select 1 from mail_inbox where lower(name) = lower($1) and archived_at is null and id is distinct from $2', [name, id]);
    if (taken) throw new DomainError('NAME_TAKEN', { name });
    const host = input.host.trim().toLowerCase();
    await this.server.judge({ host, port: input.port, security: input.security });
    if (input.sourceId && (await this.database.query('select 1 from channel where id = $1 and archived_at is null', [input.sourceId])).length === 0) throw new DomainError('NOT_FOUND');
    return { name, host, port: input.port, security: input.security, username: input.username.trim(), folder: input.folder?.trim() || 'INBOX', sourceId: input.sourceId ?? null, ...(await this.ownerOf(input.ownerId ?? null)) };
  }

  /** An active colleague, with the team that comes with them. */
  private async ownerOf(ownerId: string | null): Promise<Pick<MailInbox, 'ownerId' | 'teamId'>> {
    if (ownerId === null) return { ownerId: null, teamId: null };
    const [user] = await this.database.query(`select 1 from app_user where id = $1 and archived_at is null and kind = 'PERSON' and status = 'ACTIVE'`, [ownerId]);
    if (!user) throw new DomainError('NOT_FOUND');
    const [team] = await this.database.query<{ team_id: string }>('select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = $1 order by m.created_at, m.team_id limit 1', [ownerId]);
    return { ownerId, teamId: team?.team_id ?? null };
  }

  /** It counts as untried, and is visited at the next beat. */
  private async fresh(id: string): Promise<void> {
    await currentWork().query('update mail_watch set fault = null, fault_at = null, tries = 0, due_at = now() where inbox_id = $1', [id]);
  }
}
