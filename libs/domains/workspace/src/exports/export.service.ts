import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { type ExportAsk, ExchangeRegistry, type ExportSpec } from '@dossier/kernel/exchange';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ExportState } from '@dossier/vocabulary/enums';
import { FileStore } from '../files/file-store';
import { SealedText } from '../files/sealed-text';
import { EXPORT_DAYS, ExportFile } from './export-file.entity';
import type { ExportWish } from './export.inputs';

const exportList: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

const MOST_RUNNING = 2;

/** Where the sealed wish of an export stands. */
export const askPlace = (id: string) => ({ table: 'export_file', column: 'ask', rowId: id });

/** A file ready to be sent. */
export interface ReadyFile {
  name: string;
  kind: 'csv' | 'xlsx';
  bytes: AsyncIterable<Uint8Array>;
}

/** Exports: asked for by a verb, written by a job with the rights of then, fetched by the one who asked. */
@Injectable()
export class ExportService {
  constructor(
    @InjectRecords(ExportFile) private readonly files: Records<ExportFile>,
    private readonly registry: ExchangeRegistry,
    private readonly jobs: Jobs,
    private readonly store: FileStore,
    private readonly sealed: SealedText,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  page(viewer: Viewer, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    return this.files.page(viewer, args, exportList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.files.read(viewer, id, asked);
  }

  /** Begins an export of a list: checks words and columns, stores the wish sealed, starts the job. */
  async start(viewer: Viewer, list: string, wish: ExportWish): Promise<ExportFile> {
    const spec = this.registry.export(list);
    const clear = wish.clear === true;
    this.require(viewer, spec, clear);
    if (clear && (wish.reason ?? '').trim() === '') throw new DomainError('EXPORT_REASON_MISSING', { field: 'reason' });
    this.knownColumns(viewer, spec, wish.columns);
    await this.fewEnough(viewer);
    const id = newId();
    const ask: ExportAsk = { filter: (wish.filter ?? null) as ExportAsk['filter'], sort: wish.sort ?? null, order: wish.order ?? null, columns: wish.columns, clear };
    const jobId = await this.jobs.start('workspace.export', { exportId: id });
    const { note } = currentWork();
    note.reason = wish.reason ?? '';
    note.facts = { list, format: wish.format, fields: wish.columns, clear };
    return this.files.add(viewer, {
      id, ownerId: viewer.userId, onBehalfOf: viewer.onBehalfOf, list, format: wish.format, state: ExportState.QUEUED, ask: this.sealed.sealJson(askPlace(id), ask),
      fields: [...wish.columns], clear, reason: wish.reason ?? null, fileName: this.nameOf(spec, viewer, wish.format, id), expiresAt: new Date(this.clock.now().getTime() + EXPORT_DAYS * 86_400_000), jobId,
    });
  }

  /** The file for its owner, with the rights of now; each download leaves an entry. */
  async download(viewer: Viewer, id: string): Promise<ReadyFile> {
    return this.database.work(viewer, 'downloadExport', async () => {
      const file = await this.files.get(viewer, id);
      // What was asked for in somebody's place is theirs: it takes their place again to fetch it.
      if (file.onBehalfOf !== viewer.onBehalfOf) throw new DomainError('NOT_FOUND');
      const spec = this.registry.export(file.list);
      this.require(viewer, spec, file.clear);
      this.stillOpen(viewer, spec, file.fields);
      if (file.state === ExportState.EXPIRED || file.expiresAt <= this.clock.now()) throw new DomainError('FILE_EXPIRED');
      if (file.state !== ExportState.DONE) throw new DomainError('NOT_FOUND');
      currentWork().note.facts = { list: file.list, rows: file.rowCount, clear: file.clear };
      return { name: file.fileName, kind: file.format === 'CSV' ? 'csv' : 'xlsx', bytes: this.store.read('export', id) };
    });
  }

  /** Refuses somebody without the words of this export. */
  require(viewer: Viewer, spec: ExportSpec, clear: boolean): void {
    const words = [spec.word, ...(clear && spec.clearWord !== undefined ? [spec.clearWord] : [])];
    const missing = words.find((word) => !viewer.may(word));
    if (missing !== undefined) throw new DomainError('FORBIDDEN', { permission: missing });
  }

  /** A column that this viewer may not read is not known, exactly as one that does not exist. */
  knownColumns(viewer: Viewer, spec: ExportSpec, columns: readonly string[]): void {
    const known = new Set(spec.readable(viewer));
    const unknown = columns.find((name) => !known.has(name) || !spec.columns.some((column) => column.name === name));
    if (unknown !== undefined) throw new DomainError('UNKNOWN_NAME', { type: spec.list, name: unknown });
  }

  /** A file whose fields have been closed to its owner since is not given out any more. */
  private stillOpen(viewer: Viewer, spec: ExportSpec, fields: readonly string[]): void {
    const known = new Set(spec.readable(viewer));
    if (fields.some((name) => !known.has(name))) throw new DomainError('FORBIDDEN', { permission: spec.word });
  }

  /** Two exports of one account at a time: a third waits for whoever asked, not for everybody else. */
  private async fewEnough(viewer: Viewer): Promise<void> {
    const work = currentWork();
    await work.query(`select pg_advisory_xact_lock(hashtext('exports'), hashtext($1::text))`, [viewer.userId]);
    const running = await work.query(`select 1 from export_file f join job j on j.id = f.job_id and j.state in ('QUEUED','RUNNING') where f.owner_id = $1`, [viewer.userId]);
    if (running.length >= MOST_RUNNING) throw new DomainError('EXPORTS_RUNNING', { limit: MOST_RUNNING });
  }

  private nameOf(spec: ExportSpec, viewer: Viewer, format: string, id: string): string {
    return `${spec.label[viewer.language]} ${this.clock.today()} ${viewer.name} ${id.slice(-6)}.${format.toLowerCase()}`.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 200);
  }
}
