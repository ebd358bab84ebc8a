import { Injectable } from '@nestjs/common';
import { planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Events } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { LeadStatus, type LeadStage } from '@dossier/vocabulary/lead-enums';
import { Lead } from './lead.entity';
import { LeadClosed, LeadMoved } from './lead.events';
import type { CloseLeadInput } from './lead.inputs';
import { leadPolicy } from './lead.policy';
import { closed, moved, reopened, requireOpen } from './lead.rules';

/** So many leads take a step in one act: what a page of the list shows. */
const AT_ONCE = 200;

/** The steps a lead takes: each is kept with its moment, its actor, and whose the lead was. */
@Injectable()
export class LeadSteps {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Moves an open lead to a stage, forth or back. */
  async move(viewer: Viewer, id: string, stage: LeadStage): Promise<Lead> {
    const lead = await this.openLead(viewer, id, 'MOVE');
    return this.take(viewer, lead, moved(lead, stage, this.clock.now()), 'MOVE');
  }

  /** Ends a lead that did not become business, or never was a lead. */
  async close(viewer: Viewer, id: string, input: CloseLeadInput): Promise<Lead> {
    const lead = await this.openLead(viewer, id, 'CLOSE');
    return this.take(viewer, lead, closed(input, this.clock.now(), this.clock.today()), 'CLOSE');
  }

  /** Opens a lead again that was lost or taken for none. */
  async reopen(viewer: Viewer, id: string): Promise<Lead> {
    const lead = await this.leads.get(viewer, id);
    const change = reopened(lead, this.clock.now());
    this.leads.require(viewer, lead, 'REOPEN');
    return this.take(viewer, lead, change, 'REOPEN');
  }

  /** Ends many leads for one reason. Those out of reach, closed already, or not this viewer's to close, are passed over: gives those that were closed. */
  closeAll(viewer: Viewer, ids: readonly string[], input: CloseLeadInput): Promise<string[]> {
    return this.each(viewer, ids, 'CLOSE', () => closed(input, this.clock.now(), this.clock.today()));
  }

  /** Opens many leads again, as the undo of a closing of many. */
  reopenAll(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    return this.each(viewer, ids, 'REOPEN', (lead) => reopened(lead, this.clock.now()));
  }

  private async each(viewer: Viewer, ids: readonly string[], action: 'CLOSE' | 'REOPEN', change: (lead: Lead) => Partial<Lead>): Promise<string[]> {
    if (ids.length > AT_ONCE) throw new DomainError('INVALID_INPUT', { field: 'ids', reason: `${ids.length} > ${AT_ONCE}` });
    const { word, when } = leadPolicy.actions[action]!;
    const scopes = planOf(viewer, leadPolicy as unknown as Policy).scopes(word);
    const done: string[] = [];
    for (const lead of await this.leads.byIds(viewer, ids)) {
      if (!when!(lead) || !leadPolicy.scope.covers(scopes, viewer, lead)) continue;
      await this.take(viewer, lead, change(lead), action);
      done.push(lead.id);
    }
    return done;
  }

  /** An open lead within reach, locked, on which this viewer may act so. */
  async openLead(viewer: Viewer, id: string, action: string): Promise<Lead> {
    const lead = await this.leads.get(viewer, id);
    requireOpen(lead);
    this.leads.require(viewer, lead, action);
    return lead;
  }

  /** Saves a step of a lead, writes it down, and tells it. A change that is no step is saved and told to nobody. */
  async take(viewer: Viewer, lead: Lead, change: Partial<Lead>, action: string): Promise<Lead> {
    const saved = await this.leads.save(viewer, lead, change, action);
    if (saved.stage === lead.stage && saved.status === lead.status) return saved;
    await currentWork().query(
      'insert into lead_transition (id, lead_id, at, from_stage, to_stage, from_status, to_status, reason, actor_id, owner_id, team_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      [newId(), lead.id, this.clock.now(), lead.stage, saved.stage, lead.status, saved.status, saved.lossReason, viewer.userId, saved.ownerId, saved.teamId]);
    await this.events.publish(new LeadMoved(lead.id, lead.stage, saved.stage, saved.status));
    if (lead.status === LeadStatus.OPEN && saved.status !== LeadStatus.OPEN) await this.events.publish(new LeadClosed(lead.id, saved.status));
    return saved;
  }
}
