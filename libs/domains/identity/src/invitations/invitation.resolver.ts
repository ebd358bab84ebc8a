import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { WebSession, type WebContext } from '../sessions/web-session';
import { MeService } from '../users/me.service';
import { Me } from '../users/me.view';
import { User } from '../users/user.entity';
import { UserService } from '../users/user.service';
import { AccountLinks } from './account-links';
import { AccountStates } from './account-states';
import { InviteInput } from './invitation.inputs';
import { InvitationService, type SentInvitation } from './invitation.service';
import { AccountLink, AccountState, InvitationSent } from './invitation.views';
import { ResetService } from './reset.service';

const id = { type: () => ID };

/** Accounts that open by a link: invitations, and passwords that were forgotten. */
@Resolver(() => InvitationSent)
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitationService,
    private readonly resets: ResetService,
    private readonly states: AccountStates,
    private readonly links: AccountLinks,
    private readonly users: UserService,
    private readonly me: MeService,
    private readonly web: WebSession,
  ) {}

  @Mutation(() => InvitationSent)
  @Access('user.manage', { stepUp: true })
  async inviteUser(@By() viewer: Viewer, @Args('input') input: InviteInput, @Asked() asked: Selection): Promise<InvitationSent> {
    return this.told(viewer, await this.invitations.invite(viewer, input), asked);
  }

  @Mutation(() => InvitationSent)
  @Access('user.manage', { stepUp: true })
  async resendInvitation(@By() viewer: Viewer, @Args('userId', id) userId: string, @Asked() asked: Selection): Promise<InvitationSent> {
    return this.told(viewer, await this.invitations.resend(viewer, userId), asked);
  }

  @Mutation(() => Boolean)
  @Access('user.manage')
  async cancelInvitation(@By() viewer: Viewer, @Args('userId', id) userId: string): Promise<boolean> {
    await this.invitations.cancel(viewer, userId);
    return true;
  }

  @Query(() => AccountState)
  @Access('user.manage')
  accountState(@By() viewer: Viewer, @Args('userId', id) userId: string): Promise<AccountState> {
    return this.states.of(viewer, userId);
  }

  @Mutation(() => User, { nullable: true, description: 'Takes the second factor of a colleague away who has lost it; every session of theirs ends.' })
  @Access('user.manage', { stepUp: true })
  async removeSecondFactor(@By() viewer: Viewer, @Args('userId', id) userId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.states.removeFactor(viewer, userId);
    return this.users.read(viewer, userId, asked);
  }

  @Query(() => AccountLink, { nullable: true })
  @Access('anyone')
  accountLink(@Args('token') token: string): Promise<AccountLink | null> {
    return this.links.find(token);
  }

  @Mutation(() => Me, { nullable: true })
  @Access('anyone')
  async acceptInvitation(@By() viewer: Viewer, @Context() context: WebContext, @Args('token') token: string, @Args('password') password: string): Promise<Me | null> {
    const entry = await this.invitations.accept(viewer, token, password);
    return this.me.read(await this.web.follow(context, entry));
  }

  @Mutation(() => Boolean, { description: 'Answers true, whoever has the address.' })
  @Access('anyone')
  async askPasswordReset(@By() viewer: Viewer, @Args('email') email: string): Promise<boolean> {
    await this.resets.ask(viewer, email);
    return true;
  }

  @Mutation(() => Boolean)
  @Access('anyone')
  async setForgottenPassword(@By() viewer: Viewer, @Args('token') token: string, @Args('password') password: string): Promise<boolean> {
    await this.resets.set(viewer, token, password);
    return true;
  }

  private async told(viewer: Viewer, { userId, link, expiresAt }: SentInvitation, asked: Selection): Promise<InvitationSent> {
    return { user: await this.users.read(viewer, userId, asked.below('user')), link, expiresAt };
  }
}
