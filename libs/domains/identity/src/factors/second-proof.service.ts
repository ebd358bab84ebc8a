import { Injectable } from '@nestjs/common';
import { SignInStepKind } from '@dossier/vocabulary/people-enums';
import { isProven, PROOF_MINUTES, type Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { passwordMatches } from '../passwords/password.hash';
import { Entrance, type Entry } from '../sessions/entrance';
import { SessionService } from '../sessions/session.service';
import { SignInThrottle } from '../sessions/sign-in.throttle';
import { FactorService } from './factor.service';
import type { FactorSecret } from './factor.views';

interface Account {
  id: string;
  email: string;
  password_hash: string | null;
}

/** A person with a session of their own: what is said here of oneself is no business of programs and jobs. */
export function personIn(viewer: Viewer): string {
  if (viewer.kind !== 'user' || !viewer.userId || !viewer.sessionId) throw new DomainError(viewer.kind === 'nobody' ? 'NOT_SIGNED_IN' : 'FORBIDDEN', { permission: 'signed-in' });
  return viewer.userId;
}

/** Everything that proves beyond the password: codes at sign-in, binding an authenticator, showing again who one is. */
@Injectable()
export class SecondProof {
  constructor(
    private readonly entrance: Entrance,
    private readonly factors: FactorService,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    private readonly clock: Clock,
  ) {}

  /** Completes a sign-in by a code of the authenticator, or by a recovery code. */
  async verify(viewer: Viewer, stepToken: string | null, code: string, by: 'AUTHENTICATOR' | 'RECOVERY'): Promise<Entry> {
    const { userId } = await this.entrance.open(stepToken, SignInStepKind.SECOND_FACTOR);
    this.note(userId);
    await this.throttle.attempt(userId, viewer.ip, 'SECOND_FACTOR');
    const right = by === 'RECOVERY' ? await this.factors.acceptsRecovery(userId, code) : await this.factors.accepts(userId, code);
    if (!right) throw new DomainError(by === 'RECOVERY' ? 'RECOVERY_CODE_WRONG' : 'CODE_WRONG', { field: 'code' });
    await this.entrance.close(stepToken!, userId);
    await this.throttle.succeeded(userId, viewer.ip, 'SECOND_FACTOR');
    return this.entrance.session(viewer, userId);
  }

  /** Begins to bind an authenticator: for who is signed in, or must bind one before. */
  async begin(viewer: Viewer, stepToken: string | null): Promise<FactorSecret> {
    // Whoever finds an open browser must not bind their own device to it.
    if (viewer.kind === 'user' && !isProven(viewer, this.clock.now())) throw new DomainError('STEP_UP_NEEDED', { minutes: PROOF_MINUTES });
    const account = await this.account(await this.subject(viewer, stepToken));
    return this.factors.begin(account);
  }

  /** The authenticator is bound. Every session ends, and this browser goes on under a new one. */
  async confirm(viewer: Viewer, stepToken: string | null, code: string): Promise<{ codes: string[]; entry: Entry }> {
    const userId = await this.subject(viewer, stepToken);
    await this.throttle.attempt(userId, viewer.ip, 'SECOND_FACTOR');
    const codes = await this.factors.confirm(userId, code);
    if (viewer.kind === 'nobody') await this.entrance.close(stepToken!, userId);
    await this.sessions.endAllOf(userId);
    await this.throttle.succeeded(userId, viewer.ip, 'SECOND_FACTOR');
    return { codes, entry: await this.entrance.session(viewer, userId) };
  }

  /** Shows again, by password or code, that it is still the same person. */
  async prove(viewer: Viewer, given: { password?: string | null; code?: string | null }): Promise<void> {
    const userId = personIn(viewer);
    const account = await this.account(userId);
    await this.throttle.attempt(userId, viewer.ip, 'PROOF');
    const proven = given.code ? await this.factors.accepts(userId, given.code) : await passwordMatches(given.password ?? '', account.password_hash);
    if (!proven) throw new DomainError('PROOF_FAILED', { field: given.code ? 'code' : 'password' });
    await this.sessions.prove(viewer);
    await this.throttle.succeeded(userId, viewer.ip, 'PROOF');
  }

  private async subject(viewer: Viewer, stepToken: string | null): Promise<string> {
    const userId = viewer.kind === 'nobody' ? (await this.entrance.open(stepToken, SignInStepKind.ENROLMENT)).userId : personIn(viewer);
    this.note(userId);
    return userId;
  }

  private async account(id: string): Promise<Account> {
    const [account] = await currentWork().query<Account & Record<string, unknown>>('select id, email, password_hash from app_user where id = $1 for update', [id]);
    if (!account) throw new DomainError('NOT_FOUND');
    this.note(id);
    return account;
  }

  private note(userId: string): void {
    Object.assign(currentWork().note, { objectType: 'User', objectId: userId });
  }
}
