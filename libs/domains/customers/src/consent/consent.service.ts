import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { decryptField } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, isId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { ref, type ListSpec, type Page, type PageArgs } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ConsentAct, ConsentChannel, ConsentChoice, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { IdentityService } from '../identity/identity.service';
import { Customer } from '../profile/customer.entity';
import { ConsentEntry, type ConsentProof, type ConsentSheet, type ConsentState } from './consent.entities';
import { ConsentLedger } from './consent.ledger';
import { requireAskable, UNDO_MINUTES, waysOf } from './consent.rules';
import { consented } from './consented';
import type { ConsentInput } from './purpose.inputs';
import { PurposeService, type KnownPurpose } from './purpose.service';

const entryList: ListSpec<'customer', 'AT'> = { filter: { customer: ref('customerId', { guards: ['id'] }) }, sort: { AT: { path: 'at', type: 'timestamptz' } }, defaultSort: 'AT', defaultOrder: 'DESC' };

/** What customers have said about the use of their data: recorded, taken back, and what stands. */
@Injectable()
export class ConsentService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(ConsentEntry) private readonly entries: Records<ConsentEntry>,
    private readonly identities: IdentityService,
    private readonly ledger: ConsentLedger,
    private readonly purposes: PurposeService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The lines of one customer, newest first. */
  async page(viewer: Viewer, customerId: string, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    await this.within(viewer, customerId);
    return this.entries.page(viewer, { ...args, filter: { customer: { in: [customerId] } } }, entryList, asked);
  }

  entry(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.entries.read(viewer, id, asked);
  }

  /** What stands for one customer now, for every purpose and way. */
  async sheet(viewer: Viewer, customerId: string): Promise<ConsentSheet> {
    await this.within(viewer, customerId);
    return this.standing(customerId);
  }

  /** The same for the person themselves, who needs no reach. */
  async standing(customerId: string): Promise<ConsentSheet> {
    return { states: await this.states(customerId), restrictedSince: await this.restrictedSince(customerId) };
  }

  /** What stands, asked by the same predicate that guards the lists. */
  async states(customerId: string): Promise<ConsentState[]> {
    const allowed = consented({ customer: '$1::uuid', purpose: 'w.code', channel: `nullif(w.channel, 'ANY')` });
    const open = consented({ customer: '$1::uuid', purpose: 'w.code' });
    return this.database.query<ConsentState & Record<string, unknown>>(
      `select w.code as purpose, w.channel, s.state, s.at, case when w.channel = 'ANY' then ${open} else ${allowed} end as allowed
        from (select p.id, p.code, p.created_at, w.channel, w.place from purpose p, unnest(case when p.channels = '{}' then '{ANY}' else p.channels end) with ordinality w(channel, place) where p.archived_at is null) w
        left join lateral (select s.state, s.at from consent_state s where s.customer_id = $1 and s.purpose_id = w.id and s.channel in (w.channel, 'ANY') order by (s.channel = 'ANY') limit 1) s on true
        order by w.created_at, w.id, w.place`, [customerId]);
  }

  /** Records what a customer has said. It holds from the commit on, for every query that runs after it. */
  async record(viewer: Viewer, customerId: string, input: ConsentInput): Promise<string> {
    const customer = await this.customers.get(viewer, customerId, 'CONSENT');
    const purpose = await this.purposes.require(input.purpose);
    requireAskable(purpose, input.channel);
    const at = input.at ?? this.clock.now();
    if (at.getTime() > this.clock.now().getTime() + 60_000) throw new DomainError('INVALID_INPUT', { field: 'at', reason: 'FUTURE' });
    const noticeId = input.notice ? await this.purposes.notice(purpose.id, input.notice) : purpose.noticeId;
    const act = input.choice === ConsentChoice.GIVEN ? ConsentAct.GIVEN : ConsentAct.WITHDRAWN;
    const [id] = await this.ledger.write(viewer, [{ customerId: customer.id, purposeId: purpose.id, channel: input.channel, act, at, source: ConsentSource.STAFF, noticeId, proof: input.proof?.trim() ?? null }]);
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customer.id, facts: { purpose: purpose.code, channel: input.channel, act } });
    return id!;
  }

  /** Takes back a line that the same person has just recorded by mistake: a further line says so, and neither counts. */
  async undo(viewer: Viewer, entryId: string): Promise<string> {
    const entry = await this.entries.get(viewer, entryId);
    await this.customers.get(viewer, entry.customerId, 'CONSENT');
    const isOwn = entry.source === ConsentSource.STAFF && entry.act !== ConsentAct.UNDONE && entry.actorId === viewer.userId;
    const isFresh = this.clock.now().getTime() - entry.createdAt.getTime() <= UNDO_MINUTES * 60_000;
    const undone = await currentWork().query('select 1 from consent_entry where undoes = $1', [entryId]);
    if (!isOwn || !isFresh || undone.length > 0) throw new DomainError('CONSENT_UNDO_CLOSED', { minutes: UNDO_MINUTES });
    const [id] = await this.ledger.write(viewer, [{ customerId: entry.customerId, purposeId: entry.purposeId, channel: entry.channel, act: ConsentAct.UNDONE, at: this.clock.now(), source: ConsentSource.STAFF, noticeId: null, undoes: entryId }]);
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: entry.customerId });
    return id!;
  }

  /** The evidence of one line in clear. One audited act. */
  async reveal(viewer: Viewer, entryId: string): Promise<ConsentProof> {
    const entry = await this.entries.get(viewer, entryId);
    const customer = await this.customers.get(viewer, entry.customerId, 'REVEAL');
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customer.id });
    if (!entry.proof) return { id: entryId, proof: null };
    const { key } = await this.identities.keyOf(customer.id);
    return { id: entryId, proof: decryptField(key, entry.proof, { table: 'consent_entry', column: 'proof_cipher', rowId: entryId }) };
  }

  /** Says several choices of one customer at once, in their own name: only what differs from what stands is written. */
  async choose(customerId: string, choices: readonly { purpose: string; channel: ConsentChannel; wanted: boolean }[], said: { actor: Pick<Viewer, 'userId' | 'name'>; source: ConsentSource; proof: string }): Promise<number> {
    const purposes = new Map((await this.purposes.known()).map((purpose) => [purpose.code, purpose]));
    const standing = new Map((await this.states(customerId)).map((state) => [`${state.purpose}/${state.channel}`, state]));
    const brought = await this.broughtWithdrawals(customerId);
    const differing = choices.flatMap(({ purpose: code, channel, wanted }) => {
      const [purpose, now] = [purposes.get(code), standing.get(`${code}/${channel}`)];
      if (!purpose || !now || !waysOf(purpose).includes(channel) || !isChosen(purpose)) return [];
      const stands = now.state === null ? purpose.legalBasis === 'LEGITIMATE_INTEREST' : now.state === ConsentChoice.GIVEN;
      // A file may be taken back: what it says of a withdrawal is said again by the person who lets it stand.
      const isOnlyBrought = !wanted && [channel, ConsentChannel.ANY].some((way) => brought.has(`${code}/${way}`));
      return stands === wanted && !isOnlyBrought ? [] : [{ purpose, channel, act: wanted ? ConsentAct.GIVEN : ConsentAct.WITHDRAWN }];
    });
    await this.ledger.write(said.actor, differing.map(({ purpose, channel, act }) => ({ customerId, purposeId: purpose.id, channel, act, at: this.clock.now(), source: said.source, noticeId: purpose.noticeId, proof: said.proof })));
    return differing.length;
  }

  /** Withdrawals that stand by the word of an imported file alone. */
  private async broughtWithdrawals(customerId: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ way: string }>(
      `select p.code || '/' || s.channel as way from consent_state s join consent_entry e on e.id = s.entry_id join purpose p on p.id = s.purpose_id
        where s.customer_id = $1 and s.state = 'WITHDRAWN' and e.source = 'IMPORT'`, [customerId]);
    return new Set(rows.map(({ way }) => way));
  }

  /** The customer within reach of reading consent, or NOT_FOUND. */
  async within(viewer: Viewer, customerId: string, word: 'consent.read' | 'consent.record' = 'consent.read'): Promise<void> {
    if (!isId(customerId)) throw new DomainError('NOT_FOUND');
    const params = Params.empty();
    const [found] = await this.database.query(
      `select 1 from customer t where t.id = ${params.add(customerId, 'uuid')} and ${this.customers.reach(viewer)('t', params)} and ${this.customers.reach(viewer, word)('t', params)}`, params.values(viewer));
    if (!found) throw new DomainError('NOT_FOUND');
  }

  private async restrictedSince(customerId: string): Promise<Date | null> {
    const [found] = await this.database.query<{ since: Date }>('select min(since) as since from processing_limit where customer_id = $1 and ended_at is null', [customerId]);
    return found?.since ?? null;
  }
}

/** Whether a person has a say at all: contract and legal duty ask nobody. */
export const isChosen = ({ legalBasis }: Pick<KnownPurpose, 'legalBasis'>): boolean => legalBasis === 'CONSENT' || legalBasis === 'LEGITIMATE_INTEREST';
