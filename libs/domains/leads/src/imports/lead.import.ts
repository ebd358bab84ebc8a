import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records } from '@dossier/kernel/data';
import { ExchangeRegistry, lookup, type ChunkResult, type ImportContext, type ImportField, type ImportSpec, type RowProblem, type RowValues, type StagedRow, type StagedValues } from '@dossier/kernel/exchange';
import { PersonImport } from '@dossier/customers';
import { Lead } from '../lead/lead.entity';
import { leadFields } from './lead.fields';
import { stageLead } from './lead.stage';
import { LeadWriter } from './lead.writer';

/** Files of leads: each row says an interest and whose it is. A lead that stands already is found by its number and left as it is. */
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

  /** Channels by name, products by code, colleagues by name and address. Whoever may not assign knows only themselves as owner. */
  async prepare(viewer: Viewer): Promise<Readonly<Record<string, ReadonlyMap<string, string>>>> {
    this.people.requireWord(viewer);
    const named = async (text: string, values: unknown[] = []) => lookup((await this.database.query<{ word: string; id: string }>(text, values)).map(({ word, id }) => [word, id] as const));
    return {
      channel: await named('select name as word, id from channel where archived_at is null'),
      product: await named('select w.word, p.id from product p, unnest(array[p.code, p.name]) w(word) where p.archived_at is null and w.word is not null'),
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

  /** A lead of this number stands, or touched one when it came before: the file changes nothing of it. */
  private async match(context: ImportContext): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const reach = context.reachesAll ? 'true' : this.leads.reach(context.viewer)('l', params);
    const source = context.reachesAll ? `k.source = ${params.add(context.source, 'text')}` : 'true';
    const keys = `select key from import_row where import_id = ${id} and key is not null`;
    await context.query(
      `update import_row r set target_id = m.id, verdict = 'SAME' from (
          select distinct on (k.key) k.key, k.id from (
            select l.external_key as key, l.id, l.external_source as source from lead l where l.external_key in (${keys}) and ${reach}
            union all select t.external_key, l.id, t.external_source from lead_touch t join lead l on l.id = t.lead_id where t.external_key in (${keys}) and ${reach}) k
          where ${source} order by k.key, k.id) m
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
