import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Signals } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { LookKind } from '@dossier/vocabulary/enums';

interface Bounds extends Record<string, unknown> {
  opens: number | null;
  reveals: number | null;
}

interface Kept extends Bounds {
  until: number;
}

/** How long a stated purpose holds. */
const HOLDS_MS = 3_600_000;
const KEEP_MS = 5_000;
const MOST_KEPT = 10_000;
const LONGEST = 500;

/**
 * How many records somebody opens or reveals within an hour. Beyond the bound of their own, of their roles or of the house they say what for
 * and go on for an hour: the purpose stands in the trail. Where no bound is set, looking costs nothing. Programs are bound by their keys.
 */
@Injectable()
export class Looks implements OnApplicationBootstrap {
  private isBound = false;
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly database: Database,
    signals: Signals,
    private readonly clock: Clock,
  ) {
    for (const signal of ['export-limits', 'reconnected']) signals.on(signal, () => this.refresh());
  }

  onApplicationBootstrap(): Promise<void> {
    return this.refresh();
  }

  /** Refuses one more record than may be looked at without saying what for; one looked at within the hour counts once. */
  async require(viewer: Viewer, kind: LookKind, recordId: string): Promise<void> {
    if (!this.isBound || viewer.kind !== 'user' || viewer.userId === null) return;
    const bounds = await this.boundsOf(viewer.userId);
    const most = kind === LookKind.OPEN ? bounds.opens : bounds.reveals;
    if (most === null) return;
    const [row] = await this.database.query<{ may: boolean }>('select may_look($1, $2, $3, $4) as may', [viewer.userId, kind, recordId, most]);
    if (row?.may === false) throw new DomainError('PURPOSE_NEEDED', { kind, limit: most, act: WORDS[kind][viewer.language] });
  }

  /** Keeps what somebody looks at so many records for. It opens nothing that was closed to them. */
  async state(viewer: Viewer, kind: LookKind, purpose: string): Promise<Date> {
    const said = purpose.trim().slice(0, LONGEST);
    if (said === '') throw new DomainError('INVALID_INPUT', { field: 'purpose', reason: 'EMPTY' });
    const until = new Date(this.clock.now().getTime() + HOLDS_MS);
    const work = currentWork();
    await work.query('insert into stated_purpose (id, user_id, what, purpose, until) values ($1, $2, $3, $4, $5)', [newId(), viewer.userId, kind, said, until]);
    work.note.reason = said;
    work.note.facts = { kind, until: until.toISOString() };
    return until;
  }

  private async boundsOf(userId: string): Promise<Bounds> {
    const known = this.kept.get(userId);
    if (known && known.until > performance.now()) return known;
    const [row] = await this.database.query<Bounds>('select opens_per_hour as opens, reveals_per_hour as reveals from look_limits($1)', [userId]);
    const kept = { opens: row?.opens ?? null, reveals: row?.reveals ?? null, until: performance.now() + KEEP_MS };
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(userId, kept);
    return kept;
  }

  private async refresh(): Promise<void> {
    this.kept.clear();
    const [row] = await this.database.query<{ bound: boolean }>('select exists (select 1 from export_limit where opens_per_hour is not null or reveals_per_hour is not null) as bound');
    this.isBound = row?.bound ?? true;
  }
}

const WORDS = { OPEN: { zh: '打开', en: 'opened' }, REVEAL: { zh: '查看完整联系方式', en: 'contact data revealed' } } as const;
