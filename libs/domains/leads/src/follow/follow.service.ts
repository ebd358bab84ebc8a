import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { Events, On } from '@dossier/kernel/events';
import { CommunicationChanged, CommunicationRecorded, CommunicationService, type CommunicationInput } from '@dossier/customers';
import { LeadStatus, type LeadStage } from '@dossier/vocabulary/lead-enums';
import { LeadMoved } from '../lead/lead.events';
import { Lead } from '../lead/lead.entity';
import { isAnswer, isReached, type Contact } from './follow.rules';
import { ResponseService } from './response.service';

interface Said extends Contact, Record<string, unknown> { at: Date }
interface Open extends Record<string, unknown> { id: string; team_id: string | null; opened_at: Date }
interface Step extends Record<string, unknown> { id: string; from_stage: LeadStage; to_stage: LeadStage }

/** Follow-ups of leads: contacts with their record, wherever they were written down. */
@Injectable()
export class FollowService {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly communications: CommunicationService,
    private readonly responses: ResponseService,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  /** Writes down a contact on the record of an open lead: what it does to the lead happens in the same commit. */
  async log(viewer: Viewer, leadId: string, input: CommunicationInput): Promise<{ id: string }> {
    // The record is locked before its lead, as by whoever writes on the page of the record: two of them never wait for each other in a circle.
    await this.leads.read(viewer, leadId, selectionFrom(['id']));
    const [lead] = await this.database.query<{ customer_id: string }>('select customer_id from lead where id = $1', [leadId]);
    const made = await this.communications.record(viewer, lead!.customer_id, input);
    await this.leads.get(viewer, leadId, 'UPDATE');
    return made;
  }

  read(viewer: Viewer, communicationId: string, asked: Selection): Promise<Raw> {
    return this.communications.read(viewer, communicationId, asked);
  }

  /** A contact was written down: the open leads of the record are answered by it, touched, and no longer new where somebody was spoken with. */
  @On(CommunicationRecorded)
  async heard({ communicationId, customerId }: CommunicationRecorded): Promise<void> {
    const work = currentWork();
    const open = await work.query<Open>(`select id, team_id, opened_at from lead where customer_id = $1 and status = 'OPEN' and archived_at is null`, [customerId]);
    const [said] = await work.query<Said>('select at, kind, direction, outcome from communication where id = $1', [communicationId]);
    if (open.length === 0 || !said) return;
    const minutes: number[] = [];
    for (const { team_id, opened_at } of open) minutes.push(await this.responses.minutesBetween(team_id, opened_at, said.at));
    const steps = await work.query<Step>('select * from leads_followed($1, $2, $3, $4, $5::uuid[], $6::int[])', [customerId, said.at, isAnswer(said), isReached(said), open.map(({ id }) => id), minutes]);
    for (const { id, from_stage, to_stage } of steps) await this.events.publish(new LeadMoved(id, from_stage, to_stage, LeadStatus.OPEN));
  }

  /** A next step was done, opened again, changed or put away: the leads of the record look at the earliest one that is open. */
  @On(CommunicationChanged)
  async changed({ customerId }: CommunicationChanged): Promise<void> {
    await currentWork().query('select leads_stepped($1)', [customerId]);
  }
}
