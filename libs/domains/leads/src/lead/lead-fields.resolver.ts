import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer, CustomerOf } from '@dossier/customers';
import { LeadDuplicate } from './lead.duplicates';
import { Lead } from './lead.entity';

/** Whose a lead is: the record, within the reader's own reach. */
@Resolver(() => Lead)
export class LeadFields {
  constructor(private readonly customerOf: CustomerOf) {}

  /** Null where the record lies out of reach. */
  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() lead: Raw, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, (lead['customer'] as string | null | undefined) ?? null);
  }
}

/** The record that may be the person in question. */
@Resolver(() => LeadDuplicate)
export class LeadDuplicateFields {
  constructor(private readonly customerOf: CustomerOf) {}

  @ResolveField(() => Customer, { nullable: true })
  customer(@By() viewer: Viewer, @Parent() { id }: LeadDuplicate, @Asked() asked: Selection): Promise<Raw | null> {
    return this.customerOf.load(viewer, asked, id);
  }
}

/** What is known of a record above the archive: its leads. */
@Resolver(() => Customer)
export class CustomerLeads {
  @ResolveField(() => [Lead], { nullable: true, description: 'The newest fifty, open and closed' })
  leads(@Parent() customer: Raw): Raw[] | null {
    return (customer['leads'] as Raw[] | null | undefined) ?? null;
  }
}
