import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import type { ChunkResult, RowOutcome, StagedRow } from '@dossier/kernel/exchange';
import { ImportState } from '@dossier/vocabulary/enums';
import { BatchService } from '../batches/batch.service';
import { ImportContexts } from './import-contexts';
import { countOutcomes } from './import-counts';
import { FailedRows } from './import-failed';
import { ImportStage, problemsText } from './import-stage';
import { step, type Steps } from './import-steps';
import type { Import } from './import.entity';

const CHUNK = 2_000;

interface StageRow {
  row_no: number;
  unit_no: number;
  key: string | null;
  verdict: 'NEW' | 'CHANGED';
  target_id: string | null;
  parsed: Record<string, unknown>;
  sealed: Buffer | null;
}

/**
 * The commit: chunk by chunk, each one unit of work that writes the domain's rows, their outcomes, what a revert needs, and the
 * checkpoint together. Killed anywhere, the next run goes on behind the last checkpoint.
 */
@Injectable()
export class ImportCommit {
  constructor(
    private readonly contexts: ImportContexts,
    private readonly stage: ImportStage,
    private readonly failed: FailedRows,
    private readonly batches: BatchService,
  ) {}

  async run(steps: Steps, id: string): Promise<void> {
    for (let more: boolean | null = true; more === true; ) {
      if (await steps.cancelled()) return this.cancel(steps, id);
      const result = await step(steps, id, ImportState.COMMITTING, (viewer, row) => this.chunk(viewer, row));
      if (result === null) return;
      more = result.more;
      await steps.progress(result.done, result.total);
    }
    await step(steps, id, ImportState.COMMITTING, async (viewer, row) => {
      const { spec, context } = await this.contexts.of(viewer, row);
      await spec.finish?.(context);
    });
    await this.failed.keep(steps, id, ImportState.COMMITTING);
    await step(steps, id, ImportState.COMMITTING, async (_, row) => {
      await countOutcomes(id, 'DONE');
      if (row.batchId !== null) await this.batches.closeImport(row.batchId);
    });
  }

  /** What was committed stays and can be taken back; the rest is skipped. */
  private async cancel(steps: Steps, id: string): Promise<void> {
    await step(steps, id, ImportState.COMMITTING, async (_, row) => {
      await countOutcomes(id, 'CANCELLED');
      if (row.batchId !== null) await this.batches.closeImport(row.batchId);
    });
  }

  private async chunk(viewer: Viewer, row: Import): Promise<{ more: boolean; done: number; total: number }> {
    const work = currentWork();
    const { spec, context } = await this.contexts.of(viewer, row);
    const rows = await this.nextRows(row, spec.chunkRows ?? CHUNK);
    const last = rows.at(-1);
    const total = row.newCount + row.changedCount;
    if (last === undefined) return { more: false, done: total, total };
    const result = await spec.commitChunk(context, rows);
    await this.writeOutcomes(row.id, rows, result);
    if (row.batchId !== null) await this.batches.record(row.batchId, result.changes);
    await work.query('update import set checkpoint = $2 where id = $1', [row.id, last.unitNo]);
    await this.addCounts(row.id, result.outcomes);
    const [now] = await work.query<{ more: boolean; done: number }>(
      `select exists (select 1 from import_row where import_id = i.id and unit_no > $2 and verdict in ('NEW','CHANGED')) as more, inserted_count + updated_count as done from import i where id = $1`,
      [row.id, last.unitNo],
    );
    const more = now?.more === true;
    return { more, done: more ? Math.min(total, now.done) : total, total };
  }

  /** The next whole units behind the checkpoint. */
  private async nextRows(row: Import, most: number): Promise<StagedRow[]> {
    const rows = await currentWork().query<StageRow & Record<string, unknown>>(
      `select row_no, unit_no, key, verdict, target_id, parsed, sealed from import_row
       where import_id = $1 and unit_no > $2 and verdict in ('NEW','CHANGED') and unit_no <= (
         select max(unit_no) from (select unit_no from import_row where import_id = $1 and unit_no > $2 and verdict in ('NEW','CHANGED') order by unit_no, row_no limit $3) page)
       order by unit_no, row_no`,
      [row.id, row.checkpoint, most],
    );
    return rows.map((one) => ({ rowNo: one.row_no, unitNo: one.unit_no, key: one.key, verdict: one.verdict, targetId: one.target_id, parsed: one.parsed, sealed: this.stage.open(row.id, one.row_no, one.sealed) }));
  }

  private async writeOutcomes(id: string, rows: readonly StagedRow[], { outcomes }: ChunkResult): Promise<void> {
    const told = new Set(outcomes.map((one) => one.rowNo));
    if (told.size !== rows.length || outcomes.length !== rows.length || rows.some((one) => !told.has(one.rowNo))) throw new Error('A chunk of an import must tell the outcome of each of its rows once');
    await currentWork().query(
      `update import_row r set outcome = x.outcome, target_id = coalesce(x.target_id, r.target_id), problems = coalesce(x.problems::jsonb, r.problems)
       from unnest($2::int[], $3::text[], $4::uuid[], $5::text[]) x(row_no, outcome, target_id, problems) where r.import_id = $1 and r.row_no = x.row_no`,
      [id, outcomes.map((one) => one.rowNo), outcomes.map((one) => one.outcome), outcomes.map((one) => one.targetId ?? null), outcomes.map((one) => (one.problems === undefined || one.problems.length === 0 ? null : problemsText(one.problems)))],
    );
  }

  private async addCounts(id: string, outcomes: readonly RowOutcome[]): Promise<void> {
    const count = (outcome: RowOutcome['outcome']): number => outcomes.filter((one) => one.outcome === outcome).length;
    await currentWork().query('update import set inserted_count = inserted_count + $2, updated_count = updated_count + $3 where id = $1', [id, count('INSERTED'), count('UPDATED')]);
  }
}
