import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, isId, newId, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { wholeList } from '@dossier/teams';
import { SessionService } from '../sessions/session.service';
import { Delegation } from './delegation.entity';
import type { DelegationInput } from './delegation.inputs';
import { lentWords, period } from './delegation.rules';

const newestFirst: ListSpec<never, 'CREATED_AT'> = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz', guards: [] } }, defaultSort: 'CREATED_AT' };

/** Lends words to a colleague, and lets that colleague act with them in a session of their own. */
@Injectable()
export class DelegationService {
  constructor(
    @InjectRecords(Delegation) private readonly delegations: Records<Delegation>,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.delegations, viewer, asked, { spec: newestFirst });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.delegations.read(viewer, id, asked);
  }

  /** Lends words of one's own to a colleague for a time. What was lent to oneself cannot be lent on. */
  async delegate(viewer: Viewer, input: DelegationInput): Promise<Delegation> {
    const words = lentWords(viewer, input.words);
    if (input.toId === viewer.userId) throw new DomainError('OWN_ACCOUNT');
    const found = await currentWork().query(`select 1 from app_user where id = $1 and kind = 'PERSON' and status = 'ACTIVE' and archived_at is null`, [input.toId]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
    const reason = input.reason.trim();
    if (reason === '') throw new DomainError('INVALID_INPUT', { field: 'reason', reason: 'EMPTY' });
    this.sessions.forget();
    return this.delegations.add(viewer, { id: newId(), fromId: viewer.userId!, toId: input.toId, words, reason, ...period(input.since, input.until, this.clock.now()) });
  }

  /** Ends a delegation at once: the lender takes it back, or the colleague gives it back. */
  async end(viewer: Viewer, id: string): Promise<Delegation> {
    const delegation = await this.delegations.get(viewer, id);
    if (delegation.endedAt || delegation.until <= this.clock.now()) throw new DomainError('DELEGATION_ENDED');
    this.sessions.forget();
    return this.delegations.save(viewer, delegation, { endedAt: this.clock.now() }, 'END');
  }

  /** From now on this session holds what the colleague has lent, and nothing of its own. */
  async actFor(viewer: Viewer, userId: string): Promise<void> {
    const [lent] = isId(userId) && viewer.kind === 'user'
      ? await currentWork().query<{ missing: boolean }>('select factor_missing($2, a.grants) as missing from acting_viewer($1, $2, $3) a', [userId, viewer.userId, this.clock.now()])
      : [];
    if (!lent) throw new DomainError('NOT_FOUND');
    if (lent.missing) throw new DomainError('FACTOR_MISSING');
    await this.setActing(viewer, userId);
  }

  /** The session is one's own again. */
  async stop(viewer: Viewer): Promise<void> {
    await this.setActing(viewer, null);
  }

  private async setActing(viewer: Viewer, userId: string | null): Promise<void> {
    Object.assign(currentWork().note, { objectType: 'User', objectId: userId ?? viewer.onBehalfOf ?? viewer.userId });
    await currentWork().query('update session set acting_for = $3 where id = $1 and user_id = $2 and ended_at is null', [viewer.sessionId, viewer.userId, userId]);
    this.sessions.forget();
  }
}

