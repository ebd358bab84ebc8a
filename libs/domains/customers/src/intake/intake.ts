import { Injectable } from '@nestjs/common';
import { currentWork, newId } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import type { IntakeOrigin } from '@dossier/vocabulary/intake-enums';
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
}

export const rawPlace = (rowId: string) => ({ table: 'intake_submission', column: 'raw', rowId });

/** The one way in: what was sent is kept first, sealed and whole; a job then judges it and brings it to its record. */
@Injectable()
export class Intake {
  constructor(
    private readonly jobs: Jobs,
    private readonly seal: PersonSeal,
  ) {}

  /** Keeps a submission in the open unit of work and starts what takes it in. The same key again gives the same row, and nothing more happens. */
  async take(incoming: Incoming): Promise<{ id: string; isNew: boolean }> {
    const work = currentWork();
    const id = newId();
    const made = await work.query<{ id: string }>(
      `insert into intake_submission (id, origin, form_id, form_no, source_id, scope, key, owner_id, team_id, raw) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (scope, key) do nothing returning id`,
      [id, incoming.origin, incoming.form?.id ?? null, incoming.form?.no ?? null, incoming.sourceId ?? null, incoming.scope, incoming.key, incoming.ownerId, incoming.teamId, this.seal.seal(rawPlace(id), JSON.stringify(incoming.content))],
    );
    Object.assign(work.note, { objectType: 'Submission', objectId: id });
    if (made.length > 0) {
      await this.jobs.startOwn('customers.intake', { submissionId: id });
      return { id, isNew: true };
    }
    const [known] = await work.query<{ id: string }>('select id from intake_submission where scope = $1 and key = $2', [incoming.scope, incoming.key]);
    work.note.objectId = known!.id;
    return { id: known!.id, isNew: false };
  }
}
