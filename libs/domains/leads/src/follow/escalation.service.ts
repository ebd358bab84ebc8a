import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock, type Day } from '@dossier/kernel/time';
import { ViewerLoader } from '@dossier/identity';
import { wholeList, WorkCalendar } from '@dossier/teams';
import { EscalationTarget } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { StepEscalation, type StepEscalationInput } from './escalation.entity';
import { escalationFor, latestDue } from './escalation.rules';

const list = { filter: {}, sort: { HOURS: { path: 'hours', type: 'int' } }, defaultSort: 'HOURS' } as const;
const MOST = 200;
const AT_ONCE = 500;
const waits = `l.status = 'OPEN' and l.archived_at is null and l.next_on is not null and l.next_leader_for is distinct from l.next_on`;

/** Whose steps are due to be told, up to which day, and to whom. */
interface Due extends Record<string, unknown> { team_id: string | null; until: Day; target: EscalationTarget; person_id: string | null }
interface Marked extends Record<string, unknown> { id: string; told_id: string | null }

/** To whom an overdue next step is told beside its owner, and after how long. */
@Injectable()
export class EscalationService {
  constructor(
    @InjectRecords(StepEscalation) private readonly settings: Records<StepEscalation>,
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly calendars: WorkCalendar,
    private readonly viewers: ViewerLoader,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.settings, viewer, asked, { spec: list });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.settings.read(viewer, id, asked);
  }

  /** Says after how many hours of work, and to whom, overdue steps of a team or of everybody are told; what was said before for the same gives way. */
  async save(viewer: Viewer, { teamId = null, hours, target, personId: named = null }: StepEscalationInput): Promise<StepEscalation> {
    const personId = target === EscalationTarget.PERSON ? named : null;
    if (target === EscalationTarget.PERSON && personId === null) throw new DomainError('INVALID_INPUT', { field: 'personId', reason: 'EMPTY' });
    await this.require('team', teamId);
    await this.require('app_user', personId, `and kind = 'PERSON'`);
    const [known] = await currentWork().query<{ id: string }>('select id from step_escalation where team_id is not distinct from $1::uuid and archived_at is null for update', [teamId]);
    if (known) return this.settings.save(viewer, await this.settings.get(viewer, known.id, 'UPDATE'), { hours, target, personId });
    const [counted] = await currentWork().query<{ count: number }>('select count(*)::int as count from step_escalation where archived_at is null');
    if ((counted?.count ?? 0) >= MOST) throw new DomainError('INVALID_INPUT', { field: 'teamId', reason: 'TOO_MANY' });
    return this.settings.add(viewer, { id: newId(), teamId, hours, target, personId });
  }

  /** Takes a setting away: the steps of a team are told as those of everybody; without that, to their owner alone. */
  async archive(viewer: Viewer, id: string): Promise<StepEscalation> {
    return this.settings.archive(viewer, await this.settings.get(viewer, id, 'ARCHIVE'));
  }

  /** Whether any overdue step is due to be told. */
  async owed(): Promise<boolean> {
    const due = await this.due();
    const [row] = due.length === 0 ? [] : await this.database.query(`select 1 ${overdue} limit 1`, [JSON.stringify(due)]);
    return row !== undefined;
  }

  /** Marks the steps that are due, each once, and says whom to tell of which: nobody hears of a lead that they do not reach. */
  async take(): Promise<{ marked: number; heard: ReadonlyMap<string, readonly string[]> }> {
    const due = await this.due();
    if (due.length === 0) return { marked: 0, heard: new Map() };
    const rows = await currentWork().query<Marked>(
      `with late as (select l.id, d.target, d.person_id ${overdue} order by l.next_on, l.id limit ${AT_ONCE} for update of l skip locked),
        marked as (update lead t set next_leader_for = t.next_on from late where t.id = late.id returning t.id, t.owner_id, t.team_id, late.target, late.person_id)
        select m.id, case m.target when 'PERSON' then m.person_id when 'LEADER' then
          (select k.leader_id from team t join team k on k.id = any(t.path) and k.archived_at is null where t.id = m.team_id and k.leader_id is distinct from m.owner_id and k.leader_id is not null order by array_position(t.path, k.id) desc limit 1) end as told_id from marked m`,
      [JSON.stringify(due)]);
    const heard = new Map<string, readonly string[]>();
    for (const [userId, own] of Map.groupBy(rows, ({ told_id }) => told_id)) if (userId !== null) heard.set(userId, await this.reached(userId, own.map(({ id }) => id)));
    return { marked: rows.length, heard };
  }

  /** For each team with steps that wait: up to which day they are due by its own setting and its own working time. */
  private async due(): Promise<Due[]> {
    const settings = await this.database.query<{ teamId: string | null; hours: number; target: EscalationTarget; personId: string | null } & Record<string, unknown>>('select team_id as "teamId", hours, target, person_id as "personId" from step_escalation where archived_at is null');
    const teams = settings.length === 0 ? [] : await this.database.query<{ team_id: string | null }>(`select distinct l.team_id from lead l where ${waits} and l.next_on < $1::date`, [this.clock.today()]);
    const due: Due[] = [];
    for (const { team_id } of teams) {
      const setting = escalationFor(settings, team_id);
      const until = setting && latestDue(await this.calendars.of(team_id), setting.hours, this.clock.now(), this.clock.today());
      if (setting && until) due.push({ team_id, until, target: setting.target, person_id: setting.personId });
    }
    return due;
  }

  private async reached(userId: string, ids: readonly string[]): Promise<string[]> {
    const viewer = await this.viewers.anew({ userId }, 'escalation');
    return viewer.may('lead.read') ? (await this.leads.readAll(viewer, [...ids], selectionFrom(['id']))).map((row) => String(row['id'])) : [];
  }

  private async require(table: 'team' | 'app_user', id: string | null, also = ''): Promise<void> {
    if (id !== null && (await currentWork().query(`select 1 from ${table} where id = $1 and archived_at is null ${also}`, [id])).length === 0) throw new DomainError('NOT_FOUND');
  }
}

const overdue = `from lead l join jsonb_to_recordset($1::jsonb) d(team_id uuid, until date, target text, person_id uuid) on d.team_id is not distinct from l.team_id and l.next_on <= d.until where ${waits}`;
