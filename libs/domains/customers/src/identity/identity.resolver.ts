import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer } from '../profile/customer.entity';
import { Baits } from '../misuse/baits';
import { Looks } from '../misuse/looks';
import { LookKind } from '@dossier/vocabulary/enums';
import { CustomerService } from '../profile/customer.service';
import { RevealedIdentity } from './customer-identity.entity';
import { IdentityInput } from './identity.inputs';
import { IdentityService } from './identity.service';

const id = { name: 'id', type: () => ID } as const;
const customerId = { name: 'customerId', type: () => ID } as const;

@Resolver(() => Customer)
export class IdentityResolver {
  constructor(
    private readonly service: IdentityService,
    private readonly customers: CustomerService,
    private readonly baits: Baits,
    private readonly looks: Looks,
  ) {}

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async addIdentity(@By() viewer: Viewer, @Args(customerId) owner: string, @Args('input') input: IdentityInput, @Asked() asked: Selection): Promise<Raw> {
    const customer = await this.service.add(viewer, owner, input);
    await this.customers.compare(customer.id);
    return this.customers.read(viewer, customer.id, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async removeIdentity(@By() viewer: Viewer, @Args(id) identityId: string, @Asked() asked: Selection): Promise<Raw> {
    const customer = await this.service.remove(viewer, identityId);
    return this.customers.read(viewer, customer.id, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async makeIdentityPrimary(@By() viewer: Viewer, @Args(id) identityId: string, @Asked() asked: Selection): Promise<Raw> {
    const customer = await this.service.makePrimary(viewer, identityId);
    return this.customers.read(viewer, customer.id, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async verifyIdentity(@By() viewer: Viewer, @Args(id) identityId: string, @Args('verified') verified: boolean, @Asked() asked: Selection): Promise<Raw> {
    const customer = await this.service.verify(viewer, identityId, verified);
    await this.customers.compare(customer.id);
    return this.customers.read(viewer, customer.id, asked);
  }

  @Mutation(() => [RevealedIdentity], { nullable: true })
  @Access('customer.reveal')
  async revealIdentities(@By() viewer: Viewer, @Args(customerId) owner: string): Promise<RevealedIdentity[]> {
    const revealed = await this.service.reveal(viewer, owner);
    await this.looks.require(viewer, LookKind.REVEAL, owner);
    await this.baits.touched(viewer, 'REVEAL', [owner]);
    return revealed;
  }
}
