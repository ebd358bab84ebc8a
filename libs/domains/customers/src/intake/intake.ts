import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Spool } from '@dossier/kernel/spool';
import { Clock } from '@dossier/kernel/time';
import { SubmissionState, type IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import { Confirmations, type Asked, type Confirmed } from './confirmations';
import type { Content } from './intake.content';
import { PersonSeal } from './person.seal';

/** Something that came in, before anything was made of it. */
export interface Incoming {
  origin: IntakeOrigin;
  /** Within which keys are unique: a form, or the account of a program. */
  scope: string;
  /** Names this one submission: sent again, it is the same. */
  key: string;
  form?: { id: string; no: number };
  sourceId?: string | null;
  /** To whom a customer belongs who is not known yet. */
  ownerId: string | null;
  teamId: string | null;
  content: Content;
  /** Its sender confirms an address by a link before it is taken in. */
  confirm?: Asked | null;
  /** When it came in, where it could not be kept at once. */
  at?: string;
}

/** That something is kept: in its row, or on the disk until the database is back. */
export interface Kept {
  /** Null while it waits on the disk. */
  id: string | null;
  isNew: boolean;
}

export const rawPlace = (rowId: string) => ({ table: 'intake_submission', column: 'raw', rowId });
/** Under which names a submission, and the word that an address is somebody's own, wait on the disk. */
export const SPOOLED = 'intake';
export const SPOOLED_WORD = 'intake-confirmation';

/** The one way in: what was sent is kept first, sealed and whole; a beat then judges it and brings it to its record. */
@Injectable()
export class Intake {
  constructor(
    private readonly database: Database,
    private readonly seal: PersonSeal,
    private readonly spool: Spool,
    private readonly clock: Clock,
    private readonly confirmations: Confirmations,
  ) {}

  /** Keeps a submission in a unit of work of its own or, while the database is away, in the spool: whoever is told yes has not sent in vain. */
  bringIn(viewer: Viewer, operation: string, incoming: Incoming): Promise<Kept> {
    return this.orLater(() => this.database.work(viewer, operation, () => this.take(incoming)), async () => {
      const isNew = await this.spool.put(SPOOLED, `${incoming.scope}\n${incoming.key}`, { ...cameBy(viewer), operation, incoming: { ...incoming, at: this.clock.now().toISOString() } });
      return { id: null, isNew };
    });
  }

  /** Lets a submission in whose sender has confirmed it or, while the database is away, keeps their word: it counts as of now. */
  confirm(viewer: Viewer, id: string): Promise<Confirmed | 'KEPT'> {
    return this.orLater(() => this.database.work(viewer, 'confirmSubmission', () => this.confirmations.confirm(id)), async () => {
      await this.spool.put(SPOOLED_WORD, id, { ...cameBy(viewer), operation: 'confirmSubmission', id, at: this.clock.now().toISOString() });
      return 'KEPT' as const;
    });
  }

  /** Keeps a submission in the open unit of work. The same key again gives the same row, and nothing more happens. A channel that is gone by now keeps nobody out. */
  async take(incoming: Incoming): Promise<{ id: string; isNew: boolean }> {
    const work = currentWork();
    const id = newId();
    const { confirm = null, at = null } = incoming;
    const expiresAt = confirm ? this.confirmations.expiry() : null;
    const made = await work.query<{ id: string }>(
      `insert into intake_submission (id, origin, form_id, form_no, source_id, scope, key, owner_id, team_id, raw, state, expires_at, created_at) values ($1, $2, $3, $4, (select id from channel where id = $5), $6, $7, $8, $9, $10, $11, $12, coalesce($13, now()))
        on conflict (scope, key) do nothing returning id`,
      [id, incoming.origin, incoming.form?.id ?? null, incoming.form?.no ?? null, incoming.sourceId ?? null, incoming.scope, incoming.key, incoming.ownerId, incoming.teamId, this.seal.seal(rawPlace(id), JSON.stringify(incoming.content)),
        confirm ? SubmissionState.WAITING : SubmissionState.RECEIVED, expiresAt, at],
    );
    Object.assign(work.note, { objectType: 'Submission', objectId: id });
    if (made.length > 0) {
      if (confirm && expiresAt) await this.confirmations.ask(id, confirm, expiresAt);
      return { id, isNew: true };
    }
    const [known] = await work.query<{ id: string }>('select id from intake_submission where scope = $1 and key = $2', [incoming.scope, incoming.key]);
    work.note.objectId = known!.id;
    return { id: known!.id, isNew: false };
  }

  /** Does something now or, while the database is away, keeps it on the disk. */
  private async orLater<R, L>(now: () => Promise<R>, later: () => Promise<L>): Promise<R | L> {
    if (this.spool.isAway) return later();
    try {
      return await now();
    } catch (fault) {
      if (!(fault instanceof DomainError) || fault.code !== 'UNAVAILABLE') throw fault;
      this.spool.noteAway();
      return later();
    }
  }
}

/** By which request something came, for the trail. */
const cameBy = ({ requestId, language, ip, device }: Viewer) => ({ requestId, language, ip, device });
