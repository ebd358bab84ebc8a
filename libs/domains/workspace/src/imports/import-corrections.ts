import { Injectable } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { FileRow } from '@dossier/kernel/exchange';
import { ImportFiles } from './import-files';
import type { Import, StoredColumn } from './import.entity';

/** New texts of one row, by column of the file. */
type Cells = Record<string, string>;

interface FailedCells {
  rowNo: number;
  cells: string[];
}

const FAILED_READ = 5_000;

/** Values that somebody corrected in the table of problems; the file itself stays as it was. */
@Injectable()
export class Corrections {
  constructor(
    private readonly database: Database,
    private readonly files: ImportFiles,
  ) {}

  /** All corrections of an import, ready to be laid over its rows. */
  async of(row: Pick<Import, 'id' | 'storedColumns'>): Promise<{ apply(one: FileRow): FileRow }> {
    const stored = await this.database.query<{ row_no: number; cells: Buffer }>('select row_no, cells from import_correction where import_id = $1', [row.id]);
    const byRow = new Map(stored.map((one) => [one.row_no, this.files.openCells<Cells>(row.id, one.row_no, one.cells)]));
    const places = new Map(row.storedColumns.map((column, at) => [column.name, at]));
    return {
      apply: (one) => {
        const cells = byRow.get(one.no);
        if (cells === undefined) return one;
        const whole = [...one.cells];
        for (const [name, text] of Object.entries(cells)) whole[places.get(name) ?? whole.length] = text;
        return { no: one.no, cells: whole };
      },
    };
  }

  /** Keeps corrections of failed rows; with `allOfKind` also of every failed row where the same text stands in the same column with the same problem. */
  async keep(row: Import, given: readonly { row: number; values: Record<string, unknown> }[], allOfKind: boolean): Promise<void> {
    for (const one of given) {
      const cells = checkedCells(row.storedColumns, one.values);
      const [failed] = await this.failed(row, 'r.row_no = $2', [one.row]);
      if (failed === undefined) throw new DomainError('NOT_FOUND', { row: one.row });
      const rows = allOfKind ? await this.likewise(row, failed, cells) : [one.row];
      await this.store(row.id, new Map(rows.map((rowNo) => [rowNo, cells])));
    }
  }

  /** Failed rows with the same text in each corrected column and the same problem there. */
  private async likewise(row: Import, failed: FailedCells, cells: Cells): Promise<number[]> {
    const places = row.storedColumns.flatMap((column, at) => (column.name in cells ? [at] : []));
    const found: number[] = [failed.rowNo];
    let after = 0;
    for (;;) {
      const page = await this.failed(row, `r.row_no > $2 and exists (select 1 from jsonb_array_elements(r.problems) p where p->>'column' = any($3::text[])) order by r.row_no limit ${FAILED_READ}`, [after, Object.keys(cells)]);
      for (const one of page) if (one.rowNo !== failed.rowNo && places.every((at) => one.cells[at] === failed.cells[at])) found.push(one.rowNo);
      if (page.length < FAILED_READ) return found;
      after = page.at(-1)?.rowNo ?? 0;
    }
  }

  private async failed(row: Import, where: string, values: readonly unknown[]): Promise<FailedCells[]> {
    const rows = await this.database.query<{ row_no: number; raw: Buffer }>(`select r.row_no, r.raw from import_row r where r.import_id = $1 and r.problems is not null and r.raw is not null and ${where}`, [row.id, ...values]);
    return rows.map((one) => ({ rowNo: one.row_no, cells: this.files.openCells<string[]>(row.id, one.row_no, one.raw) }));
  }

  private async store(id: string, corrections: ReadonlyMap<number, Cells>): Promise<void> {
    const known = await this.database.query<{ row_no: number; cells: Buffer }>('select row_no, cells from import_correction where import_id = $1 and row_no = any($2::int[])', [id, [...corrections.keys()]]);
    const before = new Map(known.map((one) => [one.row_no, this.files.openCells<Cells>(id, one.row_no, one.cells)]));
    const rows = [...corrections].map(([rowNo, cells]) => ({ rowNo, box: this.files.sealCells(id, rowNo, { ...before.get(rowNo), ...cells }) }));
    await currentWork().query(
      `insert into import_correction (import_id, row_no, cells) select $1, x.row_no, x.cells from unnest($2::int[], $3::bytea[]) x(row_no, cells)
       on conflict (import_id, row_no) do update set cells = excluded.cells`,
      [id, rows.map((one) => one.rowNo), rows.map((one) => one.box)],
    );
  }
}

function checkedCells(columns: readonly StoredColumn[], values: Record<string, unknown>): Cells {
  const known = new Set(columns.map((column) => column.name));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => {
    if (!known.has(name)) throw new DomainError('UNKNOWN_NAME', { type: 'Import', name });
    if (typeof value !== 'string' || value.length > 32_767) throw new DomainError('INVALID_INPUT', { field: name, reason: 'NOT_TEXT' });
    return [name, value];
  }));
}
