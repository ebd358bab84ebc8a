import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, isId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { addMonths, Clock } from '@dossier/kernel/time';
import { PackCode, UnsuitableReason, type ProductKind, type ProductRisk, type RiskTolerance } from '@dossier/vocabulary/pack-enums';
import { ofCustomers } from '../../profile/customer.policy';
import { financePack } from '../finance.pack';
import { Rules, type RuleInForce } from '../pack.rules';
import type { CustomerFinance, ProductCheck } from './standing.views';
import { needsRecording, offerableSql, unsuitable } from './suitability.rules';

interface Reached extends Record<string, unknown> {
  open: boolean;
  writable: boolean;
}

interface Checked extends Record<string, unknown> {
  name: string;
  kind: ProductKind | null;
  riskLevel: ProductRisk | null;
  minAmountMinor: number | null;
  currency: string | null;
  level: RiskTolerance | null;
  validUntil: string | null;
  isWatched: boolean;
  isOfferable: boolean;
}

const labels = new Map(financePack.rules.map(({ code, label }) => [code, label]));

/** Answers what may be known and offered, and writes nothing. */
@Injectable()
export class FinanceStanding {
  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly clock: Clock,
  ) {}

  /** How a customer’s finances stand to this reader. */
  async of(viewer: Viewer, customerId: string): Promise<CustomerFinance> {
    const { open, writable } = await this.reached(viewer, customerId);
    const rule = await this.rules.find('SUITABILITY');
    const totals = await this.database.query<{ count: number; minor: number; currency: string }>(
      `select count(*)::int as count, sum(value_minor)::bigint as minor, currency from holding where customer_id = $1 and archived_at is null group by currency order by currency`, [customerId]);
    return {
      open, writable, holdingCount: totals.reduce((sum, { count }) => sum + count, 0), holdingTotals: open ? totals.map(({ minor, currency }) => ({ minor: Number(minor), currency })) : null,
      longestUntil: rule ? addMonths(this.clock.today(), Number(rule.params['validMonths'])) : null,
    };
  }

  /** Judges one product for one customer by the condition of the lists; the reason is said besides. */
  async check(viewer: Viewer, customerId: string, { productId, amount }: { productId: string; amount: MoneyValue | null }): Promise<ProductCheck> {
    const { open } = await this.reached(viewer, customerId);
    if (!open) throw new DomainError('FORBIDDEN', { permission: 'finance.read' });
    const found = await this.checked(customerId, productId);
    const [suitability, watch] = [await this.rules.require('SUITABILITY', PackCode.FINANCE), await this.rules.find('CREDIT_WATCH')];
    if (amount && found.minAmountMinor !== null && amount.currency !== found.currency) throw new DomainError('INVALID_INPUT', { field: 'amount', reason: found.currency ?? '' });
    const reason = unsuitable({
      rules: { suitability: true, watch: watch !== null }, today: this.clock.today(), assessment: found.level === null ? null : { level: found.level, validUntil: found.validUntil! }, isWatched: found.isWatched, product: found, amountMinor: amount?.minor ?? null,
    });
    // The condition of the lists decides; a function that said something else would be a fault, not an offer.
    if (!found.isOfferable && reason === null) throw new Error('The rule as a function and the rule as a condition differ');
    const rule: RuleInForce = reason === UnsuitableReason.CREDIT_WATCH && watch ? watch : suitability;
    return {
      productId, productName: found.name, offerable: found.isOfferable && reason === null, reason, rule: `${rule.code}/${rule.edition}`, says: labels.get(rule.code)?.[viewer.language] ?? rule.code,
      level: found.level, riskLevel: found.riskLevel, minAmount: found.minAmountMinor === null || found.currency === null ? null : { minor: Number(found.minAmountMinor), currency: found.currency }, recordingDue: needsRecording(found),
    };
  }

  private async reached(viewer: Viewer, customerId: string): Promise<Reached> {
    if (!isId(customerId)) throw new DomainError('NOT_FOUND');
    const params = Params.empty();
    const plan = planOf(viewer, ofCustomers);
    const [row] = await this.database.query<Reached>(
      `select ${plan.reach('c', params, 'finance.read')} as open, ${plan.reach('c', params, 'finance.write')} as writable
        from customer c where c.id = ${params.add(customerId, 'uuid')} and c.archived_at is null and ${plan.reach('c', params)}`, params.values(viewer));
    if (!row) throw new DomainError('NOT_FOUND');
    return row;
  }

  private async checked(customerId: string, productId: string): Promise<Checked> {
    if (!isId(productId)) throw new DomainError('NOT_FOUND');
    const [row] = await this.database.query<Checked>(
      `select p.name, p.kind, p.risk_level as "riskLevel", p.min_amount_minor as "minAmountMinor", p.currency, a.level, a.valid_until as "validUntil",
          exists (select 1 from credit_watch w where w.customer_id = c.id and w.closed_at is null and w.archived_at is null) as "isWatched", ${offerableSql('c', 'p', '$3::date')} as "isOfferable"
        from customer c join product p on p.id = $2 and p.archived_at is null
        left join lateral (select level, valid_until from risk_assessment where customer_id = c.id and archived_at is null order by assessed_at desc, id desc limit 1) a on true where c.id = $1`,
      [customerId, productId, this.clock.today()]);
    if (!row) throw new DomainError('NOT_FOUND');
    return row;
  }
}
