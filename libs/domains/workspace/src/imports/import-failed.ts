import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { dataRows, type FailedRow, failedRowsPieces, problemFacts, type RowProblem } from '@dossier/kernel/exchange';
import { PAGE_LIMIT, type Page, type PageArgs } from '@dossier/kernel/list';
import { problemRemedy, problemSentence } from '@dossier/vocabulary/import-problems';
import type { ImportState } from '@dossier/vocabulary/enums';
import { Corrections } from './import-corrections';
import { ImportFiles, readingOf } from './import-files';
import { step, type Steps } from './import-steps';
import type { Import } from './import.entity';
import type { ImportProblemRow } from './import.views';

interface Stored {
  row_no: number;
  raw: Buffer | null;
  problems: RowProblem[];
}

const PIECE = 1_000;

/** The rows that were not accepted: kept as they stood, shown page by page, and given back as a file. */
@Injectable()
export class FailedRows {
  constructor(
    private readonly database: Database,
    private readonly files: ImportFiles,
    private readonly corrections: Corrections,
  ) {}

  /** Rows that failed only when they were judged together, or written, have no cells kept yet: the file is read once more for them. */
  async keep(steps: Steps, id: string, state: ImportState): Promise<void> {
    const wanted = await step(steps, id, state, async (_, row) => {
      const rows = await currentWork().query<{ row_no: number }>(`select row_no from import_row where import_id = $1 and problems is not null and raw is null`, [id]);
      return { row, missing: new Set(rows.map((one) => one.row_no)) };
    });
    if (wanted === null || wanted.missing.size === 0) return;
    const corrected = await this.corrections.of(wanted.row);
    let found: { no: number; raw: Buffer }[] = [];
    const flush = async (): Promise<void> => {
      const rows = found;
      found = [];
      await step(steps, id, state, () => currentWork().query('update import_row r set raw = x.raw from unnest($2::int[], $3::bytea[]) x(row_no, raw) where r.import_id = $1 and r.row_no = x.row_no', [id, rows.map((one) => one.no), rows.map((one) => one.raw)]));
    };
    for await (const batch of dataRows(this.files.open(id), readingOf(wanted.row), wanted.row.storedColumns.length)) {
      for (const one of batch) if (wanted.missing.has(one.no)) found.push({ no: one.no, raw: this.files.sealCells(id, one.no, corrected.apply(one).cells) });
      if (found.length >= PIECE * 10) await flush();
    }
    if (found.length > 0) await flush();
  }

  /** A page of failed rows with their problems in words. */
  async page(viewer: Viewer, row: Import, { first, after }: PageArgs): Promise<Page<ImportProblemRow>> {
    const size = first ?? 50;
    if (size > PAGE_LIMIT) throw new DomainError('PAGE_TOO_LARGE', { limit: PAGE_LIMIT, asked: size });
    const from = after === undefined || after === null ? 0 : Number(after);
    if (!Number.isSafeInteger(from) || from < 0) throw new DomainError('INVALID_CURSOR');
    const rows = await this.stored(row.id, from, size + 1);
    const nodes = rows.slice(0, size).map((one) => this.shown(viewer, row, one));
    return { nodes, pageInfo: { hasNextPage: rows.length > size, endCursor: nodes.at(-1)?.row.toString() ?? null }, totalCount: row.failedCount, totalIsExact: true };
  }

  /** All failed rows as CSV in the file's own columns plus one. */
  file(row: Import, language: 'zh' | 'en'): AsyncGenerator<Buffer> {
    return failedRowsPieces(row.storedColumns.map((column) => column.name), this.pages(row), language);
  }

  private async *pages(row: Import): AsyncGenerator<readonly FailedRow[]> {
    let after = 0;
    for (;;) {
      const rows = await this.stored(row.id, after, PIECE);
      if (rows.length > 0) yield rows.map((one) => ({ cells: this.cells(row.id, one), problems: one.problems.map((problem) => inFileWords(row, problem)) }));
      if (rows.length < PIECE) return;
      after = rows.at(-1)?.row_no ?? 0;
    }
  }

  private stored(id: string, after: number, limit: number): Promise<(Stored & Record<string, unknown>)[]> {
    return this.database.query('select row_no, raw, problems from import_row where import_id = $1 and problems is not null and row_no > $2 order by row_no limit $3', [id, after, limit]);
  }

  private cells(id: string, one: Stored): string[] {
    return one.raw === null ? [] : this.files.openCells<string[]>(id, one.row_no, one.raw);
  }

  private shown(viewer: Viewer, row: Import, one: Stored): ImportProblemRow {
    const cells = this.cells(row.id, one);
    return {
      id: `${row.id}/${one.row_no}`, row: one.row_no, values: Object.fromEntries(row.storedColumns.map((column, at) => [column.name, cells[at] ?? ''])),
      problems: one.problems.map((problem) => worded(inFileWords(row, problem), viewer.language)),
    };
  }
}

/** Names the file's own column where a problem was found by the field that it brings. */
export function inFileWords<P extends { column: string | null }>(row: Pick<Import, 'mapping'>, problem: P): P {
  const column = Object.entries(row.mapping).find(([, field]) => field !== null && field === problem.column)?.[0];
  return column === undefined ? problem : { ...problem, column };
}

/** A problem with its sentence and remedy. */
export function worded(problem: RowProblem, language: 'zh' | 'en'): { code: string; column: string | null; message: string; remedy: string } {
  const facts = problemFacts(problem);
  return { code: problem.code, column: problem.column, message: problemSentence(problem.code, language, facts), remedy: problemRemedy(problem.code, language, facts) };
}

