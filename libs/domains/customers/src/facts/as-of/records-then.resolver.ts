import { Args, ArgsType, Field, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { ProfileSnapshot } from './profile-snapshot.entity';
import { RecordThen } from './record-then.view';
import { RecordsThen } from './records-then';

const ProfileSnapshotConnection = connection(ProfileSnapshot, 'customer.read');

@ArgsType()
class SnapshotArgs extends PageArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
}

@Resolver(() => ProfileSnapshot)
export class RecordsThenResolver {
  constructor(private readonly service: RecordsThen) {}

  @Query(() => RecordThen, { nullable: true })
  @Access('customer.read')
  customerRecordAsOf(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('at', { type: () => DateTime }) at: Date): Promise<RecordThen | null> {
    return this.service.at(viewer, id, at);
  }

  @Query(() => ProfileSnapshotConnection, { nullable: true })
  @Access('customer.read')
  profileSnapshots(@By() viewer: Viewer, @Args() args: SnapshotArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args.customerId, args, asked);
  }

  @Query(() => ProfileSnapshot, { nullable: true })
  @Access('customer.read')
  profileSnapshot(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => ProfileSnapshot, { nullable: true })
  @Access('customer.update')
  async storeCustomerRecord(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    const snapshot = await this.service.store(viewer, id);
    return this.service.read(viewer, snapshot.id, asked);
  }

  @ResolveField(() => Boolean, { nullable: true, description: 'The history gives it back byte for byte' })
  @Access('customer.read')
  isReproduced(@By() viewer: Viewer, @Parent() row: Raw): Promise<boolean> {
    return this.service.isReproduced(viewer, String(row['id']));
  }
}
