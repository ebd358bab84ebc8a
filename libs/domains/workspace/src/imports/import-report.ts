import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, isId, RecordsOf, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { JobStatus } from '@dossier/kernel/events';
import { ExchangeRegistry } from '@dossier/kernel/exchange';
import type { Page, PageArgs } from '@dossier/kernel/list';
import { FailedRows, inFileWords, worded } from './import-failed';
import { ImportFiles } from './import-files';
import { requireWord, specFor } from './import-rights';
import { rowFromStatement } from './import-rows';
import type { Import } from './import.entity';
import type { ImportColumn, ImportField, ImportProblem, ImportProblemRow } from './import.views';

/** What an import shows beyond its columns: samples, fields, problems in words, the file of failed rows. Its owner's alone. */
@Injectable()
export class ImportReport {
  constructor(
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly files: ImportFiles,
    private readonly failed: FailedRows,
    private readonly records: RecordsOf,
  ) {}

  async columns(viewer: Viewer, id: string): Promise<ImportColumn[]> {
    const row = await this.own(viewer, id);
    const { samples } = this.files.openHead(id, row.head);
    return row.storedColumns.map(({ name, confidence }, index) => ({ index, name, sample: samples[index] ?? [], field: row.mapping[name] ?? null, confidence }));
  }

  async fields(viewer: Viewer, id: string): Promise<ImportField[]> {
    const row = await this.own(viewer, id);
    return specFor(viewer, this.registry.import(row.kind)).fields.map(({ name, label, required, type, key, defaultable, collects }) => ({
      name, label: label[viewer.language], required: required === true, type, key: key === true, defaultable: defaultable === true, collects: collects !== undefined,
    }));
  }

  async preview(viewer: Viewer, id: string): Promise<string[][]> {
    const row = await this.own(viewer, id);
    return this.files.openHead(id, row.head).preview;
  }

  async problems(viewer: Viewer, id: string): Promise<ImportProblem[]> {
    const row = await this.own(viewer, id);
    return row.storedProblems.map((problem) => ({
      ...worded(inFileWords(row, { code: problem.code, column: problem.column, value: problem.example, facts: (problem.facts ?? {}) as Record<string, string | number> }), viewer.language),
      count: problem.count, example: problem.example, rowNo: problem.rowNo,
    }));
  }

  async problemRows(viewer: Viewer, id: string, args: PageArgs): Promise<Page<ImportProblemRow>> {
    return this.failed.page(viewer, await this.own(viewer, id), args);
  }

  async job(viewer: Viewer, id: string, asked: Selection): Promise<Raw | null> {
    const { jobId } = await this.own(viewer, id);
    return jobId === null ? null : ((await this.records.of(JobStatus).readAll(viewer, [jobId], asked))[0] ?? null);
  }

  /** Name and pieces of the file of failed rows. */
  async failedFile(viewer: Viewer, id: string): Promise<{ name: string; bytes: AsyncIterable<Uint8Array> }> {
    const row = await this.own(viewer, id);
    const title = { zh: '未导入的行', en: 'rows not imported' }[viewer.language];
    return { name: `${row.fileName.replace(/\.(csv|tsv|txt|xlsx)(\.gz)?$/i, '')} ${title}.csv`, bytes: this.failed.file(row, viewer.language) };
  }

  /** Where the import stands, for programs. */
  async status(viewer: Viewer, id: string): Promise<Record<string, unknown>> {
    const row = await this.own(viewer, id);
    const { kind, fileName, size, state, encoding, delimiter, sheet, headerRow, mapping, mode, key, rowCount, newCount, changedCount, sameCount, failedCount, insertedCount, updatedCount, skippedCount, sameFileAs, batchId, jobId } = row;
    const problems = await this.problems(viewer, id);
    return { id, kind, fileName, size, state, encoding, delimiter, sheet, headerRow, mapping, mode, key, rowCount, newCount, changedCount, sameCount, failedCount, insertedCount, updatedCount, skippedCount, sameFileAs, batchId, jobId, problems };
  }

  /** The whole row, for its owner with the word of its kind; to others it does not exist. */
  async own(viewer: Viewer, id: string): Promise<Import> {
    const [raw] = isId(id) ? await this.database.query('select * from import where id = $1 and owner_id = $2', [id, viewer.userId]) : [];
    if (raw === undefined) throw new DomainError('NOT_FOUND');
    const row = rowFromStatement(raw);
    requireWord(viewer, this.registry.import(row.kind));
    return row;
  }
}
