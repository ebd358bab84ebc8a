import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { RecordStatus, SignedSection } from '@dossier/vocabulary/archive-enums';
import { Customer } from '../profile/customer.entity';
import { SignOffs } from './sign-off.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => Customer)
export class SignOffResolver {
  constructor(
    private readonly service: SignOffs,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
  ) {}

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async signOffCustomer(@By() viewer: Viewer, @Args(id) one: string, @Args('section', { type: () => SignedSection }) section: SignedSection, @Asked() asked: Selection): Promise<Raw> {
    await this.service.sign(viewer, one, section);
    return this.customers.read(viewer, one, asked);
  }

  @Mutation(() => Customer, { nullable: true })
  @Access('customer.update')
  async setRecordStatus(@By() viewer: Viewer, @Args(id) one: string, @Args('status', { type: () => RecordStatus }) status: RecordStatus, @Asked() asked: Selection): Promise<Raw> {
    await this.service.setStatus(viewer, one, status);
    return this.customers.read(viewer, one, asked);
  }
}
