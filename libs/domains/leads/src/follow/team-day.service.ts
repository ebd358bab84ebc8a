import { Injectable } from '@nestjs/common';
import { Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { TaskService } from '@dossier/teams';
import { LeadStatus } from '@dossier/vocabulary/lead-enums';
import { Lead } from '../lead/lead.entity';
import { leadList } from '../lead/lead.list';
import { leadPolicy } from '../lead/lead.policy';
import type { TeamDayPerson } from './team-day.view';

/** More people than these are looked at in the lists. */
const MOST = 50;

interface Counted extends Record<string, unknown> { personId: string | null; late: number; unanswered: number }

/** What the people of a team owe today: for whoever gives work to them. */
@Injectable()
export class TeamDay {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly tasks: TaskService,
    private readonly names: Dictionaries,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Person by person, the one who owes most first; oneself left out. Nothing for whoever neither gives leads to others nor leads a team. */
  async people(viewer: Viewer): Promise<TeamDayPerson[]> {
    if (!(await this.givesWork(viewer))) return [];
    const seesLeads = this.seesLeads(viewer);
    const people = new Map<string | null, TeamDayPerson>();
    const of = (id: string | null): TeamDayPerson => {
      const known = people.get(id) ?? { person: id === null ? null : (this.names.lookUp('user', id) ?? { id, name: '' }), overdueLeads: seesLeads ? 0 : null, unansweredLeads: seesLeads ? 0 : null, overdueTasks: 0, dueTasks: 0 };
      people.set(id, known);
      return known;
    };
    for (const { personId, late, unanswered } of seesLeads ? await this.countLeads(viewer) : []) Object.assign(of(personId), { overdueLeads: late, unansweredLeads: unanswered });
    for (const { personId, late, due } of await this.tasks.owed(viewer)) Object.assign(of(personId), { overdueTasks: late, dueTasks: due });
    if (viewer.userId !== null) people.delete(viewer.userId);
    const weight = ({ overdueLeads, unansweredLeads, overdueTasks, dueTasks }: TeamDayPerson): number => ((overdueLeads ?? 0) + overdueTasks) * 1000 + (unansweredLeads ?? 0) + dueTasks;
    return [...people.values()].filter((one) => weight(one) > 0).sort((a, b) => weight(b) - weight(a) || (a.person?.name ?? '').localeCompare(b.person?.name ?? '')).slice(0, MOST);
  }

  private async givesWork(viewer: Viewer): Promise<boolean> {
    if (viewer.may('lead.assign')) return true;
    return (await this.database.query('select 1 from team where leader_id = $1 and archived_at is null limit 1', [viewer.userId])).length > 0;
  }

  /** Each number rests on these fields: who may not see them learns nothing by counting. */
  private seesLeads(viewer: Viewer): boolean {
    if (!viewer.may('lead.read')) return false;
    const plan = planOf(viewer, leadPolicy as unknown as Policy);
    return ['ownerId', 'status', 'nextOn', 'responseDueAt', 'firstResponseAt'].every((name) => plan.field(name).clear === true);
  }

  private countLeads(viewer: Viewer): Promise<Counted[]> {
    const params = Params.empty();
    const where = this.leads.matching(viewer, { filter: { and: [{ status: { in: [LeadStatus.OPEN] } }, { or: [{ isOverdue: true }, { isUnanswered: true }] }] } }, leadList, params);
    const today = params.add(this.clock.today(), 'date');
    const late = `coalesce(t.next_on < ${today}, false) or t.first_response_at is null and coalesce(t.response_due_at < now(), false)`;
    return this.database.query<Counted>(
      `select t.owner_id as "personId", count(*) filter (where ${late})::int as late, count(*) filter (where t.first_response_at is null)::int as unanswered
        from ${where} and t.status = 'OPEN' group by t.owner_id`, params.values(viewer));
  }
}
