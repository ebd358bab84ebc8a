import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { addMonths, Clock, isDay } from '@dossier/kernel/time';
import { PackCode, type ProductKind, type ProductRisk, type RiskTolerance } from '@dossier/vocabulary/pack-enums';
import { packTerms } from '@dossier/vocabulary/terms/packs';
import { NotificationService } from '@dossier/workspace';
import { Product } from '../../orders/product.entity';
import { Customer } from '../../profile/customer.entity';
import { ofCustomers } from '../../profile/customer.policy';
import { Rules, type RuleInForce } from '../pack.rules';
import { Advice, CreditWatch, Holding, RiskAssessment } from './finance.entities';
import type { AdviceInput, HoldingInput, ProductClassInput, RiskAssessmentInput } from './finance.inputs';
import { needsRecording, unsuitable } from './suitability.rules';

interface Standing extends Record<string, unknown> {
  level: RiskTolerance | null;
  validUntil: string | null;
  isWatched: boolean;
}

/** Assessments, holdings and advice: each within the reach of those who record financial data, by the rules of the pack in force. */
@Injectable()
export class FinanceService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Product) private readonly products: Records<Product>,
    @InjectRecords(RiskAssessment) private readonly assessments: Records<RiskAssessment>,
    @InjectRecords(Holding) private readonly holdings: Records<Holding>,
    @InjectRecords(Advice) private readonly advices: Records<Advice>,
    @InjectRecords(CreditWatch) private readonly watches: Records<CreditWatch>,
    private readonly rules: Rules,
    private readonly notifications: NotificationService,
    private readonly clock: Clock,
  ) {}

  readAssessment(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.assessments.read(viewer, id, asked);
  }

  readHolding(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.holdings.read(viewer, id, asked);
  }

  readAdvice(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.advices.read(viewer, id, asked);
  }

  readProduct(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.products.read(viewer, id, asked);
  }

  /** The customer of a verb: within reach, live, and with financial data that this viewer may record. */
  async customerToWrite(viewer: Viewer, id: string): Promise<Customer> {
    const customer = await this.customers.get(viewer, id);
    if (customer.archivedAt !== null) throw new DomainError('NOT_FOUND');
    if (!ofCustomers.scope.covers(planOf(viewer, ofCustomers).scopes('finance.write'), viewer, customer)) throw new DomainError('FORBIDDEN', { permission: 'finance.write' });
    return customer;
  }

  /** Records how much risk a customer can bear; the newest assessment counts. */
  async assess(viewer: Viewer, customerId: string, input: RiskAssessmentInput): Promise<RiskAssessment> {
    const customer = await this.customerToWrite(viewer, customerId);
    const { params } = await this.rules.require('SUITABILITY', PackCode.FINANCE);
    const longest = addMonths(this.clock.today(), Number(params['validMonths']));
    const until = input.validUntil ?? longest;
    if (!isDay(until) || until < this.clock.today() || until > longest) throw new DomainError('INVALID_INPUT', { field: 'validUntil', reason: `${this.clock.today()} – ${longest}` });
    return this.assessments.add(viewer, { customerId: customer.id, level: input.level, score: input.score ?? null, assessedAt: this.clock.now(), validUntil: until, assessedById: viewer.userId });
  }

  /** Records what a customer has of a product of ours, or of others. */
  async hold(viewer: Viewer, customerId: string, input: HoldingInput): Promise<Holding> {
    const customer = await this.customerToWrite(viewer, customerId);
    const product = input.productId ? await this.products.get(viewer, input.productId) : null;
    await this.rules.require('SUITABILITY', PackCode.FINANCE);
    if (!isDay(input.asOf) || input.asOf > this.clock.today()) throw new DomainError('INVALID_INPUT', { field: 'asOf', reason: 'IN_THE_FUTURE' });
    const name = input.name?.trim() || product?.name;
    if (!name) throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    return this.holdings.add(viewer, { customerId: customer.id, productId: product?.id ?? null, name, valueMinor: input.value.minor, currency: input.value.currency, asOf: input.asOf });
  }

  /** Records that a product was offered. What the rules do not allow is refused, and the refusal says by which rule. */
  async advise(viewer: Viewer, customerId: string, { productId, amount }: AdviceInput): Promise<Advice> {
    const customer = await this.customerToWrite(viewer, customerId);
    const product = await this.products.get(viewer, productId);
    if (product.archivedAt !== null) throw new DomainError('NOT_FOUND');
    const [suitability, watch] = [await this.rules.require('SUITABILITY', PackCode.FINANCE), await this.rules.find('CREDIT_WATCH')];
    const standing = await this.standing(customer.id);
    const assessment = standing.level === null ? null : { level: standing.level, validUntil: standing.validUntil! };
    if (amount && product.minAmountMinor !== null && product.currency !== null && amount.currency !== product.currency) throw new DomainError('INVALID_INPUT', { field: 'amount', reason: product.currency });
    const facts = { kind: product.kind, riskLevel: product.riskLevel, minAmountMinor: product.minAmountMinor };
    const reason = unsuitable({ rules: { suitability: true, watch: watch !== null }, today: this.clock.today(), assessment, isWatched: standing.isWatched, product: facts, amountMinor: amount?.minor ?? null });
    const rule = this.ruleOf(suitability);
    if (reason) throw new DomainError('UNSUITABLE', { field: 'productId', reason, rule, text: packTerms[`UnsuitableReason.${reason}`][viewer.language], level: assessment?.level ?? null, riskLevel: product.riskLevel });
    const recordingDue = needsRecording(facts);
    const made = await this.advices.add(viewer, {
      customerId: customer.id, productId: product.id, rule, reason: product.riskLevel === null ? 'NO_RISK_LEVEL' : `${product.riskLevel}<=${assessment!.level}`, level: assessment?.level ?? null, riskLevel: product.riskLevel,
      amountMinor: amount?.minor ?? null, currency: amount?.currency ?? null, recordingDue, advisedAt: this.clock.now(), advisedById: viewer.userId,
    });
    if (recordingDue && viewer.userId) await this.notifications.notify([viewer.userId], { kind: 'RECORDING_DUE', facts: { adviceId: made.id }, link: `/customers/${customer.id}?tab=finance` });
    return made;
  }

  /** Confirms that the talk behind an advice was recorded. */
  async confirmRecording(viewer: Viewer, id: string): Promise<Advice> {
    const advice = await this.advices.get(viewer, id);
    await this.customerToWrite(viewer, advice.customerId);
    if (!advice.recordingDue || advice.recordedAt !== null) throw new DomainError('INVALID_INPUT', { field: 'recordedAt', reason: 'NOT_DUE' });
    return this.advices.save(viewer, advice, { recordedAt: this.clock.now() }, 'RECORD');
  }

  /** Ends a watch by hand. */
  async closeWatch(viewer: Viewer, id: string): Promise<string> {
    const watch = await this.watches.get(viewer, id, 'CLOSE');
    await this.customerToWrite(viewer, watch.customerId);
    await this.watches.save(viewer, watch, { closedAt: this.clock.now() }, 'CLOSE');
    return watch.customerId;
  }

  readCustomer(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.customers.read(viewer, id, asked);
  }

  /** Says of a product which kind it is, how risky, and from which amount on it is sold. */
  async classify(viewer: Viewer, id: string, version: number, input: ProductClassInput): Promise<Product> {
    const product = await this.products.get(viewer, id, 'CLASSIFY');
    await this.rules.require('SUITABILITY', PackCode.FINANCE);
    const change: { kind?: ProductKind | null; riskLevel?: ProductRisk | null; minAmountMinor?: number | null; currency?: string | null } = {};
    if (input.kind !== undefined) change.kind = input.kind;
    if (input.riskLevel !== undefined) change.riskLevel = input.riskLevel;
    if (input.minAmount !== undefined) {
      if (input.minAmount && product.unitPriceMinor !== null && product.currency !== null && input.minAmount.currency !== product.currency) throw new DomainError('INVALID_INPUT', { field: 'minAmount', reason: product.currency });
      if (input.minAmount && input.minAmount.minor < 0) throw new DomainError('INVALID_INPUT', { field: 'minAmount', reason: '< 0' });
      change.minAmountMinor = input.minAmount?.minor ?? null;
      // A product without a price has no currency yet: the least amount brings it, and takes it along again.
      if (product.unitPriceMinor === null) change.currency = input.minAmount?.currency ?? null;
    }
    return this.products.save(viewer, product, change, 'CLASSIFY', { base: version });
  }

  private async standing(customerId: string): Promise<Standing> {
    const [row] = await currentWork().query<Standing>(
      `select a.level, a.valid_until as "validUntil", exists (select 1 from credit_watch w where w.customer_id = $1 and w.closed_at is null and w.archived_at is null) as "isWatched"
        from (select 1) one left join lateral (select level, valid_until from risk_assessment where customer_id = $1 and archived_at is null order by assessed_at desc, id desc limit 1) a on true`, [customerId]);
    return row!;
  }

  private ruleOf({ code, edition }: RuleInForce): string {
    return `${code}/${edition}`;
  }
}

