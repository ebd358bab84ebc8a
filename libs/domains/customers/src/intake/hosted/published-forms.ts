import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { join } from 'node:path';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database, Deployment } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Queue } from '@dossier/kernel/events';
import { sealedFile, Spool, type SealedFile } from '@dossier/kernel/spool';
import { Clock } from '@dossier/kernel/time';
import type { FormKind, FormState } from '@dossier/vocabulary/intake-enums';
import type { FormDefinition } from '../forms/form.definition';

/** A form as visitors are shown it, with all that its submissions need. */
export interface Published extends Record<string, unknown> {
  id: string;
  code: string;
  kind: FormKind;
  state: FormState;
  owner_id: string;
  team_id: string | null;
  source_id: string | null;
  no: number;
  definition: FormDefinition;
  frame_origins: string[];
}

interface Snapshot {
  zone: string;
  forms: Published[];
}

const EVERY_MS = 5_000;
const SELECT = `select f.id, f.code, f.kind, f.state, f.owner_id, f.team_id, f.source_id, v.no, v.definition, f.frame_origins from form f join form_version v on v.form_id = f.id and v.no = f.published_no where f.archived_at is null`;

export const snapshotFile = (dataDir: string): string => join(dataDir, 'spool', 'forms.sealed');

/** What was published, and a copy of it for the time when the database is away: in memory, and sealed on the disk for a process that begins then. */
@Injectable()
export class PublishedForms implements OnModuleInit {
  private kept = new Map<string, Published>();
  private stamp = '';
  /** The company's zone, as the copy on the disk has it. */
  zone: string | null = null;
  private readonly file: SealedFile;

  constructor(
    private readonly database: Database,
    private readonly spool: Spool,
    private readonly clock: Clock,
    private readonly queue: Queue,
    deployment: Deployment,
    private readonly ring: KeyRing,
  ) {
    this.file = sealedFile(ring, snapshotFile(deployment.dataDir));
  }

  async onModuleInit(): Promise<void> {
    const known = await this.file.read<Snapshot>();
    this.kept = byCode(known?.forms ?? []);
    this.zone = known?.zone ?? null;
  }

  /** Whether no copy is there. */
  get isEmpty(): boolean {
    return this.kept.size === 0;
  }

  /** The form of this code as it stands; as it last stood, while the database is away. @throws DomainError UNAVAILABLE where no copy knows it. */
  async find(code: string): Promise<Published | null> {
    if (!/^[a-z0-9]{4,40}$/.test(code)) return null;
    if (this.spool.isAway) return this.copyOf(code);
    try {
      const [row] = await this.database.query<Published>(`${SELECT} and f.code = $1`, [code]);
      return row ?? null;
    } catch (fault) {
      if (!(fault instanceof DomainError) || fault.code !== 'UNAVAILABLE') throw fault;
      this.spool.noteAway();
      return this.copyOf(code);
    }
  }

  @Interval(EVERY_MS)
  async beat(): Promise<void> {
    if (this.queue.started) await this.refresh().catch(() => undefined);
  }

  /** Takes a copy of what is published, and writes it down where it has changed. */
  async refresh(): Promise<void> {
    const [now] = await this.database.query<{ stamp: string }>(`select count(*) || ' ' || coalesce(max(updated_at)::text, '') as stamp from form`);
    // Another key of the installation: the copy is sealed anew with it.
    const stamp = `${now?.stamp ?? ''} ${this.clock.zone} ${this.ring.current}`;
    if (stamp === this.stamp) return;
    const forms = await this.database.query<Published>(SELECT);
    this.kept = byCode(forms);
    await this.file.write({ zone: this.clock.zone, forms } satisfies Snapshot);
    this.stamp = stamp;
  }

  private copyOf(code: string): Published {
    const copy = this.kept.get(code);
    // Nobody can say now whether there is such a form: it is asked for again when the database is back.
    if (!copy) throw new DomainError('UNAVAILABLE');
    return copy;
  }
}

const byCode = (forms: readonly Published[]): Map<string, Published> => new Map(forms.map((form) => [form.code, form]));
