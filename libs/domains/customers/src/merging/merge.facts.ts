import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { MergeRule } from '@dossier/vocabulary/merge-enums';
import { fieldsOf, isContact, type MergeFieldSpec } from './merge.fields';
import { picked, usualRule, type Pick, type SideValue } from './merge.rules';
import type { Tree } from './merge.tree';

/** How sure a value is of which nobody has said anything. */
const UNSAID = 0.5;

interface Said extends Record<string, unknown> {
  id: string;
  key: string;
  at: string;
  trust: number | null;
  source: string | null;
}

/** What is known of a column of one record: when it was said last, how surely, and by what kind of source. */
export interface Known {
  at: string;
  trust: number;
  source: string | null;
}

/** A choice for one field: a rule, and for the one by hand the side. */
export interface FieldChoice {
  field: string;
  rule: MergeRule;
  side?: string | null;
}

/** What is known of the values of records, and so which side a rule takes. */
@Injectable()
export class MergeFacts {
  constructor(private readonly database: Database) {}

  /** By record and column. Changes that a merge itself made say nothing. */
  async of(ids: readonly string[]): Promise<(id: string, columns: readonly string[]) => Known> {
    const rows = await this.database.query<Said>(
      `select x.id, x.key, max(x.at) as at, (array_agg(x.trust order by x.at desc) filter (where x.trust is not null))[1]::float8 as trust, (array_agg(x.source order by x.at desc) filter (where x.source is not null))[1] as source from (
          select f.customer_id as id, k.key, f.observed_at as at, f.confidence as trust, f.source from fact_reading f, jsonb_object_keys(f.fields) k(key) where f.customer_id = any($1::uuid[])
          union all select r.row_id, k.key, r.at, null, null from revision r, jsonb_object_keys(r.after) k(key) where r.table_name = 'customer' and r.row_id = any($1::uuid[]) and r.operation = 'UPDATE'
            and not exists (select 1 from customer_merge m where r.row_id in (m.customer_id, m.absorbed_id) and r.at in (m.created_at, m.archived_at))
        ) x group by 1, 2`, [ids]);
    const made = new Map((await this.database.query<{ id: string; at: string }>('select id, created_at as at from customer where id = any($1::uuid[])', [ids])).map(({ id, at }) => [id, at]));
    const said = new Map(rows.map((row) => [`${row.id} ${row.key}`, row]));
    return (id, columns) => {
      const found = columns.flatMap((column) => said.get(`${id} ${column.split('.')[0]!}`) ?? []).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
      const [last] = found;
      return { at: new Date(last?.at ?? made.get(id) ?? 0).toISOString(), trust: found.find(({ trust }) => trust !== null)?.trust ?? UNSAID, source: found.find(({ source }) => source !== null)?.source ?? null };
    };
  }

  /** Compares trees about to be merged by what is known of these records. The first tree is the one that stays. */
  async comparing(ids: readonly string[]): Promise<(trees: readonly Tree[], choices: readonly FieldChoice[]) => ComparedField[]> {
    const known = await this.of(ids);
    return (trees, choices) => compare(trees, known, choices);
  }
}

export interface ComparedField extends MergeFieldSpec {
  rule: MergeRule;
  pick: Pick;
  sides: readonly (SideValue & { source: string | null })[];
}

/** Pure: the fields of these trees with the side that is taken for each. */
export function compare(trees: readonly Tree[], known: (id: string, columns: readonly string[]) => Known, choices: readonly FieldChoice[]): ComparedField[] {
  const chosen = new Map(choices.map((choice) => [choice.field, choice]));
  return fieldsOf(new Set(trees.flatMap(({ shown }) => Object.keys(shown)))).map(({ name, columns }) => {
    const sides = trees.map(({ root, shown }) => ({ id: root, values: columns.map((column) => shown[column] ?? null), ...known(root, columns) }));
    const choice = chosen.get(name);
    const rule = choice?.rule ?? usualRule(name);
    return { name, columns, rule, sides, pick: picked(sides, rule, choice?.side ?? undefined) };
  });
}

/** Choices of leading contacts: by hand alone. */
export const contactChoices = (choices: readonly FieldChoice[]): Map<string, string> => new Map(choices.flatMap(({ field, side }) => (isContact(field) && side ? [[field, side] as const] : [])));
