import { shapeOf } from '@dossier/kernel/data';
import { Customer } from '../profile/customer.entity';

/** Columns of a customer that are facts about them; contacts are none of these: they have their own source and time. The database knows the same list (`fact_columns`). */
const FACT_COLUMNS = ['kind', 'name', 'family_name', 'given_name', 'name_latin', 'company_name', 'gender', 'birth_date', 'birth_precision', 'birth_calendar', 'birth_leap_month',
  'occupation', 'occupation_text', 'country', 'region', 'city', 'stage', 'source_id', 'tag_ids', 'custom'] as const;
const columns: ReadonlySet<string> = new Set(FACT_COLUMNS);

let named: ReadonlyMap<string, string> | null = null;

/** Property of a customer -> column, for those that are facts. */
export function factNames(): ReadonlyMap<string, string> {
  named ??= new Map([...shapeOf(Customer).columns].flatMap(([property, { column }]) => (columns.has(column) ? [[property, column] as const] : [])));
  return named;
}

/** The facts among given values, by column: properties and columns are both understood, all else (contacts above all) is left out. */
export function factsIn(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = factNames();
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => {
    const column = names.get(name) ?? (columns.has(name) ? name : null);
    return column === null || value === undefined ? [] : [[column, value ?? null]];
  }));
}
