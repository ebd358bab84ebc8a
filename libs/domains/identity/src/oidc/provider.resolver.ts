import { Args, Context, Field, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { personIn } from '../factors/second-proof.service';
import { AccountLinks, LINK_MINUTES } from '../invitations/account-links';
import { giveProvider } from '../sessions/session.cookie';
import { SessionSettings } from '../sessions/session.settings';
import type { WebContext } from '../sessions/web-session';
import { ProviderClient, WAY_SECONDS, type WayPurpose } from './provider.client';
import { ProviderService } from './provider.service';

/** The provider outside of the product by which people may sign in. */
@ObjectType()
@Access('anyone')
export class SignInProvider {
  @Field() name!: string;
}

/** Ways to the provider that begin inside: each gives the address to go to and binds the browser. */
@Resolver(() => SignInProvider)
export class ProviderResolver {
  constructor(
    private readonly client: ProviderClient,
    private readonly service: ProviderService,
    private readonly links: AccountLinks,
    private readonly settings: SessionSettings,
  ) {}

  @Query(() => SignInProvider, { nullable: true, description: 'Null where people sign in by password alone.' })
  @Access('anyone')
  signInProvider(): SignInProvider | null {
    return this.client.name === null ? null : { name: this.client.name };
  }

  @Mutation(() => String, { description: 'Address at which the viewer links an outside account to their own.' })
  @Access('signed-in', { stepUp: true })
  linkProvider(@By() viewer: Viewer, @Context() context: WebContext): Promise<string> {
    personIn(viewer);
    return this.begin(context, 'LINK', { sessionId: viewer.sessionId });
  }

  @Mutation(() => Boolean)
  @Access('signed-in', { stepUp: true })
  async unlinkProvider(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.service.unlink(viewer, id);
    return true;
  }

  @Mutation(() => String, { description: 'Address at which the viewer proves again who they are.' })
  @Access('signed-in')
  proveByProvider(@By() viewer: Viewer, @Context() context: WebContext): Promise<string> {
    personIn(viewer);
    return this.begin(context, 'PROOF', { sessionId: viewer.sessionId });
  }

  @Mutation(() => String, { description: 'Address at which an invitation is accepted by an outside account.' })
  @Access('anyone')
  async acceptInvitationByProvider(@Context() context: WebContext, @Args('token') token: string): Promise<string> {
    if ((await this.links.find(token))?.purpose !== 'INVITATION') throw new DomainError('LINK_SPENT', { minutes: LINK_MINUTES });
    return this.begin(context, 'INVITATION', { link: token });
  }

  private async begin({ req }: WebContext, purpose: WayPurpose, bound: { sessionId?: string | null; link?: string }): Promise<string> {
    const { url, sealed } = await this.client.begin(purpose, bound);
    if (req.res) giveProvider(req.res, this.settings, sealed, WAY_SECONDS);
    return url;
  }
}
