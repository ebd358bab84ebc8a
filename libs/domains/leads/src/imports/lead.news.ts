import type { ImportContext } from '@dossier/kernel/exchange';

/** The fields of a file by the columns of a lead that they say. */
const COLUMN_OF: Readonly<Record<string, string>> = { source: 'source_id', product: 'product_id', amount: 'amount_minor', budget: 'budget_minor', decideOn: 'decide_on', detail: 'attributes' };

/** What a file may lay over a lead that stands, beside its attributes. */
export const OVERLAID = ['subject', 'need', 'source_id', 'product_id', 'amount_minor', 'budget_minor', 'currency', 'authority', 'decide_on', 'attributes'] as const;

/** The columns that this import fills where they are empty and never overwrites. */
export const keptColumns = ({ keepFields }: ImportContext): string[] => keepFields.map((name) => COLUMN_OF[name] ?? name);

const NOW = OVERLAID.map((column) => `'${column}', l.${column}`).join(', ');

/**
 * SQL: of what a row says (a set of columns), that which differs from the lead `l`, as it would stand then; null where nothing does.
 * Columns to be kept are filled where they are empty. Sums are of one currency: those of another one change nothing while a sum
 * of the old one would stay. Attributes are laid side by side.
 */
export function newsOf(row: string, kept: string): string {
  const set = `(${row})`;
  const stays = (column: string): string => `(l.${column} is not null and (not ${set} ? '${column}' or '${column}' = any(${kept})))`;
  const fitting = `case when ${set}->>'currency' is distinct from l.currency and (${stays('amount_minor')} or ${stays('budget_minor')}) then ${set} - '{amount_minor,budget_minor,currency}'::text[] else ${set} end`;
  const beside = `case when 'attributes' = any(${kept}) then e.value || coalesce(l.attributes, '{}') else coalesce(l.attributes, '{}') || e.value end`;
  // Built once for each lead: the whole row holds what it is found by, which is long.
  return `(select jsonb_object_agg(e.key, n.value) from (select jsonb_build_object(${NOW}) as now offset 0) h cross join lateral jsonb_each(${fitting}) e
      cross join lateral (select case when e.key = 'attributes' then ${beside} else e.value end as value) n
    where h.now->e.key is distinct from n.value and (e.key = 'attributes' or not (e.key = any(${kept}) and coalesce(nullif(h.now->>e.key, 'UNKNOWN'), '') <> '')))`;
}

const overlaid = (from: string, has: string): string => `${OVERLAID.map((column) => `${column} = case when ${has} ? '${column}' then v.${column} else l.${column} end`).join(', ')},
    search_text = case when ${has} ? 'subject' then coalesce(${from}.search_text, '') else l.search_text end,
    search_grams = case when ${has} ? 'subject' then array(select jsonb_array_elements_text(${from}.search_grams)) else l.search_grams end, version = l.version + 1, updated_at = now()`;

/** Lays what rows say over open leads (`$1`: id, set, search_text, search_grams; `$2` the columns to be kept): gives what each was before, where anything changed. */
export const LAY_OVER = `with given as (select * from jsonb_to_recordset($1::jsonb) as g(id uuid, set jsonb, search_text text, search_grams jsonb)),
    news as (select l.id, ${newsOf('g.set', '$2::text[]')} as news, g.search_text, g.search_grams, jsonb_build_object(${NOW}) as old
      from given g join lead l on l.id = g.id where l.status = 'OPEN' and l.archived_at is null),
    saved as (update lead l set ${overlaid('n', 'n.news')} from news n cross join lateral jsonb_populate_record(null::lead, n.news) v where l.id = n.id and n.news is not null returning l.id, l.version)
  select s.id, s.version, (select jsonb_object_agg(k.key, n.old->k.key) from jsonb_object_keys(n.news) k(key)) as before from saved s join news n on n.id = s.id`;

/** Puts back what leads were (`$1`: id, set, search_text, search_grams). */
export const PUT_BACK = `update lead l set ${overlaid('g', 'g.set')}
  from jsonb_to_recordset($1::jsonb) as g(id uuid, set jsonb, search_text text, search_grams jsonb) cross join lateral jsonb_populate_record(null::lead, g.set) v where l.id = g.id`;

/** Of leads that are about to be touched, when each was touched last: open ones of these records (`$1`), to the last digit. */
export const LAST_TOUCHES = `select id, last_touch_at::text as at from lead where customer_id = any($1::uuid[]) and status = 'OPEN' and archived_at is null`;

/**
 * Takes touches away again (`$1`: id, and when its lead had been touched before): their leads count what is left, and were last
 * touched then, unless somebody has worked on them since. It is no change of what anybody wrote: the version stays.
 */
export const TAKE_TOUCHES = `with given as (select * from jsonb_to_recordset($1::jsonb) as g(id uuid, before timestamptz)),
    gone as (delete from lead_touch t using given g where t.id = g.id returning t.id, t.lead_id, t.at, g.before),
    sums as (select lead_id, count(*)::int as count, max(at) as at, min(before) as before from gone group by lead_id),
    left_over as (select s.lead_id, count(t.id)::int as count, max(t.at) as at from sums s left join lead_touch t on t.lead_id = s.lead_id and not exists (select 1 from gone o where o.id = t.id) group by s.lead_id),
    told as (insert into lead_score_due (lead_id) select lead_id from sums),
    saved as (update lead l set touches = greatest(r.count, 1), last_touch_at = case when l.last_touch_at = s.at then greatest(s.before, r.at, l.opened_at) else l.last_touch_at end, updated_at = now()
      from sums s join left_over r on r.lead_id = s.lead_id where l.id = s.lead_id)
  select id from gone`;

/** The leads that numbers (`$2`, of the source `$1`) have touched, and those that a phone at a stand has sent under them. */
export const KNOWN_TOUCHES = `select external_key as key, lead_id from lead_touch where external_source = $1 and external_key = any($2::text[])
  union select s.key, t.lead_id from intake_submission s join lead_touch t on t.submission_id = s.id where s.origin = 'FAIR' and s.key = any($2::text[])`;
