import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { MeService } from './me.service';
import { Me } from './me.view';
import { SessionService } from '../sessions/session.service';
import { SignInService } from '../sessions/sign-in.service';
import { PreferencesInput } from './user.inputs';
import { WebSession, type WebContext } from '../sessions/web-session';

@Resolver(() => Me)
export class MeResolver {
  constructor(
    private readonly service: MeService,
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly web: WebSession,
  ) {}

  @Query(() => Me, { nullable: true })
  @Access('anyone')
  me(@By() viewer: Viewer): Promise<Me | null> {
    return this.service.read(viewer);
  }

  @Mutation(() => Me, { nullable: true, description: 'Null: the password is right and one more step is left, which `signInStep` names.' })
  @Access('anyone')
  async signIn(@By() viewer: Viewer, @Context() context: WebContext, @Args('email') email: string, @Args('password') password: string): Promise<Me | null> {
    const entry = await this.signIns.signIn(viewer, email, password);
    return this.service.read(await this.web.follow(context, entry));
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async signOut(@By() viewer: Viewer, @Context() context: WebContext): Promise<boolean> {
    await this.sessions.end(viewer);
    this.web.leave(context);
    return true;
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async signOutEverywhere(@By() viewer: Viewer, @Context() context: WebContext): Promise<boolean> {
    await this.sessions.endAllOf(viewer.userId!);
    this.web.leave(context);
    return true;
  }

  @Mutation(() => Me, { nullable: true })
  @Access('signed-in')
  async updateMyPreferences(@By() viewer: Viewer, @Args('input') input: PreferencesInput): Promise<Me | null> {
    await this.service.prefer(viewer, input);
    return this.service.read(viewer);
  }

  @Mutation(() => Me, { nullable: true })
  @Access('signed-in')
  async changeMyPassword(@By() viewer: Viewer, @Context() context: WebContext, @Args('current') current: string, @Args('next') next: string): Promise<Me | null> {
    const entry = await this.signIns.changeMyPassword(viewer, current, next);
    return this.service.read(await this.web.follow(context, entry));
  }
}
