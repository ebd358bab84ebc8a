import { currentWork } from '@dossier/kernel/data';

/** Every kind of problem of an import, most frequent first: how often, where first, an example. */
const PROBLEMS = `select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (
  select p->>'code' as code, p->>'column' as "column", count(*)::int as count, min(r.row_no) as "rowNo",
    (array_agg(p->>'value' order by r.row_no))[1] as example, (array_agg(p->'facts' order by r.row_no))[1] as facts
  from import_row r, jsonb_array_elements(r.problems) p where r.import_id = $1 and r.problems is not null group by 1, 2 order by 3 desc, 4 limit 200) x`;

/** Writes down what the dry run found. */
export async function countVerdicts(id: string): Promise<void> {
  await currentWork().query(
    `update import set state = 'CHECKED', version = version + 1, updated_at = now(), problems = (${PROBLEMS}),
       row_count = c.rows, new_count = c.new, changed_count = c.changed, same_count = c.same, failed_count = c.failed
     from (select count(*)::int as rows, (count(*) filter (where verdict = 'NEW'))::int as new, (count(*) filter (where verdict = 'CHANGED'))::int as changed,
       (count(*) filter (where verdict = 'SAME'))::int as same, (count(*) filter (where verdict = 'FAILED'))::int as failed from import_row where import_id = $1) c
     where import.id = $1`,
    [id],
  );
}

/** Writes down the end of a commit from the rows themselves, so that inserted + updated + skipped + failed is always the number of rows. */
export async function countOutcomes(id: string, state: 'DONE' | 'CANCELLED'): Promise<void> {
  const work = currentWork();
  await work.query(`set local statement_timeout = '300s'`);
  await work.query(`update import_row set outcome = case when verdict = 'FAILED' then 'FAILED' else 'SKIPPED' end where import_id = $1 and outcome is null`, [id]);
  await work.query(
    `update import set state = $2, version = version + 1, updated_at = now(), problems = (${PROBLEMS}),
       inserted_count = c.inserted, updated_count = c.updated, skipped_count = c.skipped, failed_count = c.failed
     from (select (count(*) filter (where outcome = 'INSERTED'))::int as inserted, (count(*) filter (where outcome = 'UPDATED'))::int as updated,
       (count(*) filter (where outcome = 'SKIPPED'))::int as skipped, (count(*) filter (where outcome = 'FAILED'))::int as failed from import_row where import_id = $1) c
     where import.id = $1`,
    [id, state],
  );
}
