import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { outcomes, type OutcomeLearned, type OutcomePart } from '@dossier/insight';
import { CLOSED, columnsOf, featuresSql, type FeatureRow, type FeatureShape } from './lead.features';

/** What a fit keeps: what was learned, and which columns it reads. */
export interface LeadFit {
  model: OutcomeLearned;
  shapes: FeatureShape[];
  /** When the newest lead that it knows came in: a day. */
  until: string;
}

/** What the model says of one lead. */
export interface Predicted {
  probability: number;
  baseRate: number;
  parts: OutcomePart[];
}

interface InForce {
  id: string;
  fit: LeadFit;
  shift: number;
  at: number;
}

/** How long the base rate of late is taken for what it is. */
const HOUR = 3_600_000;
const LATELY_DAYS = 60;
const MOST_LATE = 5_000;

/** The model in force, where there is one that keeps its word: probabilities of open leads, its base rate that of the last weeks. */
@Injectable()
export class LeadPredictor {
  private known: InForce | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What the model says of these leads, of those that are open; nothing where none is in force. */
  async of(ids: readonly string[]): Promise<Map<string, Predicted>> {
    const own = await this.inForce();
    if (!own) return new Map();
    const rows = await this.database.query<FeatureRow>(featuresSql(`l.id = any($1::uuid[]) and l.status = 'OPEN'`), [ids]);
    if (rows.length === 0) return new Map();
    const { fit, shift } = own;
    const columns = columnsOf(fit.shapes, rows);
    const [probability, parts] = [outcomes.probability(fit.model, columns, shift), outcomes.parts(fit.model.learned, columns)];
    return new Map(rows.map(({ id }, at) => [id, { probability: Math.round(probability[at]! * 10_000) / 10_000, baseRate: fit.model.baseRate, parts: parts[at]!.map((part) => ({ ...part, weight: Math.round(part.weight * 100) / 100 })) }]));
  }

  /** How far the log odds are to be moved, as the leads of the last weeks ended. */
  async shift({ model, shapes }: LeadFit): Promise<number> {
    const rows = await this.database.query<FeatureRow>(
      featuresSql(`${CLOSED} and l.closed_at > $1::timestamptz - interval '${LATELY_DAYS} days' and l.id in (select n.id from lead n where n.closed_at is not null order by n.closed_at desc, n.id desc limit ${MOST_LATE})`), [this.clock.now()]);
    if (rows.length === 0) return model.shift;
    const told = outcomes.probability(model, columnsOf(shapes, rows), 0);
    return outcomes.shift(Array.from(told), rows.map(({ won }) => (won ? 1 : 0)));
  }

  private async inForce(): Promise<InForce | null> {
    const [row] = await this.database.query<{ id: string }>(`select id from model_version where kind = 'LEAD' and state = 'PUBLISHED' and health <> 'AMBER'`);
    if (!row) return (this.known = null);
    if (this.known?.id === row.id && Date.now() - this.known.at < HOUR) return this.known;
    const [kept] = await this.database.query<{ fit: LeadFit }>('select fit from model_version where id = $1', [row.id]);
    return (this.known = { id: row.id, fit: kept!.fit, shift: await this.shift(kept!.fit), at: Date.now() });
  }
}
