import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { personIn } from '../factors/second-proof.service';
import { SessionService } from './session.service';
import { Session } from './session.view';
import { WebSession, type WebContext } from './web-session';

/** The browsers in which one is signed in, and a way to end each. */
@Resolver(() => Session)
export class SessionResolver {
  constructor(
    private readonly sessions: SessionService,
    private readonly web: WebSession,
  ) {}

  @Query(() => [Session])
  @Access('signed-in')
  async mySessions(@By() viewer: Viewer): Promise<Session[]> {
    const rows = await this.sessions.livingOf(personIn(viewer));
    return rows.map((row) => ({ id: row.id, device: row.device, network: row.ip, startedAt: row.created_at, seenAt: row.seen_at, current: row.id === viewer.sessionId }));
  }

  @Mutation(() => Boolean)
  @Access('signed-in')
  async endMySession(@By() viewer: Viewer, @Context() context: WebContext, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.sessions.endOne(viewer, id);
    if (id === viewer.sessionId) this.web.leave(context);
    return true;
  }

  @Mutation(() => Int, { description: 'How many sessions have ended.' })
  @Access('signed-in')
  endMyOtherSessions(@By() viewer: Viewer): Promise<number> {
    return this.sessions.endOthers(viewer);
  }
}
