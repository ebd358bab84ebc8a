import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { dataRows, type FileRow } from '@dossier/kernel/exchange';
import { ImportState } from '@dossier/vocabulary/enums';
import { classify } from './import-classify';
import { ImportContexts } from './import-contexts';
import { countVerdicts } from './import-counts';
import { Corrections } from './import-corrections';
import { FailedRows } from './import-failed';
import { asFileError, ImportFiles, readingOf } from './import-files';
import { ImportStage } from './import-stage';
import { step, type Steps } from './import-steps';
import type { Import } from './import.entity';

/** Rows of one unit of work; inserts go in smaller pieces. */
const UNIT = 20_000;
const PIECE = 2_000;

/** The dry run: the whole file through the parsers into the stage, judged there, counted. Nothing of the domain is touched. */
@Injectable()
export class ImportCheck {
  constructor(
    private readonly contexts: ImportContexts,
    private readonly files: ImportFiles,
    private readonly stage: ImportStage,
    private readonly corrections: Corrections,
    private readonly failed: FailedRows,
  ) {}

  async run(steps: Steps, id: string): Promise<void> {
    const begun = await step(steps, id, ImportState.CHECKING, async (_, row) => {
      await currentWork().query('delete from import_row where import_id = $1', [id]);
      return row;
    });
    if (begun === null) return;
    if (!(await this.fill(steps, begun))) return;
    await step(steps, id, ImportState.CHECKING, async (viewer, row) => {
      const { spec, context } = await this.contexts.of(viewer, row);
      // Just filled: without fresh statistics the planner takes the stage for empty, and judging takes minutes.
      await currentWork().query('analyze import_row');
      await classify(spec, context, row);
      await currentWork().query('update import set reaches_all = $2 where id = $1', [id, context.reachesAll]);
    });
    await this.failed.keep(steps, id, ImportState.CHECKING);
    await step(steps, id, ImportState.CHECKING, () => countVerdicts(id));
  }

  /** Streams the file into the stage; false where the import was cancelled on the way. */
  private async fill(steps: Steps, row: Import): Promise<boolean> {
    const corrected = await this.corrections.of(row);
    const site = await this.contexts.of(await steps.viewer(), row);
    const width = row.storedColumns.length;
    let waiting: FileRow[] = [];
    let done = 0;
    const flush = async (): Promise<boolean> => {
      const rows = waiting;
      waiting = [];
      const kept = await step(steps, row.id, ImportState.CHECKING, async () => {
        for (let at = 0; at < rows.length; at += PIECE) await this.stage.put(site, rows.slice(at, at + PIECE), width);
        return true;
      });
      done += rows.length;
      await steps.progress(done, null);
      return kept === true;
    };
    try {
      for await (const batch of dataRows(this.files.open(row.id), readingOf(row), width)) {
        for (const one of batch) waiting.push(corrected.apply(one));
        if (waiting.length >= UNIT && !(await flush())) return false;
      }
    } catch (fault) {
      throw asFileError(fault);
    }
    return waiting.length === 0 || flush();
  }
}
