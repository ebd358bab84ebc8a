import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import passport from 'passport';
import type { Grant } from '@dossier/vocabulary/permissions';
import { nobody, viewerOf, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Signals } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { hashOf } from './session.hash';
import { SessionSettings } from './session.settings';
import { SessionStrategy, type OfRequest, type SessionFacts, type WebRequest } from './session.strategy';

/** How old a copy of somebody's rights may be when no word of a change has come. */
const COPY_MS = 5_000;
const TOUCH_MS = 60_000;
const MOST_COPIES = 2_000;

interface Found {
  session_id: string;
  last_seen_at: Date;
  user_id: string;
  name: string;
  language: 'zh' | 'en';
  grants: Grant[];
  team_ids: string[];
  tree_ids: string[];
}

interface Copy {
  facts: SessionFacts;
  until: number;
  seen: number;
}

/** Makes the viewer of a request: session, status, rights version, rights and teams in one statement, or a fresh copy. */
@Injectable()
export class ViewerLoader {
  private readonly copies = new Map<string, Copy>();
  /** Rises with each change of rights: what was read before it is not kept. */
  private age = 0;
  private readonly ways = new passport.Passport();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settings: SessionSettings,
    signals: Signals,
  ) {
    this.ways.use(new SessionStrategy(settings, (token) => this.find(token), ofRequest));
    signals.on('rights', () => this.forget());
    signals.on('reconnected', () => this.forget());
  }

  /** Who is asking. A request that proves nothing is nobody's, and nobody holds no word. */
  load(request: WebRequest): Promise<Viewer> {
    return new Promise((resolve, reject) => {
      const done = (fault: unknown, viewer: unknown): void => (fault ? reject(fault as Error) : resolve((viewer as Viewer | false) || stranger(request)));
      this.ways.authenticate(['session-cookie'], { session: false }, done)(request, {}, (fault) => (fault ? reject(fault as Error) : resolve(stranger(request))));
    });
  }

  /** The viewer of a token that was just given out, for the rest of the request that asked for it. */
  async ofToken(token: string, before: OfRequest): Promise<Viewer | null> {
    const facts = await this.read(hashOf(token).toString('hex'), hashOf(token), false);
    return facts ? viewerOf({ ...facts, requestId: before.requestId, ip: before.ip, device: before.device }) : null;
  }

  /** The rights of a user now, for jobs begun by them: none when the user may no longer sign in. */
  async anew({ userId }: { userId: string }, requestId: string): Promise<Viewer> {
    const [row] = await this.database.query<Omit<Found, 'session_id' | 'last_seen_at'>>('select * from user_viewer($1)', [userId]);
    if (!row) return nobody(requestId);
    return viewerOf({ ...factsOf({ ...row, session_id: '', last_seen_at: this.clock.now() }), sessionId: null, requestId, ip: null, device: null });
  }

  /** Empties the copies: somebody's rights have changed. */
  forget(): void {
    this.age += 1;
    this.copies.clear();
  }

  private async find(token: string): Promise<SessionFacts | null> {
    const hash = hashOf(token);
    const key = hash.toString('hex');
    const copy = this.copies.get(key);
    const now = this.clock.now().getTime();
    if (copy && copy.until > now) {
      await this.touch(copy, now);
      return copy.facts;
    }
    return this.read(key, hash, true);
  }

  private async read(key: string, hash: Buffer, keep: boolean): Promise<SessionFacts | null> {
    const { age } = this;
    const now = this.clock.now();
    const [row] = await this.database.query<Found & Record<string, unknown>>('select * from session_viewer($1, $2, make_interval(mins => $3))', [hash, now, this.settings.idleMinutes]);
    if (!row) return null;
    const facts = factsOf(row);
    const copy: Copy = { facts, until: now.getTime() + COPY_MS, seen: row.last_seen_at.getTime() };
    if (!keep) return facts;
    await this.touch(copy, now.getTime());
    if (age === this.age) this.keep(key, copy);
    return facts;
  }

  private keep(key: string, copy: Copy): void {
    if (this.copies.size >= MOST_COPIES) this.copies.delete(this.copies.keys().next().value!);
    this.copies.set(key, copy);
  }

  /** Notes once a minute that the session is in use: that alone moves its idle end. */
  private async touch(copy: Copy, now: number): Promise<void> {
    if (now - copy.seen < TOUCH_MS) return;
    copy.seen = now;
    await this.database.query('select session_touch($1, $2)', [copy.facts.sessionId, new Date(now)]);
  }
}

const factsOf = (row: Found): SessionFacts => ({
  kind: 'user', userId: row.user_id, name: row.name, language: row.language, grants: row.grants,
  teamIds: row.team_ids, treeIds: row.tree_ids, sessionId: row.session_id,
});

const text = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

const ofRequest = (request: WebRequest): OfRequest => ({
  requestId: typeof request.id === 'string' || typeof request.id === 'number' ? String(request.id) : randomUUID(),
  ip: request.ip ?? null,
  device: text(request.headers['user-agent']),
});

function stranger(request: WebRequest): Viewer {
  const { requestId, ip, device } = ofRequest(request);
  const wants = text(request.headers['accept-language']) ?? 'zh';
  return nobody(requestId, /^\s*en/i.test(wants) ? 'en' : 'zh', ip, device);
}
