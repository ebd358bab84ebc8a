import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Grant } from '@dossier/vocabulary/permissions';
import { networkOf, nobody, viewerOf, type Viewer } from '@dossier/kernel/access';
import { Database, recordAct } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Signals } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import type { OfRequest } from '../sessions/session.strategy';
import { intersection, withoutPeopleWords } from './client.rights';
import { isLive } from './api-key.rules';
import { isSame, readKey } from './api-key.secret';
import { comesFrom } from './ip-list';

/** How old a copy of a key's rights may be when no word of a change has come. */
const COPY_MS = 5_000;
const TOUCH_MS = 60_000;
const MOST_COPIES = 2_000;
/** Keys that open nothing, from one network, before it has to wait. */
const REFUSALS = 20;
const WINDOW_SECONDS = 15 * 60;

interface Found extends Record<string, unknown> {
  key_id: string;
  secret_hash: Buffer;
  expires_at: Date;
  revoked_at: Date | null;
  ip_list: string[];
  rate_per_minute: number;
  user_id: string;
  name: string;
  language: 'zh' | 'en';
  grants: Grant[];
  team_ids: string[];
  tree_ids: string[];
  acts_for_id: string | null;
  their_grants: Grant[] | null;
  their_team_ids: string[] | null;
  their_tree_ids: string[] | null;
}

interface Copy {
  row: Found;
  grants: Grant[];
  until: number;
}

type Why = 'UNKNOWN' | 'SECRET' | 'REVOKED' | 'EXPIRED' | 'NETWORK' | 'PERSON_LEFT';

/** Makes the viewer of a key: its account's rights without the words for people, cut to those of whom it acts for. */
@Injectable()
export class ClientViewers {
  private readonly copies = new Map<string, Copy>();
  private readonly seen = new Map<string, number>();
  private readonly refusals = new RateLimiterMemory({ points: REFUSALS, duration: WINDOW_SECONDS, blockDuration: WINDOW_SECONDS });
  private age = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    signals: Signals,
  ) {
    signals.on('rights', () => this.forget());
    signals.on('reconnected', () => this.forget());
  }

  /** Empties the copies: a key or somebody's rights have changed. */
  forget(): void {
    this.age += 1;
    this.copies.clear();
  }

  /** The viewer of a key as it came; whatever is wrong with it, the answer is the same. */
  async ofKey(text: string, request: OfRequest, isOpenLine = false): Promise<Viewer> {
    const given = readKey(text);
    const copy = given ? await this.find(given.publicId, isOpenLine) : null;
    const why = given === null ? 'UNKNOWN' : this.fault(copy, given.hash, request.ip);
    if (why !== null) return this.refuse(why, copy, request);
    if (!isOpenLine) await this.touch(copy!.row.key_id, networkOf(request.ip));
    return this.viewer(copy!, request);
  }

  /** The rights that a key has now, for work begun with it; nobody once it opens nothing any more. */
  async anew(keyId: string, requestId: string): Promise<Viewer> {
    const [row] = await this.database.query<Found>('select * from client_viewer(null, $1)', [keyId]);
    if (!row || !isLive(row, this.clock.now()) || leftAlone(row)) return nobody(requestId);
    return this.viewer({ row, grants: grantsOf(row), until: 0 }, { requestId, ip: null, device: null });
  }

  /** The rights of a program itself, for what stands in its name without a key: its webhooks. Nobody once it was taken out of use. */
  async ofAccount(clientId: string, requestId: string): Promise<Viewer> {
    const [row] = await this.database.query<Found>(
      `select own.*, u.acts_for_id, theirs.grants as their_grants, theirs.team_ids as their_team_ids, theirs.tree_ids as their_tree_ids
        from app_user u cross join lateral user_viewer(u.id) own left join lateral user_viewer(u.acts_for_id) theirs on true where u.id = $1 and u.kind = 'CLIENT'`,
      [clientId],
    );
    if (!row || leftAlone(row)) return nobody(requestId);
    return this.viewer({ row: { ...row, key_id: null as never }, grants: grantsOf(row), until: 0 }, { requestId, ip: null, device: null });
  }

  private fault(copy: Copy | null, hash: Buffer, ip: string | null): Why | null {
    const same = isSame(hash, copy?.row.secret_hash ?? null);
    if (!copy) return 'UNKNOWN';
    if (!same) return 'SECRET';
    if (copy.row.revoked_at !== null) return 'REVOKED';
    if (copy.row.expires_at <= this.clock.now()) return 'EXPIRED';
    if (!comesFrom(ip, copy.row.ip_list)) return 'NETWORK';
    return leftAlone(copy.row) ? 'PERSON_LEFT' : null;
  }

  private async find(publicId: string, isFresh: boolean): Promise<Copy | null> {
    const kept = this.copies.get(publicId);
    const now = this.clock.now().getTime();
    if (kept && kept.until > now && !isFresh) return kept;
    const { age } = this;
    const [row] = await this.database.query<Found>('select * from client_viewer($1, null)', [publicId]);
    if (!row) return null;
    const copy: Copy = { row, grants: grantsOf(row), until: now + COPY_MS };
    if (age !== this.age) return copy;
    if (this.copies.size >= MOST_COPIES) this.copies.delete(this.copies.keys().next().value!);
    this.copies.set(publicId, copy);
    return copy;
  }

  private viewer({ row, grants }: Copy, request: OfRequest): Viewer {
    return viewerOf({
      kind: 'client', userId: row.user_id, ownerId: row.acts_for_id ?? row.user_id, onBehalfOf: row.acts_for_id, name: row.name, language: row.language, grants,
      teamIds: row.their_team_ids ?? row.team_ids, treeIds: row.their_tree_ids ?? row.tree_ids, sessionId: row.key_id, ratePerMinute: row.rate_per_minute, ...request,
    });
  }

  /** One counter per network, whatever was guessed; the trail says why, the caller does not hear it. */
  private async refuse(why: Why, copy: Copy | null, request: OfRequest): Promise<never> {
    await this.refusals.consume(networkOf(request.ip)).catch((refusal: unknown) => {
      throw refusal instanceof RateLimiterRes ? new DomainError('THROTTLED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }) : refusal;
    });
    const note = { objectType: 'ApiKey', ...(copy ? { objectId: copy.row.key_id } : {}), facts: { reason: why } };
    await recordAct(this.database.aside, { viewer: nobody(request.requestId, 'en', request.ip, request.device), action: 'useKey', outcome: 'REFUSED', code: 'KEY_REFUSED', note });
    throw new DomainError('KEY_REFUSED');
  }

  /** Notes once a minute and network that the key is in use. */
  private async touch(keyId: string, network: string): Promise<void> {
    const place = `${keyId} ${network}`;
    const now = this.clock.now().getTime();
    if (now - (this.seen.get(place) ?? Number.NEGATIVE_INFINITY) < TOUCH_MS) return;
    if (this.seen.size >= MOST_COPIES) this.seen.clear();
    this.seen.set(place, now);
    await this.database.query('select key_touch($1, $2, $3)', [keyId, network, new Date(now)]);
  }
}

/** It acts for somebody who may not sign in any more. */
const leftAlone = (row: Found): boolean => row.acts_for_id !== null && row.their_grants === null;

const grantsOf = (row: Found): Grant[] => {
  const own = withoutPeopleWords(row.grants);
  return row.acts_for_id === null ? own : intersection(own, row.their_grants ?? []);
};
