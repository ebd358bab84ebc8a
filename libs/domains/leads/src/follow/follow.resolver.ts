import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Communication, CommunicationInput } from '@dossier/customers';
import { Lead } from '../lead/lead.entity';
import { StepEscalation, StepEscalationInput } from './escalation.entity';
import { EscalationService } from './escalation.service';
import { FollowService } from './follow.service';
import { PresenceService } from './presence.service';
import { LeadHold, LeadPresence } from './presence.view';
import { ResponseTarget, ResponseTargetInput } from './response-target.entity';
import { ResponseService } from './response.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => Lead)
export class FollowResolver {
  constructor(
    private readonly service: FollowService,
    private readonly presence: PresenceService,
    private readonly responses: ResponseService,
    private readonly escalations: EscalationService,
  ) {}

  @Mutation(() => Communication, { nullable: true })
  @Access('communication.write')
  async logFollowUp(@By() viewer: Viewer, @Args('leadId', { type: () => ID }) leadId: string, @Args('input') input: CommunicationInput, @Asked() asked: Selection): Promise<Raw | null> {
    const made = await this.service.log(viewer, leadId, input);
    return viewer.may('communication.read') ? this.service.read(viewer, made.id, asked) : null;
  }

  @Query(() => LeadPresence, { nullable: true, description: 'Who else looks at a lead now; asking says that one looks at it oneself, or that one has left it' })
  @Access('lead.read')
  leadPresence(@By() viewer: Viewer, @Args(id) one: string, @Args('leaving', { type: () => Boolean, nullable: true }) leaving?: boolean | null): Promise<LeadPresence> {
    return leaving ? this.presence.leave(viewer, one) : this.presence.look(viewer, one);
  }

  @Mutation(() => LeadPresence, { nullable: true, description: 'Says for fifteen minutes that one works on a lead; others may still act' })
  @Access('lead.update')
  holdLead(@By() viewer: Viewer, @Args(id) one: string): Promise<LeadPresence> {
    return this.presence.hold(viewer, one);
  }

  @Mutation(() => LeadPresence, { nullable: true })
  @Access('lead.update')
  letGoOfLead(@By() viewer: Viewer, @Args(id) one: string): Promise<LeadPresence> {
    return this.presence.letGo(viewer, one);
  }

  @Query(() => [ResponseTarget], { nullable: true })
  @Access('lead.read')
  responseTargets(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.responses.all(viewer, asked);
  }

  @Mutation(() => ResponseTarget, { nullable: true })
  @Access('calendar.manage')
  async saveResponseTarget(@By() viewer: Viewer, @Args('input') input: ResponseTargetInput, @Asked() asked: Selection): Promise<Raw> {
    const saved = await this.responses.save(viewer, input);
    return this.responses.read(viewer, saved.id, asked);
  }

  @Mutation(() => ResponseTarget, { nullable: true })
  @Access('calendar.manage')
  async archiveResponseTarget(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.responses.archive(viewer, one);
    return this.responses.read(viewer, one, asked);
  }

  @Query(() => [StepEscalation], { nullable: true })
  @Access('lead.read')
  stepEscalations(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.escalations.all(viewer, asked);
  }

  @Mutation(() => StepEscalation, { nullable: true })
  @Access('calendar.manage')
  async saveStepEscalation(@By() viewer: Viewer, @Args('input') input: StepEscalationInput, @Asked() asked: Selection): Promise<Raw> {
    const saved = await this.escalations.save(viewer, input);
    return this.escalations.read(viewer, saved.id, asked);
  }

  @Mutation(() => StepEscalation, { nullable: true })
  @Access('calendar.manage')
  async archiveStepEscalation(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.escalations.archive(viewer, one);
    return this.escalations.read(viewer, one, asked);
  }

  /** Who works on it now; null where nobody says so. */
  @ResolveField(() => LeadHold, { nullable: true })
  hold(@By() viewer: Viewer, @Parent() row: Raw): Promise<LeadHold | null> {
    return this.presence.holdOf(viewer, String(row['id']));
  }
}
