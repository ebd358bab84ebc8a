import { Injectable } from '@nestjs/common';
import { currentWork, Database, InjectRecords, newId, type Records } from '@dossier/kernel/data';
import type { Viewer } from '@dossier/kernel/access';
import { ModelHealth, ModelKind, ModelState, ScoreBasis } from '@dossier/vocabulary/insight-enums';
import type { Check, Reliability } from './model-card';
import { gapOf, healthOf } from './model.rules';
import { ModelVersion } from './model-version.entity';
import type { Fitted, Scored, ScoreModel } from './score-model';

/** A version as its jobs need it. */
export interface KeptVersion {
  id: string;
  kind: ModelKind;
  number: number;
  state: ModelState;
  params: Record<string, unknown>;
  fit: object | null;
  seed: number;
  cutoffOn: string | null;
  health: ModelHealth;
  basis: ScoreBasis | null;
}

const columns = `id, kind, number, state, params, fit, seed::float8 as seed, cutoff_on::text as "cutoffOn", health, basis`;

/** What is kept of versions: the changes of their state, each in the open unit of work. */
@Injectable()
export class ModelStore {
  constructor(
    @InjectRecords(ModelVersion) private readonly versions: Records<ModelVersion>,
    private readonly database: Database,
  ) {}

  async byId(id: string): Promise<KeptVersion | null> {
    const [row] = await this.database.query<KeptVersion & Record<string, unknown>>(`select ${columns} from model_version where id = $1`, [id]);
    return row ?? null;
  }

  async inForce(kind: ModelKind): Promise<KeptVersion | null> {
    const [row] = await this.database.query<KeptVersion & Record<string, unknown>>(`select ${columns} from model_version where kind = $1 and state = 'PUBLISHED'`, [kind]);
    return row ?? null;
  }

  /** Locks the versions of a kind for this unit of work: who begins, publishes and rolls back does so one after the other. */
  async lock(kind: ModelKind): Promise<void> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('model ' || $1, 0))`, [kind]);
  }

  /** Ends what was left behind: a fit whose job has ended. True: another one is under way. */
  async isFitting(kind: ModelKind): Promise<boolean> {
    const gone = `state = 'FITTING' and not exists (select 1 from job j where j.id = v.job_id and j.state in ('QUEUED','RUNNING'))`;
    await currentWork().query(`update model_version v set state = 'FAILED', version = version + 1, updated_at = now() where kind = $1 and ${gone}`, [kind]);
    const [open] = await currentWork().query(`select 1 from model_version where kind = $1 and state = 'FITTING'`, [kind]);
    return open !== undefined;
  }

  /** A new version that is about to be fitted by a job. */
  async add(model: ScoreModel, { params, jobId, id, viewer }: { params: Record<string, unknown>; jobId: string; id: string; viewer: Viewer }): Promise<void> {
    const [next] = await currentWork().query<{ number: number }>('select coalesce(max(number), 0) + 1 as number from model_version where kind = $1', [model.kind]);
    const number = next!.number;
    await currentWork().query(
      `insert into model_version (id, kind, number, state, method, method_version, params, seed, job_id, fitted_by_id) values ($1, $2, $3, 'FITTING', $4, $5, $6, $7, $8, $9)`,
      // A fixed seed for each number: the same data give the same version on every machine.
      [id, model.kind, number, model.method, model.methodVersion, JSON.stringify(params), 7_919 * number, jobId, viewer.userId]);
  }

  async keepFit(id: string, fitted: Fitted<object>): Promise<void> {
    const isRefused = fitted.status === 'REFUSED';
    this.note(id, { status: fitted.status, used: fitted.card.used, lack: fitted.card.lack?.what.en ?? null });
    await currentWork().query(
      `update model_version set state = $2, weak = $3, fit = $4, card = $5, cutoff_on = $6, fitted_at = now(), version = version + 1, updated_at = now() where id = $1 and state = 'FITTING'`,
      [id, isRefused ? ModelState.REFUSED : ModelState.FITTED, fitted.status === 'WEAK', isRefused ? null : JSON.stringify(fitted.fit), JSON.stringify(fitted.card), fitted.card.cutoff]);
  }

  async end(id: string): Promise<void> {
    this.note(id, {});
    await currentWork().query(`update model_version set state = 'FAILED', version = version + 1, updated_at = now() where id = $1 and state = 'FITTING'`, [id]);
  }

  /** Brings a version into force; the one that was goes out of it. */
  async publish(version: Pick<KeptVersion, 'id' | 'kind'>, viewer: Viewer): Promise<void> {
    await this.retire(version.kind);
    // What is known of how it keeps its word counts from the first day on.
    const health = healthOf({ psi: null, reliability: await this.reliabilityOf(version.id) });
    await currentWork().query(
      `update model_version set state = 'PUBLISHED', published_at = now(), published_by_id = $2, retired_at = null, health = $3, checked_at = null, version = version + 1, updated_at = now() where id = $1`,
      [version.id, viewer.userId, health]);
    this.note(version.id, { kind: version.kind });
  }

  /** How predictions of a version came true, as far as it is known: by the latest look that could tell, otherwise on the time held out at fitting. */
  private async reliabilityOf(id: string): Promise<Reliability | null> {
    const [row] = await currentWork().query<{ reliability: Reliability | null }>(
      `select coalesce((select k.reliability from model_check k where k.version_id = v.id and k.reliability is not null order by k.checked_on desc, k.id desc limit 1), v.card->'reliability') as reliability from model_version v where v.id = $1`, [id]);
    const found = row?.reliability ?? null;
    return found?.counts === false ? null : found;
  }

  private async retire(kind: ModelKind): Promise<void> {
    await currentWork().query(`update model_version set state = 'RETIRED', retired_at = clock_timestamp(), version = version + 1, updated_at = now() where kind = $1 and state = 'PUBLISHED'`, [kind]);
  }

  /** The version that was in force before the one that is. */
  async before(kind: ModelKind): Promise<KeptVersion | null> {
    const [row] = await currentWork().query<KeptVersion & Record<string, unknown>>(`select ${columns} from model_version where kind = $1 and state = 'RETIRED' order by retired_at desc nulls last, number desc limit 1`, [kind]);
    return row ?? null;
  }

  async keepScores(id: string, scored: Scored, { day, basis }: { day: string; basis: ScoreBasis }): Promise<void> {
    this.note(id, { ...scored, day, basis });
    await currentWork().query('update model_version set scored_at = now(), scored_on = $2, scored_rows = $3, basis = $4, version = version + 1, updated_at = now() where id = $1', [id, day, scored.rows, basis]);
  }

  async keepCheck(id: string, check: Check, day: string): Promise<ModelHealth> {
    const [health, gap] = [healthOf({ ...check, reliability: check.reliability ?? (check.isOutdated ? null : await this.reliabilityOf(id)) }), gapOf(check)];
    this.note(id, { health, psi: check.psi, gap });
    await currentWork().query(
      'insert into model_check (id, version_id, checked_on, health, psi, gap, reliability, cautions) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [newId(), id, day, health, check.psi, gap, check.reliability === null ? null : JSON.stringify(check.reliability), JSON.stringify(check.cautions)]);
    await currentWork().query('update model_version set health = $2, checked_at = now(), version = version + 1, updated_at = now() where id = $1', [id, health]);
    return health;
  }

  /** For a verb: the version, locked. */
  get(viewer: Viewer, id: string): Promise<ModelVersion> {
    return this.versions.get(viewer, id);
  }

  private note(id: string, facts: Record<string, unknown>): void {
    Object.assign(currentWork().note, { objectType: 'ModelVersion', objectId: id, facts });
  }
}
