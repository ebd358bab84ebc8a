import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';
import { LookKind } from '@dossier/vocabulary/enums';
import { Looks } from './looks';

registerEnumType(LookKind, { name: 'LookKind' });

@Resolver()
export class LookResolver {
  constructor(private readonly looks: Looks) {}

  @Mutation(() => DateTime, { nullable: true, description: 'States what one looks at so many customers for, and gives until when it holds.' })
  @Access('customer.read')
  statePurpose(@By() viewer: Viewer, @Args('kind', { type: () => LookKind }) kind: LookKind, @Args('purpose') purpose: string): Promise<Date> {
    return this.looks.state(viewer, kind, purpose);
  }
}
