import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { type FileRow, type RowProblem, stageRow } from '@dossier/kernel/exchange';
import { SealedText } from '../files/sealed-text';
import { ImportFiles } from './import-files';
import type { ImportSite } from './import-contexts';

/** Rows on their way into the stage, column by column. */
interface StageColumns {
  rowNo: number[];
  key: (string | null)[];
  unit: (string | null)[];
  parsed: string[];
  sealed: (Buffer | null)[];
  raw: (Buffer | null)[];
  problems: (string | null)[];
}

const sealedPlace = (importId: string, rowNo: number) => ({ table: 'import_row', column: 'sealed', rowId: `${importId}/${rowNo}` });

/** The stage of imports: parsed rows, class A values sealed, failed rows as they stood. */
@Injectable()
export class ImportStage {
  constructor(
    private readonly sealed: SealedText,
    private readonly files: ImportFiles,
  ) {}

  /** Parses rows and puts them into the stage. */
  async put(site: ImportSite, rows: readonly FileRow[], width: number): Promise<void> {
    const columns: StageColumns = { rowNo: [], key: [], unit: [], parsed: [], sealed: [], raw: [], problems: [] };
    for (const row of rows) this.add(columns, row, site, width);
    await currentWork().query(
      `insert into import_row (import_id, row_no, unit_no, key, unit, parsed, sealed, raw, problems, verdict)
       select $1, x.row_no, x.row_no, x.key, x.unit, x.parsed::jsonb, x.sealed, x.raw, x.problems::jsonb, case when x.problems is not null then 'FAILED' end
       from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::text[]) x(row_no, key, unit, parsed, sealed, raw, problems)`,
      [site.context.importId, columns.rowNo, columns.key, columns.unit, columns.parsed, columns.sealed, columns.raw, columns.problems],
    );
  }

  /** Class A values of a staged row. */
  open(importId: string, rowNo: number, box: Buffer | null): Record<string, unknown> {
    return box === null ? {} : this.sealed.openJson(sealedPlace(importId, rowNo), box);
  }

  private add(columns: StageColumns, row: FileRow, { mapped, spec, context }: ImportSite, width: number): void {
    const staged = stageRow(row, mapped, spec, context);
    const failed = staged.problems.length > 0;
    const secret = staged.sealed;
    columns.rowNo.push(row.no);
    columns.key.push(staged.key ?? null);
    columns.unit.push(staged.unit ?? null);
    columns.parsed.push(failed ? '{}' : JSON.stringify(staged.parsed));
    columns.sealed.push(failed || secret === undefined || secret === null ? null : this.sealed.sealJson(sealedPlace(context.importId, row.no), secret));
    columns.raw.push(failed ? this.files.sealCells(context.importId, row.no, row.cells.slice(0, width)) : null);
    columns.problems.push(failed ? problemsText(staged.problems) : null);
  }
}

/** Problems as JSON that the database takes: no NUL, no half of a surrogate pair. */
export function problemsText(problems: readonly RowProblem[]): string {
  return JSON.stringify(problems.map((problem) => ({ ...problem, value: problem.value?.replaceAll('\u0000', '').toWellFormed() ?? null })));
}
