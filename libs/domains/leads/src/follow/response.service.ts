import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { addWorkingMinutes, wholeList, WorkCalendar, workingMinutesBetween } from '@dossier/teams';
import { ResponseTarget, type ResponseTargetInput } from './response-target.entity';
import { targetFor, type Target } from './response.rules';

const MOST = 200;
/** A longer wait than this is told as this: nobody counts it in minutes. */
const LONGEST = 1_000_000;
const list = { filter: {}, sort: { MINUTES: { path: 'minutes', type: 'int' } }, defaultSort: 'MINUTES' } as const;

/** A lead that has been given to somebody. */
export interface Assigned {
  id: string;
  teamId: string | null;
}

/** Until when leads are to be answered, and how long answers took: in the working time of their team. */
@Injectable()
export class ResponseService {
  constructor(
    @InjectRecords(ResponseTarget) private readonly targets: Records<ResponseTarget>,
    private readonly calendars: WorkCalendar,
    private readonly database: Database,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.targets, viewer, asked, { spec: list });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.targets.read(viewer, id, asked);
  }

  /** Says within how many minutes leads of a team, of a grade, of both or of everybody are to be answered; what was said before for the same gives way. */
  async save(viewer: Viewer, { teamId = null, grade = null, minutes }: ResponseTargetInput): Promise<ResponseTarget> {
    if (teamId !== null && (await currentWork().query('select 1 from team where id = $1 and archived_at is null', [teamId])).length === 0) throw new DomainError('NOT_FOUND');
    const [known] = await currentWork().query<{ id: string }>('select id from response_target where team_id is not distinct from $1::uuid and grade is not distinct from $2 and archived_at is null for update', [teamId, grade]);
    if (known) return this.targets.save(viewer, await this.targets.get(viewer, known.id, 'UPDATE'), { minutes });
    const [counted] = await currentWork().query<{ count: number }>('select count(*)::int as count from response_target where archived_at is null');
    if ((counted?.count ?? 0) >= MOST) throw new DomainError('INVALID_INPUT', { field: 'teamId', reason: 'TOO_MANY' });
    return this.targets.add(viewer, { id: newId(), teamId, grade, minutes });
  }

  /** Takes a target away: the next nearer one holds for leads that are given from now on. */
  async archive(viewer: Viewer, id: string): Promise<ResponseTarget> {
    return this.targets.archive(viewer, await this.targets.get(viewer, id, 'ARCHIVE'));
  }

  /** Until when each of these leads is to be answered, given to somebody at that moment. Null: nothing is asked of it. */
  async dueOf(leads: readonly Assigned[], assignedAt: Date): Promise<ReadonlyMap<string, Date | null>> {
    const targets = await this.database.query<Target & Record<string, unknown>>('select team_id as "teamId", grade, minutes from response_target where archived_at is null');
    const grades = new Map((await this.database.query<{ lead_id: string; grade: string | null }>('select lead_id, grade from lead_score where lead_id = any($1::uuid[])', [leads.map(({ id }) => id)])).map(({ lead_id, grade }) => [lead_id, grade]));
    const known = new Map<string, Date>();
    const due = new Map<string, Date | null>();
    for (const { id, teamId } of leads) {
      const minutes = targetFor(targets, { teamId, grade: grades.get(id) ?? null });
      if (minutes === null) {
        due.set(id, null);
        continue;
      }
      const key = `${teamId ?? ''}:${minutes}`;
      const at = known.get(key) ?? addWorkingMinutes(await this.calendars.of(teamId), assignedAt, minutes);
      known.set(key, at);
      due.set(id, at);
    }
    return due;
  }

  /** How many whole minutes of the team's working time lie between two moments. */
  async minutesBetween(teamId: string | null, from: Date, to: Date): Promise<number> {
    return to <= from ? 0 : Math.min(LONGEST, Math.floor(workingMinutesBetween(await this.calendars.of(teamId), from, to)));
  }
}
