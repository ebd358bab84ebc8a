import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { csvPieces, type ExportAsk, ExchangeRegistry, type ExportSpec, type SheetColumn, xlsxPieces } from '@dossier/kernel/exchange';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { FileStore } from '../files/file-store';
import { SealedText } from '../files/sealed-text';
import { ExportLimits } from './export-limits';
import { ExportMarks } from './export-marks';
import { askPlace, ExportService } from './export.service';
import { footOf, watermarkOf } from './export.watermark';

interface FileRowOf {
  id: string;
  list: string;
  format: 'CSV' | 'XLSX';
  ask: Buffer;
  reason: string | null;
  state: string;
  ownerId: string | null;
  clear: boolean;
  decidedById: string | null;
  expectedRows: number | null;
}

/** Who asks for which list, and how. */
interface Asked {
  spec: ExportSpec;
  viewer: Viewer;
  ask: ExportAsk;
}

/** An export in one of these states is not written: it is there, or nobody has said yes. */
const AT_REST = new Set(['DONE', 'NEEDS_APPROVAL', 'DECLINED', 'EXPIRED']);

/** Writes an export: page after page through the list's own plan into an encrypted file. Run again, it writes the file anew. */
@Job('workspace.export', 'job.export')
@Access('job.export')
export class ExportJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly exports: ExportService,
    private readonly store: FileStore,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly limits: ExportLimits,
    private readonly marks: ExportMarks,
  ) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['exportId']);
    const [file] = await this.database.query<FileRowOf & Record<string, unknown>>(`select id, list, format, ask, state, reason, owner_id as "ownerId", clear, decided_by as "decidedById", expected_rows as "expectedRows" from export_file where id = $1`, [id]);
    if (file === undefined || AT_REST.has(file.state)) return;
    await job.work(() => this.mark(id, `state = 'RUNNING'`));
    try {
      await this.write(job, file);
    } catch (fault) {
      // One that has grown beyond what may leave goes back to whoever says yes or no.
      if (fault instanceof DomainError) await job.work(() => this.mark(id, fault.code === 'EXPORT_WAITS' ? `state = 'NEEDS_APPROVAL', decided_by = null, decided_at = null` : `state = 'FAILED'`));
      throw fault;
    }
  }

  private async write(job: JobRun, file: FileRowOf): Promise<void> {
    const ask = this.sealed.openJson<ExportAsk>(askPlace(file.id), file.ask);
    const spec = this.registry.export(file.list);
    const viewer = await job.viewer();
    this.exports.require(viewer, spec, ask.clear);
    this.exports.knownColumns(viewer, spec, ask.columns);
    const written = { rows: 0 };
    const pages = this.watched(job, { file, spec, viewer, ask }, written);
    const signs = this.marks.signsOf(file.id, await this.limits.markOf(file.ownerId), viewer);
    const pieces = this.pieces(file, { spec, viewer, ask, signs }, pages);
    const { size } = await this.store.write('export', file.id, pieces);
    await job.work(async () => {
      currentWork().note.facts = { list: file.list, rows: written.rows, fields: ask.columns, clear: ask.clear };
      await currentWork().query(`update export_file set state = 'DONE', row_count = $2, size = $3, version = version + 1, updated_at = now() where id = $1`, [file.id, written.rows, size]);
    });
  }

  private pieces(file: FileRowOf, { spec, viewer, ask, signs }: Asked & { signs: string }, pages: AsyncIterable<readonly Record<string, unknown>[]>): AsyncGenerator<Buffer> {
    const columns = columnsOf(spec, ask, viewer);
    const { zone } = this.clock;
    if (file.format === 'CSV') return csvPieces(columns, pages, zone, signs);
    const label = spec.label[viewer.language];
    const mark = { id: file.id, at: this.clock.now(), zone, label, columns: columns.map(({ title }) => title), clear: ask.clear, reason: file.reason };
    return xlsxPieces(label, columns, pages, { zone, mark: { title: viewer.language === 'zh' ? '关于此文件' : 'About this file', foot: footOf(viewer, mark), lines: watermarkOf(viewer, mark), signs } });
  }

  /** The pages of the list, counted; the rights are asked again on the way, so that a leaver's export stops. */
  private async *watched(job: JobRun, { file, spec, viewer, ask }: Asked & { file: FileRowOf }, written: { rows: number }): AsyncGenerator<readonly Record<string, unknown>[]> {
    let asked = Date.now();
    let leave = await this.exports.leaveOf(file);
    for await (const rows of spec.pages(viewer, ask)) {
      written.rows += rows.length;
      this.exports.requireLeave(leave, written.rows);
      yield rows;
      if (Date.now() - asked < 2_000) continue;
      asked = Date.now();
      this.exports.require(await job.viewer(), spec, ask.clear);
      leave = await this.exports.leaveOf(file);
      if (await job.cancelled()) throw new DomainError('NOT_FOUND');
      await job.progress(written.rows, null);
    }
    await job.progress(written.rows, written.rows);
  }

  private async mark(id: string, sets: string): Promise<void> {
    await currentWork().query(`update export_file set ${sets}, version = version + 1, updated_at = now() where id = $1`, [id]);
  }
}

function columnsOf(spec: ExportSpec, ask: ExportAsk, viewer: Viewer): SheetColumn[] {
  return ask.columns.flatMap((name) => {
    const column = spec.columns.find((one) => one.name === name);
    return column === undefined ? [] : [{ name, title: column.label[viewer.language], type: column.type }];
  });
}
