import { Injectable } from '@nestjs/common';
import { currentWork, newId } from '@dossier/kernel/data';
import type { BatchChange, ChunkResult, ImportContext, RowOutcome, StagedRow } from '@dossier/kernel/exchange';
import { IdentitySource } from '@dossier/vocabulary/enums';
import { FactSource } from '@dossier/vocabulary/fact-enums';
import { ConsentExchange } from '../consent/consent.exchange';
import { DuplicateService } from '../duplicates/duplicate.service';
import { Facts } from '../facts/facts';
import { keysOf } from '../profile/customer.rules';
import { Arrivals } from '../merging/arrivals';
import { ContactWriter, type ContactsOf } from './contact.writer';
import { keptNames, merged, type StoredCustomer } from './customer.merge';
import type { ParsedCustomer } from './customer.stage';
import { SideWriter } from './side.writer';

/** The columns that an import may set, with their types: the row sent to PostgreSQL. */
const TYPES = `id uuid, archive_no text, kind text, name text, family_name text, given_name text, name_latin text, company_name text, gender text,
  birth_date date, birth_precision text, birth_calendar text, birth_leap_month bool, occupation text, occupation_text text, country text, region text, city text, time_zone text,
  stage text, source_id uuid, owner_id uuid, team_id uuid, tag_ids uuid[], external_source text, external_key text,
  name_key text, search_grams text[], search_text text, batch_id uuid, demo bool, custom jsonb`;
const NAMES = TYPES.split(',').map((part) => part.trim().split(' ')[0]!);
const UPDATED = NAMES.filter((name) => !['id', 'archive_no', 'external_source', 'external_key', 'batch_id', 'demo'].includes(name));

interface Origin {
  batchId: string | null;
  demo: boolean;
}

/** Writes chunks of imported customers: a few statements a chunk, contacts sealed in the worker threads. */
@Injectable()
export class CustomerWriter {
  constructor(
    private readonly contacts: ContactWriter,
    private readonly duplicates: DuplicateService,
    private readonly facts: Facts,
    private readonly arrivals: Arrivals,
    private readonly sides: SideWriter,
    private readonly consents: ConsentExchange,
  ) {}

  async write(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    const known = await this.targets(context, rows);
    const fresh = rows.filter((row) => !known.has(row.rowNo));
    const inserted = await this.insert(context, fresh);
    const updated = await this.update(context, rows.filter((row) => known.has(row.rowNo)), known);
    await this.duplicates.queue([...inserted.changes, ...updated.changes].map((change) => change.targetId));
    return this.bringConsent(context, rows, { outcomes: [...inserted.outcomes, ...updated.outcomes], changes: [...inserted.changes, ...updated.changes] });
  }

  /** What the rows say of consent, after their customers stand. A row that brings nothing else has changed its customer too. */
  private async bringConsent(context: ImportContext, rows: readonly StagedRow[], { outcomes, changes }: ChunkResult): Promise<ChunkResult> {
    const targets = new Map(outcomes.map(({ rowNo, targetId }) => [rowNo, targetId]));
    const mayUpdate = context.reachesAll && context.mode !== 'CREATE';
    const isNew = new Set(outcomes.filter(({ outcome }) => outcome === 'INSERTED').map(({ rowNo }) => rowNo));
    const said = await this.consents.write(context, rows.flatMap((row) => {
      const targetId = targets.get(row.rowNo);
      return targetId && (mayUpdate || isNew.has(row.rowNo)) ? [{ row, targetId }] : [];
    }));
    const told = new Set(said.map(({ targetId }) => targetId));
    return { outcomes: outcomes.map((one) => (one.outcome === 'SKIPPED' && one.targetId && told.has(one.targetId) ? { ...one, outcome: 'UPDATED' as const } : one)), changes: [...changes, ...said] };
  }

  /** Rows whose customer stands already: found by the dry run, or written since under the same key. */
  private async targets(context: ImportContext, rows: readonly StagedRow[]): Promise<Map<number, StoredCustomer>> {
    const ids = rows.flatMap((row) => (row.targetId ? [row.targetId] : []));
    const keys = rows.flatMap((row) => (row.targetId ? [] : [externalKeyOf(row) ?? '']).filter((key) => key !== ''));
    const stored = await currentWork().query<StoredCustomer>(
      `select c.* from customer c where (c.id = any($1::uuid[]) or (c.external_source = $2 and c.external_key = any($3::text[]))) and (c.archived_at is null or c.merged_into_id is not null) order by c.id for update`,
      [ids, context.source, keys],
    );
    const byId = new Map(stored.map((row) => [row.id, row]));
    const byKey = new Map(stored.filter((row) => row.external_source === context.source && row.external_key !== null).map((row) => [row.external_key, row]));
    return new Map(rows.flatMap((row) => {
      const found = row.targetId ? byId.get(row.targetId) : byKey.get(externalKeyOf(row));
      return found ? [[row.rowNo, found] as const] : [];
    }));
  }

  private async insert(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    const gone = rows.filter((row) => row.targetId !== null);
    const fresh = rows.filter((row) => row.targetId === null);
    const outcomes: RowOutcome[] = gone.map((row) => ({ rowNo: row.rowNo, outcome: 'SKIPPED', targetId: null }));
    if (fresh.length === 0) return { outcomes, changes: [] };
    const origin = await this.origin(context);
    const teams = await this.teamsOf(context, fresh);
    const numbers = await currentWork().query<{ no: string }>('select next_archive_no() as no from generate_series(1, $1)', [fresh.length]);
    const made = fresh.map((row, at) => newCustomer(context, row, { ...origin, archiveNo: numbers[at]!.no, teams }));
    // The worker threads seal while PostgreSQL writes.
    const [sealed] = await Promise.all([
      this.contacts.seal(fresh.map((row, at) => contactsOf(String(made[at]!['id']), row))),
      currentWork().query(`insert into customer (${NAMES.join(', ')}) select ${NAMES.map((name) => `r.${name}`).join(', ')} from jsonb_to_recordset($1::jsonb) as r(${TYPES})`, [JSON.stringify(made)]),
    ]);
    await this.contacts.insert(sealed, { source: origin.demo ? IdentitySource.DEMO : IdentitySource.IMPORT });
    for (const [at, row] of fresh.entries()) outcomes.push({ rowNo: row.rowNo, outcome: 'INSERTED', targetId: String(made[at]!['id']) });
    return { outcomes, changes: made.map((row) => ({ subject: 'customer', targetId: String(row['id']), action: 'INSERT', before: null, version: 1 })) };
  }

  private async update(context: ImportContext, rows: readonly StagedRow[], known: ReadonlyMap<number, StoredCustomer>): Promise<ChunkResult> {
    const mayUpdate = context.reachesAll && context.mode !== 'CREATE';
    if (!mayUpdate || rows.length === 0) return { outcomes: rows.map((row) => ({ rowNo: row.rowNo, outcome: 'SKIPPED', targetId: known.get(row.rowNo)?.id ?? null })), changes: [] };
    const kept = new Set(keptNames(context));
    const teams = await this.teamsOf(context, rows);
    const sides = await this.arrivals.standing(rows.map((row) => known.get(row.rowNo)!.id));
    const alone = await this.updateAlone(context, rows.filter((row) => !sides.has(known.get(row.rowNo)!.id)), { known, kept, teams });
    if (sides.size === 0) return alone;
    const ofSides = rows.filter((row) => sides.has(known.get(row.rowNo)!.id)).map((row) => {
      const stored = known.get(row.rowNo)!;
      return { row, stored, side: sides.get(stored.id)!, contacts: contactsOf(stored.id, row, kept) };
    });
    const landed = await this.sides.write(context, ofSides, { kept, teams, batchId: (await this.origin(context)).batchId });
    return { outcomes: [...alone.outcomes, ...landed.outcomes], changes: [...alone.changes, ...landed.changes] };
  }

  /** Known customers that stand by themselves: all but a few. */
  private async updateAlone(context: ImportContext, rows: readonly StagedRow[], { known, kept, teams }: { known: ReadonlyMap<number, StoredCustomer>; kept: ReadonlySet<string>; teams: ReadonlyMap<string, string | null> }): Promise<ChunkResult> {
    const merges = rows.map((row) => ({ row, ...merged(known.get(row.rowNo)!, row.parsed as unknown as ParsedCustomer, { kept, teams }) }));
    const added = await this.contacts.write(rows.map((row) => contactsOf(known.get(row.rowNo)!.id, row, kept)), IdentitySource.IMPORT);
    const touched = merges.filter(({ row, changed }) => changed.length > 0 || (added.get(known.get(row.rowNo)!.id)?.length ?? 0) > 0);
    await this.save(touched.map(({ next }) => next));
    await this.observe(context, touched);
    const changes: BatchChange[] = touched.map(({ row, before, next }) => ({
      subject: 'customer', targetId: next.id, action: 'UPDATE', version: next.version + 1, before: { set: before, addedIdentities: added.get(known.get(row.rowNo)!.id) ?? [] },
    }));
    const written = new Set(touched.map(({ row }) => row.rowNo));
    return { outcomes: rows.map((row) => ({ rowNo: row.rowNo, outcome: written.has(row.rowNo) ? 'UPDATED' : 'SKIPPED', targetId: known.get(row.rowNo)!.id })), changes };
  }

  /** What a file says anew of known customers. What it says of new ones stands in the history of their row, and their batch names the file. */
  private async observe(context: ImportContext, merges: readonly { next: StoredCustomer; changed: readonly string[] }[]): Promise<void> {
    const { batchId } = await this.origin(context);
    const from = { source: FactSource.IMPORT, origin: context.source, batchId };
    await this.facts.observeAll(context.viewer, merges.map(({ next, changed }) => ({ ...from, customerId: next.id, fields: Object.fromEntries(changed.filter((column) => column !== 'custom').map((column) => [column, next[column]])) })));
  }

  private async save(rows: readonly StoredCustomer[]): Promise<void> {
    if (rows.length === 0) return;
    const keyed = rows.map((row) => ({ ...row, ...columnKeys(row) }));
    await currentWork().query(
      `update customer c set ${UPDATED.map((name) => `${name} = r.${name}`).join(', ')}, version = c.version + 1, updated_at = now() from jsonb_to_recordset($1::jsonb) as r(${TYPES}) where c.id = r.id`,
      [JSON.stringify(keyed)],
    );
  }

  /** The batch of this import, and whether the sample data is being loaded. */
  private async origin(context: ImportContext): Promise<Origin> {
    const [found] = await currentWork().query<{ batch_id: string | null; demo: boolean }>(
      `select (select batch_id from import where id = $1) as batch_id, exists (select 1 from installation where key = 'demo' and value->>'state' = 'LOADING') as demo`,
      [context.importId],
    );
    return { batchId: found?.batch_id ?? null, demo: found?.demo ?? false };
  }

  /** The team that comes with each owner named in these rows, and with the importer. */
  private async teamsOf(context: ImportContext, rows: readonly StagedRow[]): Promise<Map<string, string | null>> {
    const owners = [...new Set([context.viewer.ownerId, ...rows.map((row) => (row.parsed as unknown as ParsedCustomer).set['owner_id'])].filter((id): id is string => typeof id === 'string'))];
    const found = await currentWork().query<{ user_id: string; team_id: string }>(
      `select distinct on (m.user_id) m.user_id, m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = any($1::uuid[]) order by m.user_id, m.created_at, m.team_id`,
      [owners],
    );
    return new Map(found.map((row) => [row.user_id, row.team_id]));
  }
}

const externalKeyOf = (row: StagedRow): string | null => (row.parsed as unknown as ParsedCustomer).externalKey;

const columnKeys = (row: Pick<StoredCustomer, 'name' | 'name_latin' | 'company_name' | 'archive_no' | 'kind'>): { name_key: string; search_grams: string[]; search_text: string } => {
  const keys = keysOf({ name: row.name, nameLatin: row.name_latin, companyName: row.company_name, archiveNo: row.archive_no, kind: row.kind });
  return { name_key: keys.nameKey, search_grams: keys.searchGrams, search_text: keys.searchText };
};

function newCustomer(context: ImportContext, row: StagedRow, given: Origin & { archiveNo: string; teams: ReadonlyMap<string, string | null> }): Record<string, unknown> {
  const { set, tags, externalKey } = row.parsed as unknown as ParsedCustomer;
  // Nobody's, where that is said: the importer's only where nothing is.
  const owner = 'owner_id' in set ? (set['owner_id'] as string | null) : context.viewer.ownerId;
  const base = { kind: 'PERSON', gender: 'UNKNOWN', stage: 'PROSPECT', name: null, name_latin: null, company_name: null, ...set, archive_no: given.archiveNo };
  return {
    ...base, id: newId(), owner_id: owner, team_id: owner === null ? (set['team_id'] ?? null) : (given.teams.get(owner) ?? null), tag_ids: tags,
    external_source: externalKey === null ? null : context.source, external_key: externalKey, batch_id: given.batchId, demo: given.demo, ...columnKeys(base as never),
  };
}

function contactsOf(customerId: string, row: StagedRow, kept: ReadonlySet<string> = new Set()): ContactsOf {
  const { contacts } = row.parsed as unknown as ParsedCustomer;
  return {
    customerId,
    contacts: contacts.filter(({ field }) => !kept.has(field)).map(({ field, kind, index }) => ({ kind, index: Buffer.from(index, 'hex'), value: String(row.sealed[field]), label: field === 'wechat' ? 'WeChat' : null })),
  };
}
