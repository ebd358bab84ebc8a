import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { IdentifyOutcome } from '@dossier/vocabulary/event-enums';
import { ConsentAct, ConsentChannel, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { ConsentLedger } from '../consent/consent.ledger';
import { IdentityService } from '../identity/identity.service';
import { ofCustomers } from '../profile/customer.policy';
import { mayBeKept, PURPOSE, TAKING } from './consent';
import type { IdentifyInput, VisitorAttachment } from './event.inputs';

interface Target extends Record<string, unknown> {
  id: string;
  root: string;
  stopped: boolean;
  /** Consent stands in the ledger already. */
  agreed: boolean;
}

/** Says whose a visitor is. It takes consent, and one key that leads to exactly one customer; nothing is guessed from the device. */
@Injectable()
export class IdentifyService {
  constructor(
    private readonly identities: IdentityService,
    private readonly ledger: ConsentLedger,
    private readonly clock: Clock,
  ) {}

  /** Attaches a visitor and all its events to a customer; the consent given along stands in the ledger, with its proof sealed. A visitor that belongs to somebody else stays theirs. */
  async identify(viewer: Viewer, input: IdentifyInput): Promise<VisitorAttachment> {
    const keys = [input.customerId, input.externalKey, input.identity].filter((key) => key !== null && key !== undefined);
    if (keys.length !== 1) throw new DomainError('INVALID_INPUT', { field: 'input', reason: 'one of customerId, externalKey, identity' });
    const work = currentWork();
    await work.query('select pg_advisory_xact_lock($1)', [TAKING]);
    const target = await this.target(viewer, input);
    Object.assign(work.note, { objectType: 'Customer', objectId: target.root });
    const outcome = await this.outcome(input, target);
    if (outcome === IdentifyOutcome.ATTACHED && !target.agreed) await this.agree(viewer, input, target);
    const events = outcome === IdentifyOutcome.ATTACHED ? await this.attach(input, target) : 0;
    work.note.facts = { outcome, events };
    return { outcome, events };
  }

  private async outcome({ visitorId, consent }: IdentifyInput, target: Target): Promise<IdentifyOutcome> {
    const [visitor] = await currentWork().query<{ customer_id: string | null; state: string }>('select customer_id, state from visitor where id = $1 for update', [visitorId]);
    if (visitor?.state === 'STOPPED' || target.stopped) return IdentifyOutcome.STOPPED;
    if (visitor) return visitor.customer_id === target.root ? IdentifyOutcome.ALREADY_ATTACHED : IdentifyOutcome.OF_ANOTHER;
    return consent || target.agreed ? IdentifyOutcome.ATTACHED : IdentifyOutcome.CONSENT_MISSING;
  }

  private async agree(viewer: Viewer, { proof, noticeVersion }: IdentifyInput, { id, root }: Target): Promise<void> {
    const [purpose] = await currentWork().query<{ id: string; notice: string | null }>(
      `select p.id, (select n.id from notice n where n.purpose_id = p.id and ($1::text is null or n.number::text = $1) order by n.number desc limit 1) as notice from purpose p where p.code = ${PURPOSE} and p.archived_at is null`, [noticeVersion ?? null]);
    if (!purpose) return;
    await this.ledger.write(viewer, [{
      customerId: root, sideId: id === root ? null : id, purposeId: purpose.id, channel: ConsentChannel.ANY, act: ConsentAct.GIVEN, at: this.clock.now(), source: ConsentSource.FORM, noticeId: purpose.notice, proof: proof?.trim() || null,
    }]);
  }

  private async attach({ visitorId, noticeVersion }: IdentifyInput, { id, root }: Target): Promise<number> {
    const work = currentWork();
    const side = id === root ? null : id;
    await work.query(
      `insert into visitor (id, customer_id, side_id, notice_version, agreed_at, attached_at) values ($1, $2, $3, $4, now(), now())`,
      [visitorId, root, side, noticeVersion ?? null],
    );
    const [moved] = await work.query<{ count: number }>(
      `with moved as (update behaviour_event set customer_id = $2, side_id = $3 where visitor_id = $1 and customer_id is null returning 1) select count(*)::int as count from moved`, [visitorId, root, side]);
    return moved!.count;
  }

  /** The one live customer of a key, where the sender may send for them; none and several are NOT_FOUND alike. */
  private async target(viewer: Viewer, input: IdentifyInput): Promise<Target> {
    const params = Params.empty();
    const reach = planOf(viewer, ofCustomers).reach('r', params, 'event.ingest');
    const rows = await currentWork().query<Target>(
      `select c.id, r.id as root, not ${mayBeKept('r.id')} as stopped, exists (select 1 from consent_state s join purpose p on p.id = s.purpose_id where s.customer_id = r.id and p.code = ${PURPOSE} and s.state = 'GIVEN') as agreed
        from customer c join customer r on r.id = coalesce(c.merged_into_id, c.id) and r.archived_at is null where ${reach} and ${this.keyOf(viewer, input, params)} limit 20`,
      params.values(viewer),
    );
    if (new Set(rows.map(({ root }) => root)).size !== 1) throw new DomainError('NOT_FOUND');
    return rows.find(({ id, root }) => id === root) ?? rows[0]!;
  }

  private keyOf(viewer: Viewer, input: IdentifyInput, params: Params): string {
    if (input.customerId) return `c.id = ${params.add(input.customerId, 'uuid')}`;
    if (input.externalKey) {
      const source = input.externalSource ? ` and c.external_source = ${params.add(input.externalSource, 'text')}` : '';
      return `c.external_key = ${params.add(input.externalKey, 'text')}${source} and (c.archived_at is null or c.merged_into_id is not null)`;
    }
    const { kind, value } = input.identity!;
    const index = params.add(this.identities.indexOf(kind, this.identities.plain(viewer, { kind, value }).value), 'bytea');
    return `c.id in (select i.customer_id from customer_identity i where i.archived_at is null and (i.blind_index = ${index} or i.blind_index_b = ${index}))`;
  }
}
