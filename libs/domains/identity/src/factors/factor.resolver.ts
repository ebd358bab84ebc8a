import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Entrance } from '../sessions/entrance';
import { WebSession, type WebContext } from '../sessions/web-session';
import { MeService } from '../users/me.service';
import { Me } from '../users/me.view';
import { FactorService } from './factor.service';
import { FactorCodes, FactorSecret, SecondFactor, SignInStep } from './factor.views';
import { personIn, SecondProof } from './second-proof.service';

const optional = { type: () => String, nullable: true };

/** The second half of signing in, and everything about one's own second factor. */
@Resolver(() => SecondFactor)
export class FactorResolver {
  constructor(
    private readonly proofs: SecondProof,
    private readonly factors: FactorService,
    private readonly entrance: Entrance,
    private readonly me: MeService,
    private readonly web: WebSession,
  ) {}

  @Query(() => SignInStep, { nullable: true, description: 'What this browser’s sign-in still waits for; null: nothing.' })
  @Access('anyone')
  signInStep(@Context() context: WebContext): Promise<SignInStep | null> {
    return this.entrance.step(this.web.stepOf(context));
  }

  @Mutation(() => Me, { nullable: true })
  @Access('anyone')
  async verifySecondFactor(@By() viewer: Viewer, @Context() context: WebContext, @Args('code') code: string): Promise<Me | null> {
    const entry = await this.proofs.verify(viewer, this.web.stepOf(context), code, 'AUTHENTICATOR');
    return this.me.read(await this.web.follow(context, entry));
  }

  @Mutation(() => Me, { nullable: true })
  @Access('anyone')
  async verifyRecoveryCode(@By() viewer: Viewer, @Context() context: WebContext, @Args('code') code: string): Promise<Me | null> {
    const entry = await this.proofs.verify(viewer, this.web.stepOf(context), code, 'RECOVERY');
    return this.me.read(await this.web.follow(context, entry));
  }

  @Mutation(() => FactorSecret, { description: 'Begins to bind an authenticator: for who is signed in, or must bind one before.' })
  @Access('anyone')
  beginFactor(@By() viewer: Viewer, @Context() context: WebContext): Promise<FactorSecret> {
    return this.proofs.begin(viewer, this.web.stepOf(context));
  }

  @Mutation(() => FactorCodes)
  @Access('anyone')
  async confirmFactor(@By() viewer: Viewer, @Context() context: WebContext, @Args('code') code: string): Promise<FactorCodes> {
    const { codes, entry } = await this.proofs.confirm(viewer, this.web.stepOf(context), code);
    return { codes, me: await this.me.read(await this.web.follow(context, entry)) };
  }

  @Query(() => SecondFactor)
  @Access('signed-in')
  mySecondFactor(@By() viewer: Viewer): Promise<SecondFactor> {
    return this.factors.stateOf(personIn(viewer));
  }

  @Mutation(() => FactorCodes)
  @Access('signed-in', { stepUp: true })
  async renewRecoveryCodes(@By() viewer: Viewer): Promise<FactorCodes> {
    const codes = await this.factors.renewCodes(personIn(viewer));
    return { codes, me: await this.me.read(viewer) };
  }

  @Mutation(() => Boolean)
  @Access('signed-in', { stepUp: true })
  async disableFactor(@By() viewer: Viewer): Promise<boolean> {
    await this.factors.disable(personIn(viewer));
    return true;
  }

  @Mutation(() => Boolean, { description: 'Shows again who one is, by password or by a code of the authenticator.' })
  @Access('signed-in')
  async proveMyself(@By() viewer: Viewer, @Args('password', optional) password?: string | null, @Args('code', optional) code?: string | null): Promise<boolean> {
    await this.proofs.prove(viewer, { password: password ?? null, code: code ?? null });
    return true;
  }
}
