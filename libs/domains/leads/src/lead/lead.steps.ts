import { Injectable } from '@nestjs/common';
import { planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { beyondReach, currentWork, InjectRecords, isId, newId, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Events } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { LeadStatus, type LeadStage } from '@dossier/vocabulary/lead-enums';
import { Lead } from './lead.entity';
import { LeadClosed, LeadMoved } from './lead.events';
import type { CloseLeadInput } from './lead.inputs';
import { leadPolicy } from './lead.policy';
import { closed, moved, reopened, requireOpen } from './lead.rules';
import { LOCK_RECORDS_OF, PURSUED } from './lead.sql';

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
    await this.hold([id]);
    const lead = await this.leads.get(viewer, id);
    const change = reopened(lead, this.clock.now());
    this.leads.require(viewer, lead, 'REOPEN');
    if (await this.isPursued(lead)) throw new DomainError('LEAD_PURSUED');
    return this.take(viewer, lead, change, 'REOPEN');
  }

  /** Takes a lead out of the lists. */
  async archive(viewer: Viewer, id: string): Promise<Lead> {
    return this.leads.archive(viewer, await this.leads.get(viewer, id, 'ARCHIVE'));
  }

  /** Brings a lead back. */
  async restore(viewer: Viewer, id: string): Promise<Lead> {
    await this.hold([id]);
    const lead = await this.leads.get(viewer, id, 'RESTORE');
    if (lead.status === LeadStatus.OPEN && (await this.isPursued(lead))) throw new DomainError('LEAD_PURSUED');
    return this.leads.save(viewer, lead, { archivedAt: null }, 'RESTORE');
  }

  /** Ends many leads for one reason. Those out of reach, closed already, or not this viewer's to close, are passed over: gives those that were closed. */
  closeAll(viewer: Viewer, ids: readonly string[], input: CloseLeadInput): Promise<string[]> {
    return this.each(viewer, ids, 'CLOSE', (lead) => this.take(viewer, lead, closed(input, this.clock.now(), this.clock.today()), 'CLOSE'));
  }

  /** Opens many leads again, as the undo of a closing of many. One whose interest is pursued elsewhere by now stays closed. */
  reopenAll(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    return this.each(viewer, ids, 'REOPEN', async (lead) => ((await this.isPursued(lead)) ? null : this.take(viewer, lead, reopened(lead, this.clock.now()), 'REOPEN')));
  }

  /** Takes many leads out of the lists; those out of reach, archived already, or not this viewer's to archive, are passed over. */
  archiveAll(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    return this.each(viewer, ids, 'ARCHIVE', (lead) => this.leads.archive(viewer, lead));
  }

  /** Brings many leads back, as the undo of archiving many. */
  restoreAll(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    return this.each(viewer, ids, 'RESTORE', async (lead) => (lead.status === LeadStatus.OPEN && (await this.isPursued(lead)) ? null : this.leads.save(viewer, lead, { archivedAt: null }, 'RESTORE')));
  }

  private async each(viewer: Viewer, ids: readonly string[], action: 'CLOSE' | 'REOPEN' | 'ARCHIVE' | 'RESTORE', act: (lead: Lead) => Promise<Lead | null>): Promise<string[]> {
    if (ids.length > AT_ONCE) throw new DomainError('INVALID_INPUT', { field: 'ids', reason: `${ids.length} > ${AT_ONCE}` });
    const { word, when } = leadPolicy.actions[action]!;
    const scopes = planOf(viewer, leadPolicy as unknown as Policy).scopes(word);
    const done: string[] = [];
    await this.hold(ids);
    for (const lead of await this.leads.byIds(viewer, ids)) {
      if (!when!(lead) || !leadPolicy.scope.covers(scopes, viewer, lead)) continue;
      if ((await act(lead)) !== null) done.push(lead.id);
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

  /** Holds the records of leads before the leads themselves: whoever brings the same person in waits, and nobody in a circle. */
  private async hold(ids: readonly string[]): Promise<void> {
    await beyondReach(() => currentWork().query(LOCK_RECORDS_OF, [ids.filter(isId)]));
  }

  /** Whether the interest of a lead is pursued in another one that is open: with both open, two people would work on the same. */
  private async isPursued({ id, customerId, productId }: Lead): Promise<boolean> {
    return (await currentWork().query(PURSUED, [customerId, id, productId])).length > 0;
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
