import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { addDays, Clock, endOfDay } from '@dossier/kernel/time';
import { SessionService } from '../sessions/session.service';
import type { ApiKey, IssuedKey } from './client.entity';
import type { KeyInput } from './client.inputs';
import { ClientService } from './client.service';
import { makeSecret } from './api-key.secret';
import { endOfOverlap, isLive, lastDay, MOST_OVERLAP_HOURS, OVERLAP_HOURS, RATE_PER_MINUTE, requireLive, sameLength } from './api-key.rules';
import { checkedNetworks } from './ip-list';

interface StoredKey extends Record<string, unknown> {
  id: string;
  client_id: string;
  name: string;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  ip_list: string[];
  rate_per_minute: number;
}

interface NewKey {
  name: string;
  expiresAt: Date;
  ipList: readonly string[];
  ratePerMinute: number;
  followsId: string | null;
}

const MOST_LIVE = 20;

/** Keys: made with a secret that is shown once, replaced with an overlap, taken back at once. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly clients: ClientService,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
  ) {}

  /** Makes a key of a program; the maker must be able to do all that the program can. */
  async create(viewer: Viewer, clientId: string, input: KeyInput): Promise<IssuedKey> {
    await this.clients.forKey(viewer, clientId);
    const name = input.name.normalize('NFKC').trim();
    if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    const expiresAt = endOfDay(lastDay(input.expiresOn, this.clock.today()), this.clock.zone);
    await this.fewEnough(clientId);
    return this.issue(viewer, clientId, { name, expiresAt, ipList: checkedNetworks(input.ipList ?? []), ratePerMinute: input.ratePerMinute ?? RATE_PER_MINUTE, followsId: null });
  }

  /** Makes the key that replaces this one; both open until the overlap ends. */
  async rotate(viewer: Viewer, id: string, overlapHours: number = OVERLAP_HOURS): Promise<IssuedKey> {
    if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > MOST_OVERLAP_HOURS) throw new DomainError('INVALID_INPUT', { field: 'overlapHours', reason: `0-${MOST_OVERLAP_HOURS}` });
    const key = await this.live(id);
    await this.clients.forKey(viewer, key.client_id);
    const now = this.clock.now();
    await currentWork().query('update api_key set expires_at = $2, version = version + 1, updated_at = now() where id = $1', [id, endOfOverlap(key, overlapHours, now)]);
    const expiresAt = endOfDay(addDays(this.clock.today(), sameLength(key.created_at, key.expires_at)), this.clock.zone);
    return this.issue(viewer, key.client_id, { name: key.name, expiresAt, ipList: key.ip_list, ratePerMinute: key.rate_per_minute, followsId: id });
  }

  /** Takes a key back: it opens nothing any more, also where a request of it is under way. */
  async revoke(id: string): Promise<string> {
    const key = await this.live(id);
    await currentWork().query('update api_key set revoked_at = $2, version = version + 1, updated_at = now() where id = $1', [id, this.clock.now()]);
    this.note(id, {});
    this.sessions.forget();
    return key.client_id;
  }

  private async issue(viewer: Viewer, clientId: string, key: NewKey): Promise<IssuedKey> {
    const { text, publicId, hash } = makeSecret();
    const id = newId();
    await currentWork().query(
      `insert into api_key (id, client_id, maker_id, name, public_id, secret_hash, expires_at, ip_list, rate_per_minute, follows_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, clientId, viewer.userId, key.name, publicId, hash, key.expiresAt, key.ipList, key.ratePerMinute, key.followsId, this.clock.now()],
    );
    this.note(id, { clientId, publicId });
    this.sessions.forget();
    return { secret: text, key: await this.shown(clientId, id) };
  }

  private async shown(clientId: string, id: string): Promise<ApiKey> {
    const [row] = await currentWork().query<{ keys: ApiKey[] }>('select keys_of($1) as keys', [clientId]);
    const key = row?.keys.find((one) => one.id === id);
    if (!key) throw new DomainError('NOT_FOUND');
    return key;
  }

  private async live(id: string): Promise<StoredKey> {
    const [key] = !isId(id) ? [] : await currentWork().query<StoredKey>(
      'select id, client_id, name, created_at, expires_at, revoked_at, ip_list, rate_per_minute from api_key where id = $1 for update', [id],
    );
    if (!key) throw new DomainError('NOT_FOUND');
    requireLive(key, this.clock.now());
    return key;
  }

  private async fewEnough(clientId: string): Promise<void> {
    const keys = await currentWork().query<StoredKey>('select expires_at, revoked_at from api_key where client_id = $1', [clientId]);
    if (keys.filter((key) => isLive(key, this.clock.now())).length >= MOST_LIVE) throw new DomainError('INVALID_INPUT', { field: 'clientId', reason: `AT_MOST_${MOST_LIVE}_KEYS` });
  }

  private note(id: string, facts: Record<string, unknown>): void {
    Object.assign(currentWork().note, { objectType: 'ApiKey', objectId: id, facts });
  }
}
