import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, lookup, rankedLookup, type ChunkResult, type ImportContext, type ImportField, type ImportSpec, type RowProblem, type RowValues, type StagedRow, type StagedValues } from '@dossier/kernel/exchange';
import { PersonImport } from '@dossier/customers';
import { Lead } from '../lead/lead.entity';
import { leadFields } from './lead.fields';
import { keptColumns, newsOf } from './lead.news';
import { stageLead } from './lead.stage';
import { LeadWriter } from './lead.writer';

/** Files of leads: each row says an interest and whose it is. A lead that stands already is found by its number; what the file says of it is laid over it while it is open. */
@Injectable()
export class LeadImport implements ImportSpec, OnModuleInit {
  readonly kind = 'LEADS';
  readonly label = { zh: '线索', en: 'Leads' };
  readonly word = 'lead.import';
  readonly updateWord = 'lead.update';
  readonly defaultKey = 'leadKey';
  readonly chunkRows = 2_000;

  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly database: Database,
    private readonly registry: ExchangeRegistry,
    private readonly people: PersonImport,
    private readonly writer: LeadWriter,
  ) {}

  onModuleInit(): void {
    this.registry.addImport(this);
  }

  get fields(): readonly ImportField[] {
    return [...leadFields, ...this.people.fields];
  }

  /** Channels by name, products by code and then by name, colleagues by name and address. Whoever may not assign knows only themselves as owner. */
  async prepare(viewer: Viewer): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>> {
    this.people.requireWord(viewer);
    const pairs = async (text: string, values: unknown[] = []) => (await this.database.query<{ word: string; id: string }>(text, values)).map(({ word, id }) => [word, id] as const);
    const named = async (text: string, values: unknown[] = []) => lookup(await pairs(text, values));
    return {
      channel: await named('select name as word, id from channel where archived_at is null'),
      product: rankedLookup(await pairs('select code as word, id from product where archived_at is null'), await pairs('select name as word, id from product where archived_at is null')),
      user: await named(
        `select w.word, u.id from app_user u, unnest(array[u.name, u.email]) w(word) where u.archived_at is null and u.kind = 'PERSON' and u.status = 'ACTIVE' and ($1 or u.id = $2::uuid)`,
        [viewer.kind === 'job' || viewer.may('lead.assign'), viewer.ownerId],
      ),
    };
  }

  stageRow(values: RowValues, context: ImportContext): StagedValues {
    const { person, sealed, isKnown, problems } = this.people.stage(values, context);
    const { lead, problems: ofLead } = stageLead(values, context);
    const key = typeof values['leadKey'] === 'string' ? values['leadKey'] : null;
    return { parsed: { person, lead }, sealed, key: context.keyField === null ? null : key, problems: [...problems, ...ofLead, ...lacking(context, key, isKnown)] };
  }

  async classify(context: ImportContext): Promise<void> {
    if (context.keyField !== null) await this.match(context);
    await this.people.classify(context);
  }

  commitChunk(context: ImportContext, rows: readonly StagedRow[]): Promise<ChunkResult> {
    return this.writer.write(context, rows);
  }

  /** A lead of this number stands, or touched one when it came before. What it says of an open lead of its own number is news where it differs; a touch is left as it was. Who was met at a stand bears the number of their phone's entry. */
  private async match(context: ImportContext): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const reach = context.reachesAll ? 'true' : this.leads.reach(context.viewer)('l', params);
    const own = params.add(context.source, 'text');
    const source = { own: `${own}::text`, rule: context.reachesAll ? `k.source = ${own}` : 'true' };
    const keys = `select key from import_row where import_id = ${id} and key is not null`;
    const kept = params.add(keptColumns(context), 'text[]');
    await context.query(
      `update import_row r set target_id = m.id, verdict = case when m.own and l.status = 'OPEN' and l.archived_at is null and ${newsOf("(r.parsed->'lead'->'set')", kept)} is not null then 'CHANGED' else 'SAME' end from (
          select distinct on (k.key) k.key, k.id, k.own from (
            select l.external_key as key, l.id, l.external_source as source, true as own from lead l where l.external_key in (${keys}) and ${reach}
            union all select t.external_key, l.id, t.external_source, false from lead_touch t join lead l on l.id = t.lead_id where t.external_key in (${keys}) and ${reach}
            union all select s.key, l.id, ${source.own}, false from intake_submission s join lead_touch t on t.submission_id = s.id join lead l on l.id = t.lead_id where s.origin = 'FAIR' and s.key in (${keys}) and ${reach}) k
          where ${source.rule} order by k.key, k.own desc, k.id) m join lead l on l.id = m.id
        where r.import_id = ${id} and r.verdict is null and r.key = m.key`,
      params.values(context.viewer),
    );
  }
}

/** Where numbers tell leads apart, each row needs one: else the same file would bring it again. A row without number needs somebody it is of. */
function lacking({ keyField }: ImportContext, key: string | null, isKnown: boolean): RowProblem[] {
  if (keyField !== null && key === null) return [{ code: 'REQUIRED', column: 'leadKey', value: null }];
  return key === null && !isKnown ? [{ code: 'REQUIRED', column: 'name', value: null }] : [];
}
