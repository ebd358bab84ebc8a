import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { FinanceCorrections } from './corrections.service';
import { CreditFact, Holding, RiskAssessment } from './finance.entities';
import { HoldingChange } from './finance.inputs';
import { FinanceService } from './finance.service';

const byId = { name: 'id', type: () => ID } as const;

@Resolver()
export class FinanceCorrectionsResolver {
  constructor(
    private readonly corrections: FinanceCorrections,
    private readonly service: FinanceService,
  ) {}

  @Mutation(() => Holding, { nullable: true })
  @Access('finance.write')
  async updateHolding(@By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: HoldingChange, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.updateHolding(viewer, { id, version }, input);
    return this.service.readHolding(viewer, id, asked);
  }

  @Mutation(() => Holding, { nullable: true })
  @Access('finance.write')
  async archiveHolding(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.archiveHolding(viewer, id);
    return this.service.readHolding(viewer, id, asked);
  }

  @Mutation(() => Holding, { nullable: true })
  @Access('finance.write')
  async restoreHolding(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.restoreHolding(viewer, id);
    return this.service.readHolding(viewer, id, asked);
  }

  @Mutation(() => RiskAssessment, { nullable: true, description: 'For one recorded by mistake; one that has expired stays' })
  @Access('finance.write')
  async archiveAssessment(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.archiveAssessment(viewer, id);
    return this.service.readAssessment(viewer, id, asked);
  }

  @Mutation(() => RiskAssessment, { nullable: true })
  @Access('finance.write')
  async restoreAssessment(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.restoreAssessment(viewer, id);
    return this.service.readAssessment(viewer, id, asked);
  }

  @Mutation(() => CreditFact, { nullable: true, description: 'The watch that it decided is decided again by what is left' })
  @Access('finance.write')
  async archiveCreditFact(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.archiveFact(viewer, id);
    return this.corrections.readFact(viewer, id, asked);
  }

  @Mutation(() => CreditFact, { nullable: true })
  @Access('finance.write')
  async restoreCreditFact(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.corrections.restoreFact(viewer, id);
    return this.corrections.readFact(viewer, id, asked);
  }
}
