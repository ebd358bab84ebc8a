import { Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import type { Database } from '@dossier/kernel/data';
import { timelineStream } from '@dossier/customers';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { LeadStatus } from '@dossier/vocabulary/lead-enums';
import { leadPolicy } from './lead.policy';

interface Step extends Record<string, unknown> {
  id: string;
  instant: string;
  lead_id: string;
  what: string;
  subject: string | null;
  actor_id: string | null;
}

/** Fields that a line of the timeline gives away: where one of them is closed, it tells nothing. */
const SHOWN = ['customerId', 'openedAt', 'stage', 'status', 'transitions'] as const;

/** A step of a lead, by the outcome where it has one, else by the stage it came to. */
const WHAT = `case when s.to_status <> s.from_status and s.to_status <> '${LeadStatus.OPEN}' then s.to_status when s.to_status is distinct from s.from_status and s.from_status is not null then s.to_status else s.to_stage end`;

/** The steps of all leads of a record: they are few, and found by their leads. */
async function stepsOf(viewer: Viewer, database: Database, ask: { customerId: string; before: { at: string; id: string } | null; limit: number }): Promise<Step[]> {
  const plan = planOf(viewer, leadPolicy as unknown as Policy);
  if (!SHOWN.every((name) => plan.field(name).clear === true)) return [];
  const params = Params.empty();
  const subject = plan.field('subject').clear === true ? 't.subject' : 'null::text';
  const before = ask.before ? ` and (s.at, s.id) < (${params.add(ask.before.at, 'timestamptz')}, ${params.add(ask.before.id, 'uuid')})` : '';
  return database.query<Step>(
    `select s.id, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant, t.id as lead_id, ${WHAT} as what, ${subject} as subject, s.actor_id
      from lead t join lead_transition s on s.lead_id = t.id where t.customer_id = ${params.add(ask.customerId, 'uuid')} and t.archived_at is null and ${plan.reach('t', params)}${before}
      order by s.at desc, s.id desc limit ${params.add(ask.limit, 'int')}`, params.values(viewer));
}

timelineStream({
  kind: TimelineKind.LEAD, needs: 'lead.read',
  read: async (viewer, ask, { database, dictionaries }) =>
    (await stepsOf(viewer, database, ask)).map((step) => ({ at: step.instant, id: step.id, told: { rowId: step.lead_id, what: step.what, title: step.subject, actor: dictionaries.lookUp('user', step.actor_id) } })),
});
