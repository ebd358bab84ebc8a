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
import { ExportApprovals } from './export-approvals';
import { ExportLimits, PURPOSE_ROWS } from './export-limits';

const exportList: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };

const MOST_RUNNING = 2;
/** Rows are counted so far: beyond it, an export is as large as exports get. */
const COUNT_MOST = 5_000_000;
/** A list may grow a little between the yes and the file. */
const GROWTH = 1.1;
const GROWTH_ROWS = 100;

/** Rows that may leave. */
export interface Leave {
  left: number;
  limit: number;
  approved: number;
}

/** An export on its way out. */
export type LeavingFile = Pick<ExportFile, 'id' | 'ownerId' | 'clear' | 'decidedById' | 'expectedRows'>;

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
    private readonly limits: ExportLimits,
    private readonly approvals: ExportApprovals,
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
    const { rows, waits } = await this.bounded(viewer, spec, { ask, reason: wish.reason });
    const jobId = await this.jobs.start('workspace.export', { exportId: id });
    if (waits) await this.putAside(viewer, jobId, { list, rows, clear });
    const { note } = currentWork();
    note.reason = wish.reason ?? '';
    note.facts = { list, format: wish.format, fields: wish.columns, clear, rows, waits };
    return this.files.add(viewer, {
      id, ownerId: viewer.userId, onBehalfOf: viewer.onBehalfOf, list, format: wish.format, state: waits ? ExportState.NEEDS_APPROVAL : ExportState.QUEUED, expectedRows: rows, ask: this.sealed.sealJson(askPlace(id), ask),
      fields: [...wish.columns], clear, reason: wish.reason ?? null, fileName: this.nameOf(spec, viewer, wish.format, id), expiresAt: new Date(this.clock.now().getTime() + EXPORT_DAYS * 86_400_000), jobId,
    });
  }

  /** How many rows this would be: refused beyond what is left of the day, and without a purpose where it is many. */
  private async bounded(viewer: Viewer, spec: ExportSpec, { ask, reason }: { ask: ExportAsk; reason?: string | null | undefined }): Promise<{ rows: number; waits: boolean }> {
    const bounds = await this.limits.of(viewer.userId);
    const most = ask.clear ? bounds.clearAbove : bounds.approvalAbove;
    const left = Math.max(0, bounds.rowsPerDay - (await this.limits.usedToday(viewer.userId)));
    const rows = await spec.count(viewer, ask, Math.min(left, COUNT_MOST) + 1);
    if (rows > left) throw new DomainError('EXPORT_QUOTA', { left, limit: bounds.rowsPerDay });
    if (rows > PURPOSE_ROWS && (reason ?? '').trim() === '') throw new DomainError('EXPORT_PURPOSE_MISSING', { field: 'reason', rows: PURPOSE_ROWS });
    return { rows, waits: rows > most };
  }

  /** The job stays with its asker's name, and is not delivered until somebody has said yes. */
  private async putAside(viewer: Viewer, jobId: string, facts: Readonly<Record<string, unknown>>): Promise<void> {
    await this.jobs.cancel(jobId);
    await this.approvals.tellApprovers(viewer.userId, { ...facts, name: viewer.name });
  }

  /** How many rows of an export may leave as things stand: the rest of the day, and what needs no yes or has had one. */
  async leaveOf(file: LeavingFile): Promise<Leave> {
    const bounds = await this.limits.of(file.ownerId);
    const left = Math.max(0, bounds.rowsPerDay - (await this.limits.usedToday(file.ownerId, file.id)));
    const free = file.clear ? bounds.clearAbove : bounds.approvalAbove;
    return { left, limit: bounds.rowsPerDay, approved: file.decidedById ? Math.max(free, (file.expectedRows ?? 0) * GROWTH + GROWTH_ROWS) : free };
  }

  /** Refuses what has grown beyond what may leave. */
  requireLeave({ left, limit, approved }: Leave, rows: number): void {
    if (rows > left) throw new DomainError('EXPORT_QUOTA', { left, limit });
    if (rows > approved) throw new DomainError('EXPORT_WAITS');
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
      if (file.state === ExportState.NEEDS_APPROVAL) throw new DomainError('EXPORT_WAITS');
      if (file.state !== ExportState.DONE) throw new DomainError('NOT_FOUND');
      if (!file.decidedById) await this.requireYes(file);
      currentWork().note.facts = { list: file.list, rows: file.rowCount, clear: file.clear };
      return { name: file.fileName, kind: file.format === 'CSV' ? 'csv' : 'xlsx', bytes: this.store.read('export', id) };
    });
  }

  /** A file that was written under wider bounds is not given out under narrower ones. */
  private async requireYes(file: ExportFile): Promise<void> {
    const bounds = await this.limits.of(file.ownerId);
    if ((file.rowCount ?? 0) > (file.clear ? bounds.clearAbove : bounds.approvalAbove)) throw new DomainError('EXPORT_WAITS');
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
