import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { type CellFacts, ExchangeRegistry, type ImportContext, type ImportSpec, type MappedField, type RowValues } from '@dossier/kernel/exchange';
import { Clock } from '@dossier/kernel/time';
import { reachesEverything, requireWord, specFor } from './import-rights';
import type { Import, StoredColumn } from './import.entity';

/** What a step needs to know of its import. */
export interface ImportSite {
  spec: ImportSpec;
  mapped: MappedField[];
  context: ImportContext;
}

/** Makes the context of an import for a viewer with the rights of now. */
@Injectable()
export class ImportContexts {
  constructor(
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly clock: Clock,
  ) {}

  /** Refuses somebody without the word, then gathers everything; `prepared` saves reading the dictionaries again. */
  async of(viewer: Viewer, row: Import, prepared?: CellFacts['lookups']): Promise<ImportSite> {
    requireWord(viewer, this.registry.import(row.kind));
    const spec = specFor(viewer, this.registry.import(row.kind));
    const lookups = prepared ?? (await spec.prepare?.(viewer)) ?? {};
    const facts = await this.facts(row, lookups);
    const mapped = mappedFields(spec, row.storedColumns, row.mapping);
    const defaults = parsedDefaults(spec, row.defaults, facts);
    const reachesAll = reachesEverything(viewer, spec);
    const said = defaults['externalSource'];
    const context: ImportContext = {
      importId: row.id, kind: row.kind, viewer, mode: row.mode, keyField: row.key, keepFields: row.keepFields, defaults,
      fields: mapped.map((one) => one.field.name), reachesAll, source: reachesAll ? (typeof said === 'string' ? said : 'file') : `import:${row.id}`, facts,
      query: (text, values) => this.database.query(text, values) as Promise<never[]>,
    };
    return { spec, mapped, context };
  }

  private async facts(row: Import, lookups: CellFacts['lookups']): Promise<CellFacts> {
    const [company] = await this.database.query<{ currency: string; time_zone: string }>('select currency, time_zone from company limit 1');
    const said = row.defaults['currency'];
    const currency = typeof said === 'string' && /^[A-Z]{3}$/.test(said) ? said : (company?.currency ?? 'CNY');
    const zone = row.defaults['timeZone'];
    return { dateOrder: row.dateOrder, currency, today: this.clock.today(), timeZone: typeof zone === 'string' ? zone : (company?.time_zone ?? this.clock.zone), lookups };
  }
}

/** The fields that the mapping brings, by their place in the file. */
export function mappedFields(spec: ImportSpec, columns: readonly StoredColumn[], mapping: Readonly<Record<string, string | null>>): MappedField[] {
  return columns.flatMap((column, at) => {
    const field = spec.fields.find((one) => one.name === mapping[column.name]);
    return field === undefined ? [] : [{ at, column: column.name, field }];
  });
}

/** Defaults for the whole file through the same parsers as cells. @throws DomainError naming what is not known or not readable. */
export function parsedDefaults(spec: ImportSpec, defaults: Readonly<Record<string, unknown>>, facts: CellFacts): RowValues {
  const values: RowValues = {};
  for (const [name, said] of Object.entries(defaults)) {
    if (name === 'timeZone' || said === null || said === '') continue;
    if (name === 'currency' && !spec.fields.some((one) => one.name === name)) continue;
    values[name] = parsedDefault(spec, name, said, facts);
  }
  return values;
}

function parsedDefault(spec: ImportSpec, name: string, said: unknown, facts: CellFacts): unknown {
  const field = spec.fields.find((one) => one.name === name);
  const isText = ['string', 'number', 'boolean'].includes(typeof said) || (Array.isArray(said) && said.every((one) => typeof one === 'string'));
  if (field === undefined || field.defaultable !== true || field.secret === true) throw new DomainError('UNKNOWN_NAME', { type: spec.kind, name });
  if (!isText) throw new DomainError('INVALID_INPUT', { field: `defaults.${name}`, reason: 'NOT_TEXT' });
  const cell = field.parse(Array.isArray(said) ? said.join('、') : String(said), facts);
  if (!cell.ok) throw new DomainError('INVALID_INPUT', { field: `defaults.${name}`, reason: cell.code });
  return cell.value;
}
