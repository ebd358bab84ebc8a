import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { decryptField, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { FileStore } from '@dossier/workspace';
import { SubjectRequestKind } from '@dossier/vocabulary/privacy-enums';
import { customerParts, type CustomerPart } from '../merging/parts';
import { SubjectFile } from './request.entity';
import { requireAnswerable } from './request.rules';
import { SubjectRequestService } from './request.service';

const FILE_DAYS = 7;
const VERSION = 1;
/** What serves us and not the person: search keys, fingerprints, and marks of our own. */
const OURS = new Set(['name_key', 'search_grams', 'search_text', 'blind_index', 'blind_index_b', 'phone_tail', 'email_domain', 'side_id', 'side_primary', 'side_hidden', 'covers', 'batch_id', 'version', 'told_at']);

/** A copy of everything kept on one person: sections by table, rows as they stand, class A in clear. */
export interface SubjectData {
  format: 'dossier/personal-data';
  version: number;
  madeAt: string;
  company: string;
  customer: Record<string, unknown>;
  sections: Record<string, Record<string, unknown>[]>;
}

/** Makes and hands out copies of what is kept on a person. */
@Injectable()
export class SubjectFileService {
  constructor(
    @InjectRecords(SubjectFile) private readonly files: Records<SubjectFile>,
    private readonly requests: SubjectRequestService,
    private readonly keys: PersonKeys,
    private readonly store: FileStore,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.files.read(viewer, id, asked);
  }

  /** Makes the copy that answers a request for access or for a copy, once it is known who asks. */
  async make(viewer: Viewer, requestId: string): Promise<SubjectFile> {
    const request = await this.requests.open(viewer, requestId);
    if (request.kind !== SubjectRequestKind.ACCESS && request.kind !== SubjectRequestKind.COPY) throw new DomainError('INVALID_INPUT', { field: 'kind', reason: 'ACCESS, COPY' });
    requireAnswerable(request, true);
    const id = newId();
    const text = JSON.stringify(await this.everything(request.customerId), null, 2);
    const { size } = await this.store.write('export', id, pieces(text));
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: request.customerId, facts: { size } });
    return this.files.add(viewer, { id, customerId: request.customerId, requestId, ownerId: viewer.userId!, size, expiresAt: new Date(this.clock.now().getTime() + FILE_DAYS * 86_400_000) });
  }

  /** The copy for the one who made it; each time leaves an entry. */
  async open(viewer: Viewer, id: string): Promise<SubjectData> {
    return this.database.work(viewer, 'downloadSubjectFile', async () => {
      const file = await this.files.get(viewer, id);
      if (file.expiresAt <= this.clock.now()) throw new DomainError('FILE_EXPIRED');
      Object.assign(currentWork().note, { objectType: 'Customer', objectId: file.customerId });
      const chunks: Uint8Array[] = [];
      for await (const chunk of this.store.read('export', id)) chunks.push(chunk);
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as SubjectData;
    });
  }

  /** Everything, in the open unit of work: the record, and the rows of every table that hangs on it. */
  private async everything(customerId: string): Promise<SubjectData> {
    const work = currentWork();
    const [found] = await work.query<{ row: Record<string, unknown>; company: string; wrapped: Buffer | null }>(
      `select to_jsonb(c) as row, coalesce((select name from company limit 1), '') as company, (select wrapped from customer_key k where k.customer_id = c.id) as wrapped from customer c where c.id = $1`, [customerId]);
    const key = found!.wrapped ? this.keys.open(customerId, found!.wrapped) : null;
    const sections: SubjectData['sections'] = {};
    for (const part of customerParts()) {
      const rows = await this.rowsOf(part, customerId, key);
      if (rows.length > 0) sections[part.table] = [...(sections[part.table] ?? []), ...rows];
    }
    const orders = await work.query<{ row: Record<string, unknown> }>('select to_jsonb(l) as row from order_line l join sales_order o on o.id = l.order_id where o.customer_id = $1 order by o.ordered_at, l.line_no', [customerId]);
    if (orders.length > 0) sections['order_line'] = orders.map(({ row }) => theirs(row));
    return { format: 'dossier/personal-data', version: VERSION, madeAt: this.clock.now().toISOString(), company: found!.company, customer: theirs(found!.row), sections };
  }

  private async rowsOf({ table, column = 'customer_id', sealed = [] }: CustomerPart, customerId: string, key: Buffer | null): Promise<Record<string, unknown>[]> {
    const bytes = await currentWork().query<{ name: string }>(`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and data_type = 'bytea'`, [table]);
    const opened = sealed.map((name) => `t.${name} as "sealed ${name}"`);
    const rows = await currentWork().query<Record<string, unknown>>(`select to_jsonb(t) - $2::text[] as row${opened.length > 0 ? `, ${opened.join(', ')}` : ''} from ${table} t where t.${column} = $1`, [customerId, bytes.map(({ name }) => name)]);
    return rows.map((found) => {
      const row = theirs(found['row'] as Record<string, unknown>);
      for (const name of sealed) {
        const box = found[`sealed ${name}`] as Buffer | null;
        if (box && key) row[name.replace(/_cipher$/, '')] = decryptField(key, box, { table, column: name, rowId: String((found['row'] as { id: unknown }).id) });
      }
      return row;
    });
  }
}

const theirs = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(row).filter(([name, value]) => !OURS.has(name) && value !== null));

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
