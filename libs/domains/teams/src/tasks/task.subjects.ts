import { Injectable, type Type } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, RecordsOf, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { TaskSubject } from '@dossier/vocabulary/lead-enums';
import type { TaskAbout } from './task.events';

interface Known {
  entity: Type<{ id: string }>;
  /** SQL that gives the id of the customer it belongs to (`$1` is its own id). */
  customer: string;
  /** SQL that gives `id` and `owner_id` of those who own rows (`$1` are their ids). */
  owner: string;
}

const known = new Map<TaskSubject, () => Known>();
const nothing: Selection = { fields: new Map(), has: () => false, below: () => nothing };
const idAlone: Selection = { fields: new Map([['id', nothing]]), has: (name) => name === 'id', below: () => nothing };

/** Declares rows that a task can be about: said by a domain above, which alone knows them. */
export const taskSubject = (type: TaskSubject, about: () => Known): void => void known.set(type, about);

/** What tasks are about, asked through the domain that owns it. */
@Injectable()
export class TaskSubjects {
  constructor(private readonly records: RecordsOf) {}

  /** Who owns each of these rows; of a kind that nobody has declared, nobody does. */
  async owners(abouts: readonly TaskAbout[]): Promise<ReadonlyMap<string, string>> {
    const owners = new Map<string, string>();
    for (const [type, those] of Map.groupBy(abouts, (one) => one.type)) {
      const about = known.get(type)?.();
      const rows = about ? await currentWork().query<{ id: string; owner_id: string | null }>(about.owner, [[...new Set(those.map(({ id }) => id))]]) : [];
      for (const { id, owner_id } of rows) if (owner_id !== null) owners.set(id, owner_id);
    }
    return owners;
  }

  /** The customer that a subject belongs to. A subject that does not exist or lies out of reach is not found. */
  async require(viewer: Viewer, type: TaskSubject, id: string): Promise<string | null> {
    const about = known.get(type)?.();
    if (!about) throw new DomainError('NOT_FOUND');
    // The product's own jobs have looked themselves.
    if (viewer.kind !== 'job' && (await this.records.of(about.entity).readAll(viewer, [id], idAlone)).length === 0) throw new DomainError('NOT_FOUND');
    const [row] = await currentWork().query<{ customer_id: string | null }>(about.customer, [id]);
    return row?.customer_id ?? null;
  }
}
