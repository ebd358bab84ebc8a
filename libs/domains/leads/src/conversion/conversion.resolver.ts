import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer, CustomerOf } from '@dossier/customers';
import { Lead } from '../lead/lead.entity';
import { LeadService } from '../lead/lead.service';
import { LeadConversion } from './conversion.entity';
import { ConvertLeadInput } from './conversion.inputs';
import { ConversionService } from './conversion.service';

const byId = { name: 'id', type: () => ID } as const;

@Resolver(() => LeadConversion)
export class ConversionResolver {
  constructor(
    private readonly service: ConversionService,
    private readonly leads: LeadService,
    private readonly customerOf: CustomerOf,
  ) {}

  @Mutation(() => Lead, { nullable: true, description: 'Wins a lead: its prospect becomes a customer, in one commit' })
  @Access('lead.convert')
  async convertLead(@By() viewer: Viewer, @Args(byId) id: string, @Args('input') input: ConvertLeadInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.convert(viewer, id, input);
    return this.leads.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true, description: 'Takes a conversion back: lead and record stand as they did' })
  @Access('lead.convert')
  async unconvertLead(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.unconvert(viewer, id);
    return this.leads.read(viewer, id, asked);
  }

  /** Null where none was named, and where it lies out of reach. */
  @ResolveField(() => Customer, { nullable: true })
  company(@By() viewer: Viewer, @Parent() conversion: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (conversion['company'] as string | null | undefined) ?? null);
  }
}
