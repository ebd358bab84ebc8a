import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { ChurnDimension, ChurnKind } from '@dossier/vocabulary/insight-enums';
import { ChurnBoards } from './churn.board';
import { ChurnDefinition, type ChurnBoard, type ChurnBoardArgs, type ChurnDefinitionInput, type ChurnField } from './churn.entities';
import { CHURN_JOB } from './churn.reader';

/** What leaving means here, and who leaves. */
@Injectable()
export class ChurnService {
  constructor(
    @InjectRecords(ChurnDefinition) private readonly definitions: Records<ChurnDefinition>,
    private readonly boards: ChurnBoards,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Who leaves, when, and what goes with it, within reach. */
  async board(viewer: Viewer, { by = ChurnDimension.SOURCE, segmentIds }: ChurnBoardArgs): Promise<ChurnBoard> {
    const [newest] = await this.database.query<{ id: string }>('select id from churn_definition where archived_at is null order by number desc limit 1');
    const definition = newest ? await this.definitions.read(viewer, newest.id, selectionFrom([...SHOWN])) : null;
    return { definition: definition as unknown as ChurnDefinition | null, ...(await this.boards.read(viewer, by, segmentIds ?? [])) };
  }

  /** Every definition that was ever in force, the newest first. */
  async all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    const rows = await this.database.query<{ id: string }>('select id from churn_definition where archived_at is null order by number desc limit 50');
    return Promise.all(rows.map(({ id }) => this.definitions.read(viewer, id, asked)));
  }

  /** Puts a new definition in force; all that follows from it is computed anew. */
  async define(viewer: Viewer, input: ChurnDefinitionInput, asked: Selection): Promise<Raw> {
    const own = await this.judged(input);
    const [last] = await currentWork().query<{ number: number }>('select max(number) as number from churn_definition');
    const id = newId();
    await currentWork().query(
      'insert into churn_definition (id, number, kind, factor, days, field_key, horizon_days, set_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, (last?.number ?? 0) + 1, own.kind, own.factor, own.days, own.fieldKey, own.horizonDays, viewer.userId]);
    await this.jobs.startOwn(CHURN_JOB, {});
    return this.definitions.read(viewer, id, asked);
  }

  /** Computes the board anew, in the background. */
  async refresh(): Promise<boolean> {
    await this.jobs.startOwn(CHURN_JOB, {});
    return true;
  }

  /** Custom fields of customers that hold a day: a contract may end on it. */
  fields(viewer: Viewer): Promise<ChurnField[]> {
    return this.database.query<ChurnField & Record<string, unknown>>(
      `select id, key, case when $1 = 'zh' then name else name_en end as name from custom_field where entity = 'CUSTOMER' and type = 'DAY' and word is null and archived_at is null order by place`, [viewer.language]);
  }

  private async judged(input: ChurnDefinitionInput): Promise<{ kind: ChurnKind; factor: number | null; days: number | null; fieldKey: string | null; horizonDays: number }> {
    const { kind, horizonDays } = input;
    const plain = { kind, horizonDays, factor: null, days: null, fieldKey: null };
    const lacks = (field: string): never => {
      throw new DomainError('INVALID_INPUT', { field, reason: 'REQUIRED' });
    };
    if (kind === ChurnKind.GAP) return { ...plain, factor: input.factor ?? lacks('factor') };
    if (kind === ChurnKind.DORMANCY) return { ...plain, days: input.days ?? lacks('days') };
    const [field] = await this.database.query(`select 1 from custom_field where entity = 'CUSTOMER' and key = $1 and type = 'DAY' and word is null and archived_at is null`, [input.fieldKey ?? '']);
    return { ...plain, fieldKey: field ? input.fieldKey! : lacks('fieldKey') };
  }
}

const SHOWN = ['id', 'version', 'number', 'kind', 'factor', 'days', 'fieldKey', 'horizonDays', 'setOn', 'setBy.id', 'setBy.name'] as const;
