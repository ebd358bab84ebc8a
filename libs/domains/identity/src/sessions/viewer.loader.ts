import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import passport from 'passport';
import type { Grant } from '@dossier/vocabulary/permissions';
import { nobody, viewerOf, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Signals, type StoredViewer } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { ClientViewers } from '../clients/client-viewers';
import { ApiKeyStrategy, bringsKey } from '../clients/key.strategy';
import { tokenIn } from './session.cookie';
import { hashOf, hexOf } from './session.hash';
import { SessionSettings } from './session.settings';
import { SessionStrategy, type OfRequest, type SessionFacts, type WebRequest } from './session.strategy';

/** How old a copy of somebody's rights may be when no word of a change has come. */
const COPY_MS = 5_000;
const TOUCH_MS = 60_000;
const MOST_COPIES = 2_000;

interface Found {
  session_id: string;
  last_seen_at: Date;
  proven_at: Date | null;
  user_id: string;
  name: string;
  language: 'zh' | 'en';
  grants: Grant[];
  team_ids: string[];
  tree_ids: string[];
  /** For whom this session acts; its rights are then those that were lent. */
  acting_for: string | null;
}

type RightsNow = Omit<Found, 'session_id' | 'last_seen_at' | 'proven_at'>;

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
    private readonly clients: ClientViewers,
    signals: Signals,
  ) {
    this.ways.use(new ApiKeyStrategy((key, request, isOpenLine) => clients.ofKey(key, request, isOpenLine), ofRequest));
    this.ways.use(new SessionStrategy(settings, (token, isOpenLine) => (isOpenLine ? this.read('', hashOf(token), false) : this.find(token)), ofRequest));
    signals.on('rights', () => this.forget());
    signals.on('reconnected', () => this.forget());
  }

  /** Who is asking. A request that proves nothing is nobody's, and nobody holds no word. */
  load(request: WebRequest): Promise<Viewer> {
    const held = this.held(request);
    if (held) return Promise.resolve(held);
    return new Promise((resolve, reject) => {
      const done = (fault: unknown, viewer: unknown): void => (fault ? reject(fault as Error) : resolve((viewer as Viewer | false) || stranger(request)));
      this.ways.authenticate([bringsKey(request) ? 'api-key' : 'session-cookie'], { session: false }, done)(request, {}, (fault) => (fault ? reject(fault as Error) : resolve(stranger(request))));
    });
  }

  /** Who is asking, where a copy of their session is at hand that needs nothing of the database; null: `load` finds out. */
  held(request: WebRequest): Viewer | null {
    const token = bringsKey(request) || request.isOpenLine === true ? null : tokenIn(request.headers['cookie'] as string | undefined, this.settings);
    const copy = token === null ? undefined : this.copies.get(hexOf(token));
    const now = this.clock.now().getTime();
    if (!copy || copy.until <= now || now - copy.seen >= TOUCH_MS) return null;
    return viewerOf({ ...copy.facts, ...ofRequest(request) });
  }

  /** The viewer of a token that was just given out, for the rest of the request that asked for it. */
  async ofToken(token: string, before: OfRequest): Promise<Viewer | null> {
    const facts = await this.read(hashOf(token).toString('hex'), hashOf(token), false);
    return facts ? viewerOf({ ...facts, requestId: before.requestId, ip: before.ip, device: before.device }) : null;
  }

  /** The rights of a user now, for jobs begun by them: none when the user may no longer sign in. */
  async anew({ userId, kind, sessionId, onBehalfOf }: Partial<StoredViewer> & { userId: string }, requestId: string): Promise<Viewer> {
    if (kind === 'client') return sessionId ? this.clients.anew(sessionId, requestId) : this.clients.ofAccount(userId, requestId);
    const [row] = onBehalfOf
      ? await this.database.query<RightsNow>(`select v.user_id, v.name, v.language, a.grants, a.team_ids, a.tree_ids, $2::uuid as acting_for from user_viewer($1) v, acting_viewer($2, $1, $3) a`, [userId, onBehalfOf, this.clock.now()])
      : await this.database.query<RightsNow>('select *, null::uuid as acting_for from user_viewer($1)', [userId]);
    if (!row) return nobody(requestId);
    return viewerOf({ ...factsOf({ ...row, session_id: '', last_seen_at: this.clock.now(), proven_at: null }), sessionId: null, requestId, ip: null, device: null });
  }

  /** Empties the copies: somebody's rights have changed. */
  forget(): void {
    this.age += 1;
    this.copies.clear();
    this.clients.forget();
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
    // Where nothing can be written just now, reading goes on: the session's idle end stays where it was.
    await this.database.query('select session_touch($1, $2)', [copy.facts.sessionId, new Date(now)]).catch(() => undefined);
  }
}

const factsOf = (row: Found): SessionFacts => ({
  kind: 'user', userId: row.user_id, name: row.name, language: row.language, grants: row.grants,
  teamIds: row.team_ids, treeIds: row.tree_ids, sessionId: row.session_id, provenAt: row.proven_at,
  ownerId: row.acting_for ?? row.user_id, onBehalfOf: row.acting_for,
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
