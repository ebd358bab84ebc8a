import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { beyondReach, currentWork, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Events } from '@dossier/kernel/events';
import { Clock, dayOf } from '@dossier/kernel/time';
import { LeadOpened, LeadTouched } from './lead.events';
import { opening, type GivenLead, type OpenedLead, type OpenLead } from './lead.opening';
import { tidy, wordsOf } from './lead.rules';
import { INSERT_LEADS, INSERT_TOUCHES, INSERT_TRANSITIONS, KNOWN_LEADS, LOCK_RECORDS, OPEN_LEADS, STANDING, TOUCH_LEADS } from './lead.sql';

interface Placed {
  given: GivenLead;
  customerId: string;
  sideId: string | null;
  ownerId: string | null;
  teamId: string | null;
  at: Date;
}

interface Taken {
  became: OpenedLead[];
  added: string[];
  touched: string[];
}

/** The one door by which leads come in, from wherever they come. */
@Injectable()
export class LeadDesk {
  constructor(
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** Opens a lead of a record, or touches the open one it belongs to; the same submission or external key again changes nothing. */
  async open(viewer: Viewer, given: GivenLead): Promise<OpenedLead> {
    const [opened] = await this.openAll(viewer, [given]);
    return opened!;
  }

  /** The same for many at once, in a few statements: what became of each, in their order. A unit of work calls it once, so that two of them cannot wait for each other in a circle. */
  async openAll(viewer: Viewer, given: readonly GivenLead[]): Promise<OpenedLead[]> {
    if (given.length === 0) return [];
    // What comes in touches the open lead of its record, whosever it is, and nothing of that lead is told.
    const { became, added, touched } = await beyondReach(() => this.take(viewer, given));
    if (added.length > 0) await this.events.publish(new LeadOpened(added));
    if (touched.length > 0) await this.events.publish(new LeadTouched(touched));
    return became;
  }

  private async take(viewer: Viewer, given: readonly GivenLead[]): Promise<Taken> {
    const records = [[...new Set(given.map(({ customerId }) => customerId))]];
    await currentWork().query(LOCK_RECORDS, records);
    // Once more: while it waited, one of them may have been merged into another.
    await currentWork().query(LOCK_RECORDS, records);
    const known = await this.known(given);
    const fresh = (await this.placed(given)).filter((_, at) => known[at] === null);
    const decided = opening(fresh.map(({ customerId, given: { productId } }) => ({ customerId, productId: productId ?? null })), await this.standing(fresh));
    const { added, touched } = await this.write(viewer, fresh, decided);
    const rest = decided.values();
    const became = known.map((leadId): OpenedLead => (leadId === null ? rest.next().value! : { leadId, outcome: 'KNOWN' }));
    return { became: became.map((one) => (one.outcome === 'OPENED' && !added.includes(one.leadId) ? { ...one, outcome: 'KNOWN' } : one)), added, touched };
  }

  /** The lead of each that has come in before, by its submission or its key elsewhere; among those given, the first one of a key counts. */
  private async known(given: readonly GivenLead[]): Promise<(string | null)[]> {
    const rows = await currentWork().query<{ at: number; lead_id: string }>(KNOWN_LEADS, [JSON.stringify(given.map(({ submissionId, external }, at) => ({ at, submission: submissionId ?? null, source: external?.source ?? null, key: external?.key ?? null })))]);
    const found = new Map(rows.map(({ at, lead_id }) => [at, lead_id]));
    return given.map((_, at) => found.get(at) ?? null);
  }

  /** Where each belongs: the record that stands now, and whose it is. A customer keeps their owner; of a prospect the team is told. */
  private async placed(given: readonly GivenLead[]): Promise<Placed[]> {
    const rows = await currentWork().query<{ id: string; standing: string; owner_id: string | null; team_id: string | null; is_prospect: boolean }>(STANDING, [[...new Set(given.map(({ customerId }) => customerId))]]);
    const records = new Map(rows.map((row) => [row.id, row]));
    return given.map((one) => {
      const record = records.get(one.customerId);
      if (!record) throw new DomainError('NOT_FOUND');
      const isGiven = one.ownerId !== undefined || one.teamId !== undefined;
      return {
        given: one, customerId: record.standing, sideId: one.sideId ?? (record.standing === one.customerId ? null : one.customerId), at: one.at ?? this.clock.now(),
        ownerId: isGiven ? (one.ownerId ?? null) : record.is_prospect ? null : record.owner_id, teamId: isGiven ? (one.teamId ?? null) : record.team_id,
      };
    });
  }

  private async standing(placed: readonly Placed[]): Promise<Map<string, OpenLead[]>> {
    const rows = await currentWork().query<{ id: string; customer_id: string; product_id: string | null }>(OPEN_LEADS, [[...new Set(placed.map(({ customerId }) => customerId))]]);
    return new Map([...Map.groupBy(rows, (row) => row.customer_id)].map(([customerId, leads]) => [customerId, leads.map((row) => ({ id: row.id, productId: row.product_id }))]));
  }

  /** Writes what was decided; gives the leads that are new indeed, for a key that came in twice opens one, and those that were touched. */
  private async write(viewer: Viewer, placed: readonly Placed[], decided: readonly OpenedLead[]): Promise<Pick<Taken, 'added' | 'touched'>> {
    const work = currentWork();
    const both = placed.map((one, at) => ({ ...one, ...decided[at]! }));
    const rows = await work.query<{ id: string }>(INSERT_LEADS, [JSON.stringify(both.filter(({ outcome }) => outcome === 'OPENED').map((one) => this.row(one)))]);
    const added = new Set(rows.map(({ id }) => id));
    const opened = new Set(both.filter(({ outcome }) => outcome === 'OPENED').map(({ leadId }) => leadId));
    const touches = both.filter(({ leadId }) => added.has(leadId) || !opened.has(leadId)).map(touchOf);
    const came = await work.query<{ lead_id: string }>(INSERT_TOUCHES, [JSON.stringify(touches)]);
    await work.query(INSERT_TRANSITIONS, [JSON.stringify([...added].map((leadId) => ({ id: newId(), lead_id: leadId }))), viewer.userId]);
    const again = came.length > added.size ? await work.query<{ id: string }>(TOUCH_LEADS, [came.map((one) => one.lead_id)]) : [];
    return { added: [...added], touched: again.map(({ id }) => id).filter((id) => !added.has(id)) };
  }

  private row({ leadId, customerId, sideId, ownerId, teamId, at, given }: Placed & OpenedLead): object {
    const words = wordsOf(tidy(given.subject));
    return {
      id: leadId, customer_id: customerId, side_id: sideId, owner_id: ownerId, team_id: teamId, opened_at: at, opened_on: dayOf(at, this.clock.zone), origin: given.origin,
      submission_id: given.submissionId ?? null, source_id: given.sourceId ?? null, subject: tidy(given.subject), need: tidy(given.need), product_id: given.productId ?? null,
      amount_minor: given.amount ?? null, budget_minor: given.budget ?? null, currency: given.currency ?? null, authority: given.authority ?? 'UNKNOWN', decide_on: given.decideOn ?? null,
      attributes: given.attributes && Object.keys(given.attributes).length > 0 ? given.attributes : null,
      external_source: given.external?.source ?? null, external_key: given.external?.key ?? null, batch_id: given.batchId ?? null, search_grams: words.searchGrams, search_text: words.searchText,
    };
  }
}

const touchOf = ({ leadId, touchId, customerId, sideId, at, given }: Placed & OpenedLead): object => ({
  id: touchId ?? newId(), lead_id: leadId, customer_id: customerId, side_id: sideId, at, origin: given.origin, submission_id: given.submissionId ?? null,
  source_id: given.sourceId ?? null, subject: tidy(given.subject), need: tidy(given.need),
});
