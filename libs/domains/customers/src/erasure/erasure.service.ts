import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { jobViewer, type Viewer } from '@dossier/kernel/access';
import { CipherError, KeyRing, openPeople, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database, inBackground, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { Leftovers } from '@dossier/kernel/keys';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '../profile/customer.entity';
import { eraseRows } from './erase.plan';
import { Erasure, type ErasedCount } from './erasure.entity';
import { ErasureList } from './erasure.list';

const erasureList: ListSpec<never, 'ERASED_AT'> = { filter: {}, sort: { ERASED_AT: { path: 'erasedAt', type: 'timestamptz' } }, defaultSort: 'ERASED_AT', defaultOrder: 'DESC' };

/** How often a start asks a database that does not answer. */
const PATIENCE = 60;

/** Forgets persons: the one verb by which personal data leaves. */
@Injectable()
export class ErasureService implements OnApplicationBootstrap {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Erasure) private readonly erasures: Records<Erasure>,
    private readonly list: ErasureList,
    private readonly keys: PersonKeys,
    private readonly ring: KeyRing,
    private readonly leftovers: Leftovers,
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Before the product opens. A database that is busy or not yet there is waited for: nobody may come in while the two disagree. */
  async onApplicationBootstrap(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const fault = await inBackground(() => this.settle()).then(() => null, (reason: unknown) => reason);
      if (fault === null) return;
      if (tries >= PATIENCE || !(fault instanceof DomainError && fault.code === 'UNAVAILABLE')) throw fault;
      await new Promise((next) => setTimeout(next, 1_000));
    }
  }

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.erasures.page(viewer, args, erasureList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.erasures.read(viewer, id, asked);
  }

  /** Erases a person with every record merged into theirs, and gives the certificate. There is no way back. */
  async erase(viewer: Viewer, id: string, { requestId, reason }: { requestId: string | null; reason: string }): Promise<Erasure> {
    // Whoever could not read the certificate would see the act fail after it had begun.
    if (!viewer.may('privacy.manage')) throw new DomainError('FORBIDDEN', { permission: 'privacy.manage' });
    await currentWork().query(`set local statement_timeout = '120s'`);
    const customer = await this.customers.get(viewer, id);
    if (customer.erasedAt !== null) throw new DomainError('CUSTOMER_ERASED');
    const [standing] = await currentWork().query<{ id: string }>('select coalesce(merged_into_id, id) as id from customer where id = $1', [customer.id]);
    const root = await this.customers.get(viewer, standing!.id, 'ERASE');
    const rows = await currentWork().query<{ id: string }>('select id from customer where id = $1 or merged_into_id = $1 order by id for update', [root.id]);
    const ids = rows.map((row) => row.id);
    const counts = await this.remove(ids);
    // The last act before the commit: whoever stands on the list is forgotten, if not now then at the next start.
    await currentWork().query(`select pg_advisory_xact_lock(hashtext('erasure-list'))`);
    const line = this.list.append(ids, this.clock.now());
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: root.id, facts: { records: ids.length, line: line.number } });
    return this.erasures.add(viewer, {
      id: newId(), customerId: root.id, requestId, erasedAt: this.clock.now(), actorId: viewer.userId, actorName: viewer.name, reason: reason.trim(),
      counts, listNumber: line.number, listMark: line.mark,
    });
  }

  /**
   * Makes database and list agree, before the product opens: whoever the list names and the database still knows (it was restored from an
   * older backup) is forgotten again, and an erasure that the list lacks is written there anew.
   */
  async settle(): Promise<number> {
    const lines = this.list.read();
    const listed = [...new Set(lines.flatMap(({ ids }) => ids))];
    const known = await this.database.query<{ id: string; erased: boolean; root: string }>('select id, erased_at is not null as erased, coalesce(merged_into_id, id) as root from customer where id = any($1::uuid[]) or erased_at is not null', [listed]);
    const forgotten = known.filter(({ id, erased }) => !erased && listed.includes(id)).map(({ id }) => id);
    const missing = Map.groupBy(known.filter(({ id, erased }) => erased && !listed.includes(id)), ({ root }) => root);
    if (forgotten.length === 0 && missing.size === 0) return 0;
    const actor = jobViewer('erasures', ['job.privacy'], 'start');
    await this.database.work(actor, 'replayErasures', async () => {
      await currentWork().query(`set local statement_timeout = '300s'`);
      await currentWork().query(`select pg_advisory_xact_lock(hashtext('erasure-list'))`);
      if (forgotten.length > 0) await this.remove(forgotten);
      for (const [root, rows] of missing) this.list.append([root, ...rows.map(({ id }) => id).filter((id) => id !== root)], this.clock.now());
      currentWork().note.facts = { forgotten: forgotten.length, listed: missing.size };
    });
    return forgotten.length;
  }

  /** By what these are found where no row of theirs stands: names that nobody else bears, and their contacts as people write them. */
  private async wordsOf(ids: readonly string[]): Promise<{ names: string[]; contacts: string[] }> {
    const [named] = await currentWork().query<{ names: string[] }>('select own_names($1::uuid[]) as names', [ids]);
    const rows = await currentWork().query<{ id: string; cipher: Buffer; owner: string; wrapped: Buffer }>(
      'select i.id, i.value_cipher as cipher, i.customer_id as owner, k.wrapped from customer_identity i join customer_key k on k.customer_id = i.customer_id where i.customer_id = any($1::uuid[])', [ids]);
    const people = [...Map.groupBy(rows, ({ owner }) => owner)].map(([personId, own]) => ({ personId, wrapped: own[0]!.wrapped, fields: own.map(({ id, cipher }) => ({ table: 'customer_identity', column: 'value_cipher', rowId: id, cipher })) }));
    return { names: named?.names ?? [], contacts: [...new Set(people.flatMap((person) => this.opened(person)).flatMap(formsOf))] };
  }

  /** A contact that does not open any more is no reason to keep its person. */
  private opened(person: Parameters<typeof openPeople>[1][number]): string[] {
    try {
      return openPeople(this.ring, [person]).flat();
    } catch (fault) {
      if (fault instanceof CipherError) return [];
      throw fault;
    }
  }

  /** Rows, keys, files: everything that could tell who these were. */
  private async remove(ids: readonly string[]): Promise<ErasedCount[]> {
    const work = currentWork();
    const files = await work.query<{ id: string }>(
      `select id from export_file where state in ('RUNNING','DONE') union all select id from subject_file where customer_id = any($1::uuid[]) or side_id = any($1::uuid[])`, [ids]);
    const words = await this.wordsOf(ids);
    const sealed = await this.leftovers.forget([...words.contacts, ...words.names]);
    const told = [...sealed, ...(await eraseRows((text, values) => work.query(text, values), ids, words.contacts))];
    // Copies for whoever asked for them, and the files of the person's own requests: a job outlives a process that ends now.
    await this.jobs.startOwn('customers.erase-files', { files: files.map(({ id }) => id) });
    work.after(() => ids.forEach((id) => this.keys.forget(id)));
    return told;
  }
}

/** A number as people write it: whole, without its country, in groups. Another contact as it is. */
function formsOf(contact: string): string[] {
  const national = /^\+86(1\d{10})$/.exec(contact)?.[1];
  if (!national) return contact.startsWith('+') ? [contact, contact.slice(1)] : [contact];
  const groups = [national.slice(0, 3), national.slice(3, 7), national.slice(7)];
  return [contact, national, groups.join(' '), groups.join('-')];
}
