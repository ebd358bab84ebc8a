import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { BlindIndexes } from '@dossier/kernel/crypto';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { BatchChange, ImportContext, ImportField, RowProblem, RowValues, StagedRow } from '@dossier/kernel/exchange';
import { CustomerStage } from '@dossier/vocabulary/enums';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { ConsentExchange, PROOF, type BroughtChoice } from '../consent/consent.exchange';
import { Customer } from '../profile/customer.entity';
import { customerFields } from './customer.fields';
import { stageCustomer, type ParsedCustomer } from './customer.stage';
import { CustomerWriter } from './customer.writer';
import { newcomers, personKeys, type KnownPerson } from './person.rules';

/** Fields of a file of something else that say of whom a row speaks. */
const PERSON = new Set(['name', 'familyName', 'givenName', 'nameLatin', 'companyName', 'kind', 'gender', 'occupation', 'country', 'region', 'city', 'phone', 'phone2', 'email', 'email2', 'wechat']);

/** What stands in the stage of the person of a row. */
export interface ParsedPerson extends ParsedCustomer {
  /** The number of the record, in this product or another one. */
  customerKey: string | null;
  /** What the row says that they agreed to, or took back. */
  consents?: readonly BroughtChoice[];
}

/** The person of a row, and to whom the record belongs if it is new. */
export interface PersonOfRow {
  row: StagedRow;
  person: ParsedPerson;
  stage: CustomerStage;
  sourceId: string | null;
  ownerId: string | null;
  teamId: string | null;
}

/** People and companies of files whose rows are something else: a known record is found and left as it is, an unknown one is written as a file of customers would. */
@Injectable()
export class PersonImport {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly indexes: BlindIndexes,
    private readonly writer: CustomerWriter,
    private readonly consents: ConsentExchange,
  ) {}

  /** What a file of something else may say of a person, and of what they agreed to. */
  get fields(): readonly ImportField[] {
    return [...customerFields.filter(({ name }) => PERSON.has(name)).map(({ key: _key, ...field }) => field), ...this.consents.fields()];
  }

  /** Refuses whoever could not add the records that such a file brings. */
  requireWord(viewer: Viewer): void {
    if (viewer.kind !== 'job' && !viewer.may('customer.create')) throw new DomainError('FORBIDDEN', { permission: 'customer.create' });
  }

  /** The person of a row in its staged form: contacts sealed, their blind indexes in clear. */
  stage(values: RowValues, context: ImportContext): { person: ParsedPerson; sealed: Record<string, unknown> | null; isKnown: boolean; problems: readonly RowProblem[] } {
    const own = Object.fromEntries(Object.entries(values).filter(([name]) => PERSON.has(name)));
    const { parsed, sealed = null, problems = [] } = stageCustomer(own, { ...context, keyField: null, mode: 'UPDATE' }, this.indexes);
    const customerKey = typeof values['customerKey'] === 'string' ? values['customerKey'] : null;
    const said = this.consents.staged(values);
    const person: ParsedPerson = { ...(parsed as unknown as ParsedCustomer), customerKey, ...(said ? { consents: said.consents } : {}) };
    const isKnown = customerKey !== null || person.contacts.length > 0 || Boolean(person.set['name'] ?? person.set['company_name']);
    return { person, sealed: said === null || said.proof === null ? sealed : { ...sealed, [PROOF]: said.proof }, isKnown, problems };
  }

  /** Fails the rows whose contacts are those of two records; a number of a record decides before any contact. The person stands in `parsed.person`. */
  async classify(context: ImportContext): Promise<void> {
    const params = Params.empty();
    const id = params.add(context.importId, 'uuid');
    const reach = this.customers.reach(context.viewer)('c', params);
    await context.query(
      `update import_row r set verdict = 'FAILED', problems = jsonb_build_array(jsonb_build_object('code', 'REFERENCE_AMBIGUOUS', 'column', m.field, 'value', null))
        from (select r.row_no, min(n->>'field') as field from import_row r cross join lateral jsonb_array_elements(r.parsed->'person'->'contacts') n
            cross join lateral (select y.customer_id from customer_identity y where y.blind_index = decode(n->>'index', 'hex') and y.archived_at is null
              union all select y.customer_id from customer_identity y where y.blind_index_b = decode(n->>'index', 'hex') and y.archived_at is null) i
            join customer c on c.id = i.customer_id and c.archived_at is null and ${reach}
          where r.import_id = ${id} and r.verdict is null and r.parsed->'person'->>'customerKey' is null group by r.row_no having count(distinct c.id) > 1) m
        where r.import_id = ${id} and r.row_no = m.row_no`,
      params.values(context.viewer),
    );
  }

  /** Finds or writes the record of each row; gives it by row number, with what takes the new ones back. */
  async bring(context: ImportContext, people: readonly PersonOfRow[]): Promise<{ records: ReadonlyMap<number, KnownPerson>; changes: readonly BatchChange[] }> {
    const known = await this.known(context, people);
    const records = new Map<number, KnownPerson>();
    const { leaders, follows } = newcomers(people, known, records);
    const written = leaders.length === 0 ? { outcomes: [], changes: [] } : await this.writer.write({ ...context, source: sourceOf(context), mode: 'CREATE', keepFields: [] }, leaders.map(newRow));
    for (const { rowNo, targetId } of written.outcomes) if (targetId) records.set(rowNo, { id: targetId, sideId: null });
    for (const [rowNo, leader] of follows) records.set(rowNo, records.get(leader)!);
    return { records, changes: [...written.changes, ...(await this.agreed(context, people, { records, leaders, follows }))] };
  }

  /** What rows say that known people agreed to: noted for whoever may change every record, and never looser than what stands. Of new ones it came with their record. */
  private agreed(context: ImportContext, people: readonly PersonOfRow[], { records, leaders, follows }: { records: ReadonlyMap<number, KnownPerson>; leaders: readonly PersonOfRow[]; follows: ReadonlyMap<number, number> }): Promise<BatchChange[]> {
    const led = new Set(leaders.map(({ row }) => row.rowNo));
    const mayAll = reachesEvery(context.viewer, 'customer.update');
    const said = people.filter(({ row, person }) => person.consents !== undefined && !led.has(row.rowNo) && (mayAll || follows.has(row.rowNo)));
    return this.consents.write(context, said.map(({ row, person }) => ({ row: { ...row, parsed: { consents: person.consents } }, targetId: records.get(row.rowNo)!.id })));
  }

  /** Records within reach by number and by blind index; one of the declared source before others of the same number. */
  private async known(context: ImportContext, people: readonly PersonOfRow[]): Promise<ReadonlyMap<string, KnownPerson>> {
    const keys = people.flatMap(({ person }) => personKeys(person));
    const params = Params.empty();
    const numbers = params.add(keys.filter((key) => key.startsWith('no:')).map((key) => key.slice(3)), 'text[]');
    const contacts = params.add(keys.filter((key) => key.startsWith('at:')).map((key) => key.slice(3)), 'text[]');
    const source = params.add(context.source, 'text');
    const reach = this.customers.reach(context.viewer)('c', params);
    // Each index is asked by itself: told as one condition with "or", every contact would be looked for in the whole table.
    const byContact = (index: 'blind_index' | 'blind_index_b'): string => `select 'at:' || a.key, c.id, i.side_id, false from unnest(${contacts}) a(key)
            join customer_identity i on i.${index} = decode(a.key, 'hex') and i.archived_at is null join customer c on c.id = i.customer_id and c.archived_at is null and ${reach}`;
    const rows = await currentWork().query<{ key: string; id: string; side_id: string | null }>(
      `select distinct on (key) key, id, side_id from (
          select 'no:' || c.external_key as key, c.id, null::uuid as side_id, c.external_source = ${source} as own from customer c where c.external_key = any(${numbers}) and c.archived_at is null and ${reach}
          union all select 'no:' || c.archive_no, c.id, null, false from customer c where c.archive_no = any(${numbers}) and c.archived_at is null and ${reach}
          union all select 'no:' || s.external_key, c.id, s.id, s.external_source = ${source} from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and s.external_key = any(${numbers}) and c.archived_at is null and ${reach}
          union all select 'no:' || s.archive_no, c.id, s.id, false from customer s join customer c on c.id = s.merged_into_id where s.merged_into_id is not null and s.archive_no = any(${numbers}) and c.archived_at is null and ${reach}
          union all ${byContact('blind_index')} union all ${byContact('blind_index_b')}
        ) x order by key, own desc nulls last, side_id is not null, id`,
      params.values(context.viewer),
    );
    return new Map(rows.map((row) => [row.key, { id: row.id, sideId: row.side_id }]));
  }
}

/** Numbers stand under the declared source only where every record is reached: a number that exists out of reach must neither clash nor be found. */
const sourceOf = ({ viewer, reachesAll, source, importId }: ImportContext): string =>
  (reachesAll && reachesEvery(viewer, 'customer.read') ? source : `import:${importId}`);

const reachesEvery = (viewer: Viewer, word: AccessWord): boolean => viewer.kind === 'job' || viewer.grants.some(({ action, scope }) => action === word && scope === 'ALL');

/** The row as a file of customers would bring it. */
function newRow({ row, person, stage, sourceId, ownerId, teamId }: PersonOfRow): StagedRow {
  const { customerKey, ...parsed } = person;
  // What they agreed to stands beside the record's own columns, as in a file of customers.
  const set = { ...parsed.set, stage, owner_id: ownerId, team_id: teamId, ...(sourceId === null ? {} : { source_id: sourceId }) };
  return { ...row, key: null, verdict: 'NEW', targetId: null, parsed: { ...parsed, set, externalKey: customerKey } };
}
