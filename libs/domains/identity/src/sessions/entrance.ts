import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { SignInStepKind } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { hashOf } from './session.hash';
import { SessionService } from './session.service';
import { asSubject } from './subject';

/** Minutes between the password and the code. */
export const STEP_MINUTES = 10;

/** What a first proof opens: a session, or a step that waits for the second. Only its token leaves the server. */
export interface Entry {
  kind: 'SESSION' | 'STEP';
  token: string;
}

interface Step {
  kind: SignInStepKind;
  userId: string;
  expiresAt: Date;
}

/** The one place where a proof becomes a session: by password, link, set-up and provider alike, and never past a second factor. */
@Injectable()
export class Entrance {
  constructor(
    private readonly sessions: SessionService,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {}

  /** The user has given a first proof: a session, or the step that their factor, or its lack, asks for. */
  async enter(viewer: Viewer, userId: string): Promise<Entry> {
    const [row] = await currentWork().query<{ kind: SignInStepKind | null }>('select sign_in_step_of($1) as kind', [userId]);
    if (!row?.kind) return this.session(viewer, userId);
    if (viewer.sessionId) await this.sessions.end(viewer);
    const token = randomBytes(32).toString('base64url');
    const expires = new Date(this.clock.now().getTime() + STEP_MINUTES * 60_000);
    await currentWork().query(
      `insert into sign_in_step (id, user_id, kind, token_hash, rights_version, expires_at, ip, device)
       select $1, id, $3, $4, rights_version, $5, $6, $7 from app_user where id = $2`,
      [newId(), userId, row.kind, hashOf(token), expires, viewer.ip, viewer.device?.slice(0, 300) ?? null],
    );
    return { kind: 'STEP', token };
  }

  /** Every proof was given. */
  async session(viewer: Viewer, userId: string): Promise<Entry> {
    return { kind: 'SESSION', token: await this.sessions.begin(viewer, userId) };
  }

  /** The open step of a browser; null when there is none, or it has had its time. */
  async step(token: string | null): Promise<Step | null> {
    if (token === null) return null;
    const [row] = await this.database.query<{ kind: SignInStepKind; user_id: string; expires_at: Date }>('select * from sign_in_step_by($1, $2)', [hashOf(token), this.clock.now()]);
    return row ? { kind: row.kind, userId: row.user_id, expiresAt: row.expires_at } : null;
  }

  /** The step that this very act may complete. */
  async open(token: string | null, kind: SignInStepKind): Promise<Step> {
    const step = await this.step(token);
    if (!step || step.kind !== kind) throw new DomainError('STEP_EXPIRED');
    return step;
  }

  /** A step is good once; two requests that race for it get one session. */
  async close(token: string, userId: string): Promise<void> {
    await asSubject(userId);
    const closed = await currentWork().query('update sign_in_step set ended_at = $2, version = version + 1, updated_at = now() where token_hash = $1 and ended_at is null returning id', [hashOf(token), this.clock.now()]);
    if (closed.length !== 1) throw new DomainError('STEP_EXPIRED');
  }
}
