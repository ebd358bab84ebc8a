import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { encryptField, KeyRing, openPeople, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock, isDay } from '@dossier/kernel/time';
import { CreditFactKind, CreditWatchReason, PackCode } from '@dossier/vocabulary/pack-enums';
import { NotificationService } from '@dossier/workspace';
import { Rules, type RuleInForce } from '../pack.rules';
import { CreditFact, type RevealedCreditFact } from './finance.entities';
import type { CreditFactInput } from './finance.inputs';
import { FinanceService } from './finance.service';

const PLACE = { table: 'credit_fact', column: 'value_cipher' } as const;

interface Stored extends Record<string, unknown> {
  id: string;
  kind: CreditFactKind;
  cipher: Buffer;
  wrapped: Buffer;
}

/** Which watch a fact of each kind decides about. */
const WATCHES: Readonly<Record<CreditFactKind, CreditWatchReason>> = { OVERDUE_DAYS: CreditWatchReason.OVERDUE, UTILISATION: CreditWatchReason.UTILISATION, RATING: CreditWatchReason.RATING_DROP };

/** Whether a fact is worse than the rule allows; a rating is compared with the one before it. */
export function isBad(kind: CreditFactKind, value: number, before: number | null, params: Readonly<Record<string, unknown>>): boolean {
  if (kind === CreditFactKind.OVERDUE_DAYS) return value >= Number(params['overdueDays']);
  if (kind === CreditFactKind.UTILISATION) return value >= Number(params['utilisationPercent']);
  return before !== null && before - value >= Number(params['ratingDrop']);
}

/** What is known of how customers pay: sealed under their own key, recorded with consent, and watched by rule. */
@Injectable()
export class CreditService {
  constructor(
    @InjectRecords(CreditFact) private readonly facts: Records<CreditFact>,
    private readonly finance: FinanceService,
    private readonly rules: Rules,
    private readonly notifications: NotificationService,
    private readonly keys: PersonKeys,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.facts.read(viewer, id, asked);
  }

  /** Records a fact. One that the rule finds bad puts the customer under watch and tells their owner; a good one of the same kind ends that watch. */
  async record(viewer: Viewer, customerId: string, input: CreditFactInput): Promise<CreditFact> {
    const customer = await this.finance.customerToWrite(viewer, customerId);
    const rule = await this.rules.require('CREDIT_WATCH', PackCode.FINANCE);
    if (!input.consentedOn) throw new DomainError('CONSENT_MISSING', { field: 'consentedOn' });
    for (const field of ['observedOn', 'consentedOn'] as const) if (!isDay(input[field]!) || input[field]! > this.clock.today()) throw new DomainError('INVALID_INPUT', { field, reason: 'IN_THE_FUTURE' });
    const before = await this.latest(customer.id, input.kind);
    const id = newId();
    const made = await this.facts.add(viewer, {
      id, customerId: customer.id, kind: input.kind, source: input.source, observedOn: input.observedOn, consentedOn: input.consentedOn,
      value: encryptField(await this.keyOf(customer.id), String(input.value), { ...PLACE, rowId: id }),
    });
    await this.watch(customer, WATCHES[input.kind], isBad(input.kind, input.value, before, rule.params), rule);
    return made;
  }

  /** All credit facts of one customer in clear. One audited act a record. */
  async reveal(viewer: Viewer, customerId: string): Promise<RevealedCreditFact[]> {
    const customer = await this.finance.customerToWrite(viewer, customerId);
    const { note } = currentWork();
    Object.assign(note, { objectType: 'Customer', objectId: customer.id });
    const rows = await this.stored(customer.id, null);
    note.facts = { count: rows.length };
    const texts = this.opened(customer.id, rows);
    return rows.map(({ id, kind }, at) => ({ id, kind, value: texts[at]! }));
  }

  /** Makes a change to the facts of a customer; where it concerns the newest fact of its kind, the watch is decided again by those that then stand. */
  async changing(customer: { id: string; ownerId: string | null }, { id, kind }: { id: string; kind: CreditFactKind }, change: () => Promise<void>): Promise<void> {
    const rule = await this.rules.require('CREDIT_WATCH', PackCode.FINANCE);
    const before = await this.stored(customer.id, kind);
    await change();
    const after = await this.stored(customer.id, kind);
    if (before[0]?.id !== id && after[0]?.id !== id) return;
    const [now, last] = this.opened(customer.id, after.slice(0, 2)).map(Number);
    await this.watch(customer, WATCHES[kind], now !== undefined && isBad(kind, now, last ?? null, rule.params), rule);
  }

  private async watch(customer: { id: string; ownerId: string | null }, reason: CreditWatchReason, isBadNow: boolean, rule: RuleInForce): Promise<void> {
    const work = currentWork();
    if (!isBadNow) {
      await work.query('update credit_watch set closed_at = $3, version = version + 1, updated_at = now() where customer_id = $1 and reason = $2 and closed_at is null and archived_at is null', [customer.id, reason, this.clock.now()]);
      return;
    }
    const open = await work.query('select 1 from credit_watch where customer_id = $1 and reason = $2 and closed_at is null and archived_at is null', [customer.id, reason]);
    if (open.length > 0) return;
    await work.query('insert into credit_watch (id, customer_id, reason, rule, opened_at) values ($1, $2, $3, $4, $5)', [newId(), customer.id, reason, `${rule.code}/${rule.edition}`, this.clock.now()]);
    if (customer.ownerId) await this.notifications.notify([customer.ownerId], { kind: 'CREDIT_WATCH_OPENED', facts: { customerId: customer.id }, link: `/customers/${customer.id}?tab=finance` });
  }

  private async latest(customerId: string, kind: CreditFactKind): Promise<number | null> {
    const rows = await this.stored(customerId, kind);
    return rows.length === 0 ? null : Number(this.opened(customerId, rows.slice(0, 1))[0]);
  }

  private stored(customerId: string, kind: CreditFactKind | null): Promise<Stored[]> {
    return currentWork().query<Stored>(
      `select f.id, f.kind, f.value_cipher as cipher, k.wrapped from credit_fact f join customer_key k on k.customer_id = f.customer_id
        where f.customer_id = $1 and f.archived_at is null and ($2::text is null or f.kind = $2) order by f.observed_on desc, f.id desc limit 100`, [customerId, kind]);
  }

  private opened(customerId: string, rows: readonly Stored[]): string[] {
    if (rows.length === 0) return [];
    const [texts] = openPeople(this.ring, [{ personId: customerId, wrapped: rows[0]!.wrapped, fields: rows.map(({ id, cipher }) => ({ ...PLACE, rowId: id, cipher })) }]);
    return texts!;
  }

  private async keyOf(customerId: string): Promise<Buffer> {
    const [kept] = await currentWork().query<{ wrapped: Buffer }>('select wrapped from customer_key where customer_id = $1', [customerId]);
    if (kept) return this.keys.open(customerId, kept.wrapped);
    const made = this.keys.make(customerId);
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) values ($1, $2, $3)', [customerId, made.wrapped, this.ring.current]);
    return made.key;
  }
}
