import { Args, ArgsType, Field, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Matches, IsOptional, IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';
import { Lead } from '../lead/lead.entity';

@ArgsType()
class SpareArgs {
  @Field(() => ID) @IsUUID() id!: string;
  @Field(() => Day, { nullable: true, description: 'Up to this day; for good unless said' }) @IsOptional() @Matches(/^\d{4}-\d\d-\d\d$/) until?: string;
}

/** Leads that do not go back by themselves, whatever the rules of a pool say. */
@Resolver()
export class SpareResolver {
  constructor(@InjectRecords(Lead) private readonly leads: Records<Lead>) {}

  @Mutation(() => Lead, { nullable: true, description: 'Keeps a lead from going back to a pool by itself' })
  @Access('lead.assign')
  async spareLead(@By() viewer: Viewer, @Args() { id, until }: SpareArgs, @Asked() asked: Selection): Promise<Raw> {
    await this.leads.get(viewer, id, 'ASSIGN');
    await currentWork().query('insert into lead_spared (lead_id, until, user_id) values ($1, $2, $3) on conflict (lead_id) do update set until = excluded.until, user_id = excluded.user_id, at = now()', [id, until ?? null, viewer.userId]);
    await currentWork().query('delete from lead_warning where lead_id = $1', [id]);
    return this.leads.read(viewer, id, asked);
  }

  @Mutation(() => Lead, { nullable: true, description: 'Lets the rules of pools hold for a lead again' })
  @Access('lead.assign')
  async unspareLead(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.leads.get(viewer, id, 'ASSIGN');
    await currentWork().query('delete from lead_spared where lead_id = $1', [id]);
    return this.leads.read(viewer, id, asked);
  }
}
