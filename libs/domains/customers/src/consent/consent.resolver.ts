import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { ConsentEntry, ConsentProof, ConsentSheet, PreferenceLink } from './consent.entities';
import { ConsentService } from './consent.service';
import { PreferenceLinks } from './preferences/links';
import { Purpose } from './purpose.entity';
import { ConsentInput, NewPurposeInput, NoticeInput, PurposeInput } from './purpose.inputs';
import { PurposeService } from './purpose.service';

const ConsentEntryConnection = connection(ConsentEntry, 'consent.read');
const id = { name: 'id', type: () => ID } as const;
const customerId = { name: 'customerId', type: () => ID } as const;

@ArgsType()
class ConsentEntryArgs extends PageArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
}

@Resolver()
export class ConsentResolver {
  constructor(
    private readonly service: ConsentService,
    private readonly links: PreferenceLinks,
  ) {}

  @Query(() => ConsentSheet, { nullable: true })
  @Access('consent.read')
  consentSheet(@By() viewer: Viewer, @Args(customerId) customer: string): Promise<ConsentSheet> {
    return this.service.sheet(viewer, customer);
  }

  @Query(() => ConsentEntryConnection, { nullable: true })
  @Access('consent.read')
  consentEntries(@By() viewer: Viewer, @Args() args: ConsentEntryArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args.customerId, args, asked);
  }

  @Mutation(() => ConsentEntry, { nullable: true })
  @Access('consent.record')
  async recordConsent(@By() viewer: Viewer, @Args(customerId) customer: string, @Args('input') input: ConsentInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.entry(viewer, await this.service.record(viewer, customer, input), asked);
  }

  @Mutation(() => ConsentEntry, { nullable: true, description: 'Takes back a line that one has just recorded; the ledger keeps both' })
  @Access('consent.record')
  async undoConsent(@By() viewer: Viewer, @Args(id) entryId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.entry(viewer, await this.service.undo(viewer, entryId), asked);
  }

  @Mutation(() => ConsentProof, { nullable: true })
  @Access('customer.reveal')
  revealConsentProof(@By() viewer: Viewer, @Args(id) entryId: string): Promise<ConsentProof> {
    return this.service.reveal(viewer, entryId);
  }

  @Mutation(() => PreferenceLink, { nullable: true, description: 'A link by which the customer sees and changes their choices; whoever has it needs no sign-in' })
  @Access('consent.record')
  makePreferenceLink(@By() viewer: Viewer, @Args(customerId) customer: string): Promise<PreferenceLink> {
    return this.links.make(viewer, customer);
  }
}

@Resolver(() => Purpose)
export class PurposeResolver {
  constructor(private readonly service: PurposeService) {}

  @Query(() => [Purpose], { nullable: true })
  @Access('customer.read')
  purposes(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Purpose, { nullable: true })
  @Access('privacy.manage')
  async createPurpose(@By() viewer: Viewer, @Args('input') input: NewPurposeInput, @Asked() asked: Selection): Promise<Raw> {
    const purpose = await this.service.create(viewer, input);
    return this.service.read(viewer, purpose.id, asked);
  }

  @Mutation(() => Purpose, { nullable: true })
  @Access('privacy.manage')
  async updatePurpose(@By() viewer: Viewer, @Args(id) purposeId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: PurposeInput, @Asked() asked: Selection): Promise<Raw> {
    const purpose = await this.service.update(viewer, purposeId, version, input);
    return this.service.read(viewer, purpose.id, asked);
  }

  @Mutation(() => Purpose, { nullable: true })
  @Access('privacy.manage')
  async archivePurpose(@By() viewer: Viewer, @Args(id) purposeId: string, @Asked() asked: Selection): Promise<Raw> {
    const purpose = await this.service.archive(viewer, purposeId);
    return this.service.read(viewer, purpose.id, asked);
  }

  @Mutation(() => Purpose, { nullable: true, description: 'The next version of the notice; those before stay as they are' })
  @Access('privacy.manage')
  async publishNotice(@By() viewer: Viewer, @Args('purposeId', { type: () => ID }) purposeId: string, @Args('input') input: NoticeInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.publish(viewer, purposeId, input);
    return this.service.read(viewer, purposeId, asked);
  }
}
