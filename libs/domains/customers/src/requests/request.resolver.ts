import { Args, ArgsType, Field, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsOptional, ValidateNested } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, SortOrder, type Page } from '@dossier/kernel/list';
import { SubjectRequestSort } from '@dossier/vocabulary/privacy-enums';
import { ConsentSheet } from '../consent/consent.entities';
import { ConsentService } from '../consent/consent.service';
import { Customer } from '../profile/customer.entity';
import { CustomerOf } from '../profile/customer.loader';
import { SubjectFile, SubjectRequest } from './request.entity';
import { AnswerInput, SubjectRequestFilter, SubjectRequestInput } from './request.inputs';
import { SubjectRequestService } from './request.service';
import { SubjectFileService } from './subject-file.service';

const SubjectRequestConnection = connection(SubjectRequest, 'consent.read');
const id = { name: 'id', type: () => ID } as const;
const customerId = { name: 'customerId', type: () => ID } as const;

@ArgsType()
class SubjectRequestArgs extends PageArgs {
  @Field(() => SubjectRequestFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SubjectRequestFilter) filter?: SubjectRequestFilter;
  @Field(() => SubjectRequestSort, { nullable: true }) @IsOptional() @IsEnum(SubjectRequestSort) sort?: SubjectRequestSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}

@Resolver(() => SubjectRequest)
export class SubjectRequestResolver {
  constructor(
    private readonly service: SubjectRequestService,
    private readonly files: SubjectFileService,
    private readonly consents: ConsentService,
    private readonly customerOf: CustomerOf,
  ) {}

  @Query(() => SubjectRequestConnection, { nullable: true })
  @Access('consent.read')
  subjectRequests(@By() viewer: Viewer, @Args() args: SubjectRequestArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => SubjectRequest, { nullable: true })
  @Access('consent.record')
  async registerSubjectRequest(@By() viewer: Viewer, @Args(customerId) customer: string, @Args('input') input: SubjectRequestInput, @Asked() asked: Selection): Promise<Raw> {
    const request = await this.service.register(viewer, customer, input);
    return this.service.read(viewer, request.id, asked);
  }

  @Mutation(() => SubjectRequest, { nullable: true })
  @Access('privacy.manage')
  async checkRequestIdentity(@By() viewer: Viewer, @Args(id) requestId: string, @Args('how') how: string, @Asked() asked: Selection): Promise<Raw> {
    const request = await this.service.checkIdentity(viewer, requestId, how);
    return this.service.read(viewer, request.id, asked);
  }

  @Mutation(() => SubjectRequest, { nullable: true })
  @Access('privacy.manage')
  async answerSubjectRequest(@By() viewer: Viewer, @Args(id) requestId: string, @Args('input') input: AnswerInput, @Asked() asked: Selection): Promise<Raw> {
    const request = await this.service.answer(viewer, requestId, input);
    return this.service.read(viewer, request.id, asked);
  }

  @Mutation(() => SubjectFile, { nullable: true, description: 'A copy of everything kept on the person, in clear; for the one who makes it, gone after seven days' })
  @Access('privacy.manage', { stepUp: true })
  async makeSubjectFile(@By() viewer: Viewer, @Args('requestId', { type: () => ID }) requestId: string, @Asked() asked: Selection): Promise<Raw> {
    const file = await this.files.make(viewer, requestId);
    return this.files.read(viewer, file.id, asked);
  }

  @Mutation(() => ConsentSheet, { nullable: true, description: 'Ends a restriction; consent that was withdrawn stays so' })
  @Access('privacy.manage')
  async liftRestriction(@By() viewer: Viewer, @Args(customerId) customer: string): Promise<ConsentSheet> {
    await this.service.lift(viewer, customer);
    return this.consents.sheet(viewer, customer);
  }

  /** Null where the customer lies out of reach. */
  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() request: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (request['customer'] as string | null | undefined) ?? null);
  }
}
