import { currentWork } from '@dossier/kernel/data';
import type { ImportContext, ImportSpec } from '@dossier/kernel/exchange';
import type { Import } from './import.entity';

const FAIL = `verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', $2::text, 'column', $3::text, 'value', null, 'facts', jsonb_build_object('row', `;

/** Judges the staged rows set by set: what the engine knows by itself before and after the domain's own statements. */
export async function classify(spec: ImportSpec, context: ImportContext, row: Import): Promise<void> {
  const work = currentWork();
  await work.query(`set local statement_timeout = '300s'`);
  const id = context.importId;
  const hasUnits = await findUnits(id);
  if (!hasUnits) await failTwice(id, keyColumn(row));
  if (context.mode === 'UPDATE') await failWithoutKey(id, keyColumn(row));
  if (row.sameFileAs !== null && (context.keyField === null || !context.reachesAll)) await knowSameFile(id, row.sameFileAs);
  await spec.classify(context);
  await settle(context, keyColumn(row));
  if (spec.unitsTogether === true && hasUnits) await failTogether(id);
}

/** The file's own name of the key column. */
function keyColumn(row: Import): string {
  return Object.entries(row.mapping).find(([, field]) => field === row.key)?.[0] ?? row.key ?? '';
}

/** Rows of one unit carry the number of its first row, so that a chunk never cuts a unit. */
async function findUnits(id: string): Promise<boolean> {
  const work = currentWork();
  const rows = await work.query(
    `update import_row r set unit_no = u.first from (select unit, min(row_no) as first from import_row where import_id = $1 and unit is not null group by unit) u
     where r.import_id = $1 and r.unit = u.unit and r.unit_no <> u.first returning 1`,
    [id],
  );
  if (rows.length > 0) return true;
  return (await work.query('select 1 from import_row where import_id = $1 and unit is not null limit 1', [id])).length > 0;
}

async function failTwice(id: string, column: string): Promise<void> {
  await currentWork().query(
    `update import_row r set ${FAIL} k.first)))
     from (select key, min(row_no) as first from import_row where import_id = $1 and key is not null and verdict is null group by key having count(*) > 1) k
     where r.import_id = $1 and r.key = k.key and r.verdict is null and r.row_no <> k.first`,
    [id, 'KEY_TWICE', column],
  );
}

async function failWithoutKey(id: string, column: string): Promise<void> {
  await currentWork().query(`update import_row r set ${FAIL} row_no))) where r.import_id = $1 and r.key is null and r.verdict is null`, [id, 'KEY_MISSING', column]);
}

/** The same content was brought in before: rows that went in then are not brought in again. */
async function knowSameFile(id: string, earlier: string): Promise<void> {
  await currentWork().query(
    `update import_row r set verdict = 'SAME', target_id = o.target_id from import_row o, import i
     where r.import_id = $1 and r.verdict is null and i.id = $2 and i.state = 'DONE' and o.import_id = i.id and o.row_no = r.row_no and o.outcome in ('INSERTED','UPDATED','SKIPPED')`,
    [id, earlier],
  );
}

/** What the mode makes of the verdicts. A key out of reach never got one, so it is treated as any unknown key is. */
async function settle({ importId, mode, reachesAll }: ImportContext, column: string): Promise<void> {
  const work = currentWork();
  if (mode === 'UPDATE') await work.query(`update import_row r set ${FAIL} row_no))) where r.import_id = $1 and r.verdict is null`, [importId, 'KEY_NOT_FOUND', column]);
  await work.query(`update import_row set verdict = 'NEW' where import_id = $1 and verdict is null`, [importId]);
  if (mode === 'CREATE' || !reachesAll) await work.query(`update import_row set verdict = 'SAME' where import_id = $1 and verdict = 'CHANGED'`, [importId]);
}

async function failTogether(id: string): Promise<void> {
  await currentWork().query(
    `update import_row r set ${FAIL} b.first)))
     from (select unit_no, min(row_no) as first from import_row where import_id = $1 and verdict = 'FAILED' and unit is not null group by unit_no) b
     where r.import_id = $1 and r.unit_no = b.unit_no and r.verdict <> 'FAILED'`,
    [id, 'UNIT_HAS_BAD_ROW', null],
  );
}
