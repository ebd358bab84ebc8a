import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Product } from '../../orders/product.entity';
import { Customer } from '../../profile/customer.entity';
import { CreditService } from './credit.service';
import { Advice, CreditFact, Holding, RevealedCreditFact, RiskAssessment } from './finance.entities';
import { AdviceInput, CreditFactInput, HoldingInput, ProductClassInput, RiskAssessmentInput } from './finance.inputs';
import { FinanceService } from './finance.service';

const byId = { name: 'id', type: () => ID } as const;
const byCustomer = { name: 'customerId', type: () => ID } as const;

@Resolver()
export class FinanceResolver {
  constructor(
    private readonly service: FinanceService,
    private readonly credit: CreditService,
  ) {}

  @Mutation(() => RiskAssessment, { nullable: true })
  @Access('finance.write')
  async assessRisk(@By() viewer: Viewer, @Args(byCustomer) customerId: string, @Args('input') input: RiskAssessmentInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readAssessment(viewer, (await this.service.assess(viewer, customerId, input)).id, asked);
  }

  @Mutation(() => Holding, { nullable: true })
  @Access('finance.write')
  async recordHolding(@By() viewer: Viewer, @Args(byCustomer) customerId: string, @Args('input') input: HoldingInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readHolding(viewer, (await this.service.hold(viewer, customerId, input)).id, asked);
  }

  @Mutation(() => Advice, { nullable: true, description: 'Refused as UNSUITABLE where the rules in force do not allow it' })
  @Access('finance.write')
  async recordAdvice(@By() viewer: Viewer, @Args(byCustomer) customerId: string, @Args('input') input: AdviceInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readAdvice(viewer, (await this.service.advise(viewer, customerId, input)).id, asked);
  }

  @Mutation(() => Advice, { nullable: true })
  @Access('finance.write')
  async confirmRecording(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readAdvice(viewer, (await this.service.confirmRecording(viewer, id)).id, asked);
  }

  @Mutation(() => CreditFact, { nullable: true })
  @Access('finance.write')
  async recordCreditFact(@By() viewer: Viewer, @Args(byCustomer) customerId: string, @Args('input') input: CreditFactInput, @Asked() asked: Selection): Promise<Raw> {
    return this.credit.read(viewer, (await this.credit.record(viewer, customerId, input)).id, asked);
  }

  @Mutation(() => [RevealedCreditFact], { nullable: true })
  @Access('finance.write')
  revealCreditFacts(@By() viewer: Viewer, @Args(byCustomer) customerId: string): Promise<RevealedCreditFact[]> {
    return this.credit.reveal(viewer, customerId);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('finance.write')
  async closeCreditWatch(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readCustomer(viewer, await this.service.closeWatch(viewer, id), asked);
  }

  @Mutation(() => Product, { nullable: true })
  @Access('product.import')
  async classifyProduct(@By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: ProductClassInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readProduct(viewer, (await this.service.classify(viewer, id, version, input)).id, asked);
  }
}
