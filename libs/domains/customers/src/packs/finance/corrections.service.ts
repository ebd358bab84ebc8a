import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock, isDay } from '@dossier/kernel/time';
import { CreditService } from './credit.service';
import { CreditFact, Holding, RiskAssessment } from './finance.entities';
import type { HoldingChange } from './finance.inputs';
import { FinanceService } from './finance.service';

/** What was recorded by mistake is put right or taken out, and can be brought back: nothing of it is lost. */
@Injectable()
export class FinanceCorrections {
  constructor(
    @InjectRecords(RiskAssessment) private readonly assessments: Records<RiskAssessment>,
    @InjectRecords(Holding) private readonly holdings: Records<Holding>,
    @InjectRecords(CreditFact) private readonly facts: Records<CreditFact>,
    private readonly finance: FinanceService,
    private readonly credit: CreditService,
    private readonly clock: Clock,
  ) {}

  readFact(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.facts.read(viewer, id, asked);
  }

  /** Writes name, value or day of a holding anew. */
  async updateHolding(viewer: Viewer, { id, version }: { id: string; version: number }, { name, value, asOf }: HoldingChange): Promise<void> {
    const holding = await this.holdings.get(viewer, id);
    await this.finance.customerToWrite(viewer, holding.customerId);
    this.holdings.require(viewer, holding, 'UPDATE');
    if (asOf && (!isDay(asOf) || asOf > this.clock.today())) throw new DomainError('INVALID_INPUT', { field: 'asOf', reason: 'IN_THE_FUTURE' });
    const change: Partial<Holding> = {};
    if (name) change.name = name.trim();
    if (change.name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    if (value) Object.assign(change, { valueMinor: value.minor, currency: value.currency });
    if (asOf) change.asOf = asOf;
    await this.holdings.save(viewer, holding, change, 'UPDATE', { base: version });
  }

  /** Takes a holding out of the record. */
  async archiveHolding(viewer: Viewer, id: string): Promise<void> {
    const holding = await this.holdings.get(viewer, id);
    await this.finance.customerToWrite(viewer, holding.customerId);
    this.holdings.require(viewer, holding, 'ARCHIVE');
    await this.holdings.archive(viewer, holding);
  }

  /** Brings a holding back. */
  async restoreHolding(viewer: Viewer, id: string): Promise<void> {
    const holding = await this.holdings.get(viewer, id);
    await this.finance.customerToWrite(viewer, holding.customerId);
    await this.holdings.restore(viewer, id);
  }

  /** Takes out an assessment that was a mistake; the one before it counts again. An expired one stays: without it more could be offered than with it. */
  async archiveAssessment(viewer: Viewer, id: string): Promise<void> {
    const assessment = await this.assessments.get(viewer, id);
    await this.finance.customerToWrite(viewer, assessment.customerId);
    this.assessments.require(viewer, assessment, 'ARCHIVE');
    if (assessment.validUntil < this.clock.today()) throw new DomainError('ASSESSMENT_STAYS');
    await this.assessments.archive(viewer, assessment);
  }

  /** Brings an assessment back. */
  async restoreAssessment(viewer: Viewer, id: string): Promise<void> {
    const assessment = await this.assessments.get(viewer, id);
    await this.finance.customerToWrite(viewer, assessment.customerId);
    await this.assessments.restore(viewer, id);
  }

  /** Takes out a credit fact that was a mistake; the watch that it decided is decided again by what is left. */
  async archiveFact(viewer: Viewer, id: string): Promise<void> {
    const fact = await this.facts.get(viewer, id);
    const customer = await this.finance.customerToWrite(viewer, fact.customerId);
    this.facts.require(viewer, fact, 'ARCHIVE');
    await this.credit.changing(customer, fact, async () => void (await this.facts.archive(viewer, fact)));
  }

  /** Brings a credit fact back, and with it what it decides. */
  async restoreFact(viewer: Viewer, id: string): Promise<void> {
    const fact = await this.facts.get(viewer, id);
    const customer = await this.finance.customerToWrite(viewer, fact.customerId);
    await this.credit.changing(customer, fact, async () => void (await this.facts.restore(viewer, id)));
  }
}
