import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { hashOf } from './session.hash';
import { SessionSettings } from './session.settings';
import { ViewerLoader } from './viewer.loader';

interface LivingSession {
  id: string;
  ip: string | null;
  device: string | null;
  created_at: Date;
  seen_at: Date;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly settings: SessionSettings,
    private readonly clock: Clock,
    private readonly viewers: ViewerLoader,
    private readonly database: Database,
  ) {}

  /** Begins a session of a user under a new token; the one this browser had before ends with it. */
  async begin(viewer: Viewer, userId: string): Promise<string> {
    if (viewer.sessionId) await this.end(viewer);
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expires = new Date(now.getTime() + this.settings.absoluteHours * 3_600_000);
    const id = newId();
    const work = currentWork();
    await work.query(
      `insert into session (id, user_id, token_hash, rights_version, expires_at, ip, device, created_at, proven_at)
       select $1, id, $3, rights_version, $4, $5, $6, $7, $7 from app_user where id = $2`,
      [id, userId, hashOf(token), expires, viewer.ip, viewer.device?.slice(0, 300) ?? null, now],
    );
    await work.query('select session_touch($1, $2)', [id, now]);
    await work.query('update app_user set last_sign_in_at = $2 where id = $1', [userId, now]);
    return token;
  }

  /** Ends the session of this browser. */
  async end(viewer: Viewer): Promise<void> {
    await currentWork().query('update session set ended_at = $2 where id = $1 and ended_at is null', [viewer.sessionId, this.clock.now()]);
    this.forget();
  }

  /** The viewer has shown again who they are; good for the acts that ask for it, and for a quarter of an hour. */
  async prove(viewer: Viewer): Promise<void> {
    await currentWork().query('update session set proven_at = $2 where id = $1', [viewer.sessionId, this.clock.now()]);
    this.forget();
  }

  /** The living sessions of a user, the latest used first. */
  livingOf(userId: string): Promise<LivingSession[]> {
    return this.database.query<LivingSession & Record<string, unknown>>('select * from sessions_of($1, $2, make_interval(mins => $3))', [userId, this.clock.now(), this.settings.idleMinutes]);
  }

  /** Ends one session of the viewer, by its id. */
  async endOne(viewer: Viewer, id: string): Promise<void> {
    const ended = isId(id) ? await currentWork().query('update session set ended_at = $3 where id = $1 and user_id = $2 and ended_at is null returning id', [id, viewer.userId, this.clock.now()]) : [];
    if (ended.length === 0) throw new DomainError('NOT_FOUND');
    this.forget();
  }

  /** Ends every session of the viewer but this one; gives how many. */
  async endOthers(viewer: Viewer): Promise<number> {
    const ended = await currentWork().query('update session set ended_at = $3 where user_id = $1 and id <> $2 and ended_at is null returning id', [viewer.userId, viewer.sessionId, this.clock.now()]);
    this.forget();
    return ended.length;
  }

  /** Ends every session of a user, and every sign-in that is half done. */
  async endAllOf(userId: string): Promise<void> {
    await currentWork().query('update app_user set rights_version = rights_version + 1 where id = $1', [userId]);
    this.forget();
  }

  /** Copies of viewers in this process go with the commit; other processes hear of it. */
  forget(): void {
    currentWork().after(() => this.viewers.forget());
  }
}
