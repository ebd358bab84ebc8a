import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Signals } from '@dossier/kernel/events';
import type { ListSpec } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ExportMark } from '@dossier/vocabulary/enums';
import { wholeList } from '@dossier/teams';
import { ExportLimit, type ExportLimitInput } from './export-limit.entity';

/** What one account may take out; a bound that nobody has set is the greatest number there is. */
export interface Bounds extends Record<string, unknown> {
  rowsPerDay: number;
  approvalAbove: number;
  clearAbove: number;
}

/** An export of more rows says what it is for, whoever asks. */
export const PURPOSE_ROWS = 1_000;

/** Tells every process that bounds are others now. */
export const LIMITS_CHANGED = 'export-limits';

/** What was not given bounds nothing. */
const boundsIn = ({ rowsPerDay = null, approvalAbove = null, clearAbove = null, opensPerHour = null, revealsPerHour = null, mark = null }: ExportLimitInput): Pick<ExportLimit, 'rowsPerDay' | 'approvalAbove' | 'clearAbove' | 'opensPerHour' | 'revealsPerHour' | 'mark'> =>
  ({ rowsPerDay, approvalAbove, clearAbove, opensPerHour, revealsPerHour, mark });

const list: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'ASC' };

/** The bounds of exports: by person, else by role (the widest counts), else those of the house. */
@Injectable()
export class ExportLimits {
  constructor(
    @InjectRecords(ExportLimit) private readonly limits: Records<ExportLimit>,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {}

  async of(userId: string | null): Promise<Bounds> {
    const [row] = await this.database.query<Bounds>('select rows_per_day as "rowsPerDay", approval_above as "approvalAbove", clear_above as "clearAbove" from export_limits($1)', [userId]);
    return row!;
  }

  /** Which exports of this account bear the mark that nobody sees. */
  async markOf(userId: string | null): Promise<ExportMark> {
    const [row] = await this.database.query<{ mark: ExportMark }>('select mark from look_limits($1)', [userId]);
    return row?.mark ?? ExportMark.OFF;
  }

  /** Rows that this account has taken out or asked for today, but for one export. */
  async usedToday(userId: string | null, but: string | null = null): Promise<number> {
    const [row] = await this.database.query<{ rows: number }>(
      `select coalesce(sum(coalesce(row_count, expected_rows, 0)), 0)::int8 as rows from export_file
        where owner_id = $1 and id is distinct from $2::uuid and state not in ('FAILED','DECLINED') and created_at >= ($3::date)::timestamp at time zone $4`,
      [userId, but, this.clock.today(), this.clock.zone]);
    return Number(row?.rows ?? 0);
  }

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.limits, viewer, asked, { spec: list });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.limits.read(viewer, id, asked);
  }

  /** Sets the bounds of a role, of a person, or of the house. */
  async set(viewer: Viewer, input: ExportLimitInput): Promise<ExportLimit> {
    const { roleId = null, userId = null } = input;
    const bounds = boundsIn(input);
    if (roleId !== null && userId !== null) throw new DomainError('INVALID_INPUT', { field: 'userId', reason: 'ONE_OF' });
    const work = currentWork();
    await this.signals.send(LIMITS_CHANGED);
    await work.query('select pg_advisory_xact_lock(hashtext($1))', ['export-limits']);
    if (roleId !== null && (await work.query('select 1 from role where id = $1 and archived_at is null', [roleId])).length === 0) throw new DomainError('NOT_FOUND');
    if (userId !== null && (await work.query('select 1 from app_user where id = $1 and archived_at is null', [userId])).length === 0) throw new DomainError('NOT_FOUND');
    const [known] = await work.query<{ id: string }>('select id from export_limit where role_id is not distinct from $1 and user_id is not distinct from $2', [roleId, userId]);
    if (!known) return this.limits.add(viewer, { id: newId(), roleId, userId, ...bounds });
    return this.limits.save(viewer, await this.limits.get(viewer, known.id, 'UPDATE'), bounds, 'UPDATE');
  }

  /** Takes the bounds of a role or a person away: those of the house count again. The house itself keeps its own. */
  async remove(viewer: Viewer, id: string): Promise<void> {
    const limit = await this.limits.get(viewer, id, 'UPDATE');
    if (limit.roleId === null && limit.userId === null) throw new DomainError('NOT_FOUND');
    await currentWork().query('delete from export_limit where id = $1', [id]);
    await this.signals.send(LIMITS_CHANGED);
  }
}
