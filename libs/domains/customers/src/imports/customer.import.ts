import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { BlindIndexes } from '@dossier/kernel/crypto';
import { Database, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, lookup, type ChunkResult, type ImportContext, type ImportField, type ImportSpec, type RowValues, type StagedRow, type StagedValues } from '@dossier/kernel/exchange';
import { bringsConsent, ConsentExchange, PROOF } from '../consent/consent.exchange';
import { customImportFields } from '../fields/custom.exchange';
import { Customer } from '../profile/customer.entity';
import { customerFields } from './customer.fields';
import { keptNames } from './customer.merge';
import { stageCustomer } from './customer.stage';
import { CustomerWriter } from './customer.writer';

/** How the key of a staged row finds its customer: the record that bears it, and the one that stands where it was merged. Reach is asked of the latter, `c`. */
const CONTACT = `select coalesce(i.side_id, c.id), c.id from customer_identity i join customer c on c.id = i.customer_id where (i.blind_index = decode(r.key, 'hex') or i.blind_index_b = decode(r.key, 'hex')) and i.archived_at is null and c.archived_at is null`;
const MERGED = 'select s.id, c.id from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and';
const MATCH: Readonly<Record<string, { live: string; merged?: string }>> = {
  externalKey: { live: 'select c.id, c.id from customer c where c.external_key = r.key and c.archived_at is null', merged: `${MERGED} s.external_key = r.key` },
  archiveNo: { live: 'select c.id, c.id from customer c where c.archive_no = upper(r.key) and c.archived_at is null', merged: `${MERGED} s.archive_no = upper(r.key)` },
  phone: { live: CONTACT },
  email: { live: CONTACT },
};

/** Files of customers. */
@Injectable()
export class CustomerImport implements ImportSpec, OnModuleInit {
  readonly kind = 'CUSTOMERS';
  readonly label = { zh: '客户', en: 'Customers' };
  readonly word = 'customer.import';
  readonly updateWord = 'customer.update';
  readonly defaultKey = 'externalKey';
  readonly chunkRows = 2_000;

  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly indexes: BlindIndexes,
    private readonly writer: CustomerWriter,
    private readonly consents: ConsentExchange,
  ) {}

  onModuleInit(): void {
    this.registry.addImport(this);
  }

  /** What a file may bring: the fields of every company, and those that this one has added. */
  get fields(): readonly ImportField[] {
    return [...customerFields, ...customImportFields(), ...this.consents.fields()];
  }

  /** Channels and tags by name, colleagues by name and address. Whoever may not assign knows only themselves as owner. */
  async prepare(viewer: Viewer): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>> {
    const named = async (text: string, values: unknown[] = []) => lookup((await this.database.query<{ word: string; id: string }>(text, values)).map(({ word, id }) => [word, id] as const));
    return {
      channel: await named('select name as word, id from channel where archived_at is null'),
      tag: await named('select name as word, id from tag where archived_at is null'),
      user: await named(
        `select w.word, u.id from app_user u, unnest(array[u.name, u.email]) w(word) where u.archived_at is null and u.kind = 'PERSON' and u.status = 'ACTIVE' and ($1 or u.id = $2::uuid)`,
        [viewer.kind === 'job' || viewer.may('customer.assign'), viewer.ownerId],
      ),
    };
  }

  stageRow(values: RowValues, context: ImportContext): StagedValues {
    const staged = stageCustomer(values, context, this.indexes);
    const said = this.consents.staged(values);
    return said === null ? staged : { ...staged, parsed: { ...staged.parsed, consents: said.consents }, sealed: said.proof === null ? (staged.sealed ?? null) : { ...staged.sealed, [PROOF]: said.proof } };
  }

  async classify(context: ImportContext): Promise<void> {
    const found = context.keyField === null ? undefined : MATCH[context.keyField];
    if (found) await this.match(context, found);
    if (context.mode === 'UPDATE') await this.failUnmatched(context);
  }

  commitChunk(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    return this.writer.write(context, rows);
  }

  /** Finds targets by key. A key shared by two customers is a problem; out of reach it does not exist. */
  private async match(context: ImportContext, { live, merged }: { live: string; merged?: string }): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const reach = context.reachesAll ? 'true' : this.customers.reach(context.viewer)('c', params);
    // By its own namespace where the key may be compared with every row; within reach, under any source.
    const source = context.keyField === 'externalKey' && context.reachesAll ? params.add(context.source, 'text') : null;
    const of = (alias: string): string => (source === null ? '' : ` and ${alias}.external_source = ${source}`);
    const found = `${live}${of('c')} and ${reach}${merged ? ` union all ${merged}${of('s')} and ${reach}` : ''} limit 2`;
    const values = params.values(context.viewer);
    await context.query(
      `update import_row r set target_id = m.id, verdict = case when m.count > 1 then 'FAILED' end,
        problems = case when m.count > 1 then jsonb_build_array(jsonb_build_object('code', 'REFERENCE_AMBIGUOUS', 'column', $${values.length + 1}::text, 'value', null)) end
       from (select r.row_no, (array_agg(c.id order by c.id = c.root desc))[1] as id, count(distinct c.root) as count from import_row r
         cross join lateral (${found}) c(id, root) where r.import_id = ${id} and r.verdict is null and r.key is not null group by r.row_no) m
       where r.import_id = ${id} and r.row_no = m.row_no`,
      [...values, context.keyField],
    );
    await this.judge(context);
  }

  /** A matched row is the same where it brings nothing new, and where this import may not update. */
  private async judge(context: ImportContext): Promise<void> {
    await this.judgeBy(context, 'customer c where r.target_id = c.id and c.merged_into_id is null');
    // What an absorbed record says of itself stands with the merge.
    await this.judgeBy(context, 'customer b join customer_side s on s.customer_id = b.id, lateral jsonb_populate_record(b, s.own) c where r.target_id = b.id and b.merged_into_id is not null');
  }

  private async judgeBy(context: ImportContext, from: string): Promise<void> {
    const mayUpdate = context.reachesAll && context.mode !== 'CREATE';
    await context.query(
      `update import_row r set verdict = case when $2 and (
          exists (select 1 from jsonb_each(r.parsed->'set') e where e.key <> 'custom' and to_jsonb(c)->e.key is distinct from e.value
            and not (e.key = any($3::text[]) and coalesce(to_jsonb(c)->>e.key, '') <> ''))
          or exists (select 1 from jsonb_each(r.parsed->'set'->'custom') e where c.custom->e.key is distinct from e.value
            and not ('custom.' || e.key = any($3::text[]) and c.custom->e.key is not null))
          or (not 'tags' = any($3::text[]) or c.tag_ids = '{}') and not c.tag_ids @> array(select jsonb_array_elements_text(r.parsed->'tags'))::uuid[]
          or ${bringsConsent}
          or exists (select 1 from jsonb_array_elements(r.parsed->'contacts') n where not n->>'field' = any($3::text[])
            and not exists (select 1 from customer_identity i where i.customer_id = coalesce(c.merged_into_id, c.id) and i.archived_at is null
              and decode(n->>'index', 'hex') in (coalesce(i.blind_index, i.blind_index_b), coalesce(i.blind_index_b, i.blind_index))))
        ) then 'CHANGED' else 'SAME' end
       from ${from} and r.import_id = $1 and r.verdict is null`,
      [context.importId, mayUpdate, keptNames(context)],
    );
  }

  private async failUnmatched(context: ImportContext): Promise<void> {
    await context.query(
      `update import_row r set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', case when r.key is null then 'KEY_MISSING' else 'KEY_NOT_FOUND' end, 'column', $2::text,
          'value', case when $2 in ('phone','email') then null else r.key end))
       where r.import_id = $1 and r.verdict is null and r.target_id is null`,
      [context.importId, context.keyField],
    );
  }
}
