import { Args, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { SubjectRequestService } from '../requests/request.service';
import { Erasure } from './erasure.entity';
import { ErasureService } from './erasure.service';

const ErasureConnection = connection(Erasure, 'privacy.manage');

@InputType()
export class EraseInput {
  @Field({ description: 'Why, without naming the person: it stands in the certificate' }) @IsString() @MinLength(1) @MaxLength(500) reason!: string;
}

@Resolver(() => Erasure)
export class ErasureResolver {
  constructor(
    private readonly service: ErasureService,
    private readonly requests: SubjectRequestService,
  ) {}

  @Query(() => ErasureConnection, { nullable: true })
  @Access('privacy.manage')
  erasures(@By() viewer: Viewer, @Args() args: PageArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => Erasure, { nullable: true, description: 'Forgets a person for good, and gives the certificate' })
  @Access('privacy.erase', { stepUp: true })
  async eraseCustomer(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('input') input: EraseInput, @Asked() asked: Selection,
    @Args('requestId', { type: () => ID, nullable: true }) requestId?: string,
  ): Promise<Raw> {
    const erasure = await this.requests.erase(viewer, id, { requestId: requestId ?? null, reason: input.reason });
    return this.service.read(viewer, erasure.id, asked);
  }
}
