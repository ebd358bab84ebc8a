import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, newId, RecordsOf, selectionFrom, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Customer } from '@dossier/customers';
import { ModelHealth, ModelKind, ScoreBasis } from '@dossier/vocabulary/insight-enums';
import { ModelBook } from './model.book';
import { requirePublishable } from './model.rules';
import { ModelStore, type KeptVersion } from './model.store';
import { ModelCheck, ModelVersion, modelVersionList } from './model-version.entity';
import type { ScoreModel } from './score-model';

export const FIT_JOB = 'insight.fit';
export const SCORE_JOB = 'insight.score';
export const CHECK_JOB = 'insight.check';
export const UPKEEP_JOB = 'insight.models-upkeep';

/** Fits, publishes, watches and takes back models, whatever their kind. */
@Injectable()
export class ModelService {
  constructor(
    @InjectRecords(ModelVersion) private readonly versions: Records<ModelVersion>,
    @InjectRecords(ModelCheck) private readonly checks: Records<ModelCheck>,
    private readonly book: ModelBook,
    private readonly store: ModelStore,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly customers: RecordsOf,
  ) {}

  /** Every kind of model as it stands. */
  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return Promise.all(this.book.all().map((model) => this.told(viewer, model, asked)));
  }

  /** One kind of model as it stands. */
  one(viewer: Viewer, kind: ModelKind, asked: Selection): Promise<Raw> {
    return this.told(viewer, this.book.of(kind), asked);
  }

  /** The versions of a kind, the newest first. */
  page(viewer: Viewer, kind: ModelKind, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.versions.page(viewer, { ...args, filter: { kind } }, modelVersionList, asked);
  }

  /** Begins to fit every kind in its turn, each published as soon as it is fitted: what the demo is shown with. */
  async fitAll(viewer: Viewer): Promise<void> {
    const [first, ...following] = this.book.all().map(({ kind }) => kind);
    if (first) await this.fit(viewer, first, {}, { publishes: true, following });
  }

  /** Begins to fit a new version; one at a time a kind. With `publishes` it comes into force as soon as it is fitted, then the `following` kinds have their turn. */
  async fit(viewer: Viewer, kind: ModelKind, given: Readonly<Record<string, unknown>>, then: { publishes?: boolean; following?: readonly ModelKind[] } = {}): Promise<{ id: string; jobId: string }> {
    const model = this.book.of(kind);
    const params = model.params(given);
    await this.store.lock(kind);
    if (await this.store.isFitting(kind)) throw new DomainError('MODEL_BUSY');
    const id = newId();
    const jobId = await this.start(viewer, FIT_JOB, { versionId: id, kind, ...then });
    await this.store.add(model, { id, params, jobId, viewer });
    return { id, jobId };
  }

  /** Brings a fitted version into force and has all customers scored by it; the one before goes out of force. */
  async publish(viewer: Viewer, id: string): Promise<string> {
    // The product publishes what it has fitted itself; a person must find the version first.
    if (viewer.kind !== 'job') await this.store.get(viewer, id);
    const { kind } = await this.known(id);
    await this.store.lock(kind);
    const version = await this.known(id);
    requirePublishable(version.state);
    await this.store.publish(version, viewer);
    await this.start(viewer, SCORE_JOB, { versionId: id, kind });
    return id;
  }

  /** Takes the version in force out of it and brings back the one before. */
  async rollBack(viewer: Viewer, kind: ModelKind): Promise<string> {
    this.book.of(kind);
    await this.store.lock(kind);
    const before = await this.store.before(kind);
    if (!before || !(await this.store.inForce(kind))) throw new DomainError('MODEL_NOTHING_BEFORE');
    await this.store.publish(before, viewer);
    await this.start(viewer, SCORE_JOB, { versionId: before.id, kind });
    return before.id;
  }

  /** Looks whether the version in force keeps its word; where it does not, customers are scored by the plain rule until it does. */
  async check(viewer: Viewer, kind: ModelKind): Promise<{ id: string; jobId: string }> {
    this.book.of(kind);
    const version = await this.store.inForce(kind);
    if (!version) throw new DomainError('MODEL_NOT_IN_FORCE');
    return { id: version.id, jobId: await this.start(viewer, CHECK_JOB, { versionId: version.id, kind }) };
  }

  /** Why a customer has the score they have, strongest first; nothing where the score is closed to the viewer, or there is none. */
  async reasons(viewer: Viewer, kind: ModelKind, customerId: string): Promise<{ text: string; weight: number | null }[]> {
    const model = this.book.of(kind);
    const field = model.field ?? 'id';
    const customer = await this.customers.of<Customer>(Customer).read(viewer, customerId, selectionFrom(['id', `${field}.asOf`]));
    const version = await this.store.inForce(kind);
    if (!model.field || !model.explain || !customer[field] || !version?.fit) return [];
    return (await model.explain(viewer, String(customer['id']), version.fit)).map(({ words, weight }) => ({ text: words[viewer.language], weight }));
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.versions.read(viewer, id, asked);
  }

  private async known(id: string): Promise<KeptVersion> {
    const version = await this.store.byId(id);
    if (!version) throw new DomainError('NOT_FOUND');
    return version;
  }

  /** The product itself begins work of its own; a person's runs under their rights and is theirs to stop. */
  private start(viewer: Viewer, name: string, data: object): Promise<string> {
    return viewer.kind === 'job' ? this.jobs.startOwn(name, data) : this.jobs.start(name, data);
  }

  private async told(viewer: Viewer, model: ScoreModel, asked: Selection): Promise<Raw> {
    const [row] = await this.database.query<{ has_before: boolean; published: string | null; latest: string | null; health: ModelHealth | null; basis: ScoreBasis | null; checked: string | null; job: string | null }>(
      `select p.id as published, p.health, p.basis, exists (select 1 from model_version b where b.kind = $1 and b.state = 'RETIRED') as has_before, (select v.id from model_version v where v.kind = $1 order by v.number desc limit 1) as latest,
        (select c.id from model_check c where c.version_id = p.id order by c.created_at desc, c.id desc limit 1) as checked,
        (select j.id from job j where j.name = any($2) and j.data->>'kind' = $1 and j.state in ('QUEUED','RUNNING') order by j.created_at limit 1) as job
      from (select 1) one left join model_version p on p.kind = $1 and p.state = 'PUBLISHED'`, [model.kind, [FIT_JOB, SCORE_JOB, CHECK_JOB]]);
    const { published, latest, health, basis, checked, job, has_before: hasBefore } = row!;
    const version = async (name: string, id: string | null): Promise<Raw | null> => (id !== null && asked.has(name) ? this.versions.read(viewer, id, asked.below(name)) : null);
    return {
      kind: model.kind, name: model.name[viewer.language], method: model.method, methodVersion: model.methodVersion,
      health: health ?? ModelHealth.UNKNOWN, isFallback: basis === ScoreBasis.RULE, runningJobId: job,
      published: await version('published', published), latest: await version('latest', latest),
      lastCheck: checked !== null && asked.has('lastCheck') ? await this.checks.read(viewer, checked, asked.below('lastCheck')) : null,
      can: viewer.may('model.manage') ? ['FIT', ...(published ? ['CHECK'] : []), ...(published && hasBefore ? ['ROLL_BACK'] : [])] : [],
    };
  }
}
