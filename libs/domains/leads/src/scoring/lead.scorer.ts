import { Injectable } from '@nestjs/common';
import { jobViewer, Params, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import type { LeadGrade } from '@dossier/vocabulary/lead-enums';
import { LeadPredictor } from './lead.predictor';
import { partsSql } from './rules.sql';
import { expectedOf, gradeOfTimes, judgedBy, scoreOfProbability, timesUsual, type Grading, type RulePart, type ScoringRule } from './scorecard.rules';

/** A scorecard as scoring needs it. */
export interface Card {
  id: string;
  rules: readonly ScoringRule[];
  grading: Grading;
}

/** One part of a score as it is kept: of a rule by its key, or of the model by its feature. */
export type KeptPart = { r: string; p: number; w: number; n: number; d: number | null } | { f: string; p: number } | ExpectedPart;

/** What is to be expected of a lead, and how many times the usual that is; no sum where no usual amount is known. */
export interface ExpectedPart {
  e: number | null;
  x: number;
  q: number;
  a: number | null;
  u: number | null;
  m: number;
  c: number;
  y: string;
}

/** What is written of a lead. */
export interface ScoredLead {
  lead_id: string;
  score: number;
  grade: LeadGrade;
  fit: number;
  engagement: number;
  basis: 'MODEL' | 'RULE';
  probability: number | null;
  scorecard_id: string;
  contributions: KeptPart[];
}

/** As of when leads are judged: as they stand (a closed one when it closed), or one day after they opened, before anything was decided. */
export type AsOf = 'NOW' | 'EARLY';

const nobody = jobViewer('job.lead', ['job.lead'], 'scoring');

/** Judges leads by a scorecard, and by the model where one is in force: set-based, the same for one lead and for thousands. */
@Injectable()
export class LeadScorer {
  constructor(
    private readonly database: Database,
    private readonly predictor: LeadPredictor,
    private readonly clock: Clock,
  ) {}

  /** The scorecard in force. */
  async card(): Promise<Card | null> {
    const [row] = await this.database.query<Card & Record<string, unknown>>(`select id, rules, grading from lead_scorecard where state = 'PUBLISHED'`);
    return row ?? null;
  }

  /** What each rule of a card comes to for these leads. */
  async parts(card: Card, ids: readonly string[], asOf: AsOf = 'NOW'): Promise<Map<string, RulePart[]>> {
    const params = Params.empty();
    const [now, asked] = [params.add(this.clock.now(), 'timestamptz'), params.add(ids, 'uuid[]')];
    const standing = `coalesce(i.closed_at, ${now})`;
    const at = asOf === 'NOW' ? standing : `least(${standing}, i.opened_at + interval '1 day')`;
    const sql = partsSql(card.rules, { sql: `select i.id, ${at} as at from lead i where i.id = any(${asked})` }, params);
    const rows = await this.database.query<{ id: string; parts: RulePart[] }>(sql, params.values(nobody as Viewer));
    return new Map(rows.map(({ id, parts }) => [id, parts]));
  }

  /** The scores of these leads: by the model in force where they are open and there is one, otherwise by the rules alone. */
  async scores(card: Card, ids: readonly string[]): Promise<ScoredLead[]> {
    const [parts, predicted] = await Promise.all([this.parts(card, ids), this.predictor.of(ids)]);
    return [...parts].map(([id, own]): ScoredLead => {
      const judged = judgedBy(card.rules, card.grading, own);
      const plain = { lead_id: id, ...judged, basis: 'RULE' as const, probability: null, scorecard_id: card.id, contributions: own.map(([rule, p, w, n, d]): KeptPart => ({ r: card.rules[rule]!.key, p: Number(p), w: Number(w), n, d })) };
      const found = predicted.get(id);
      if (!found) return plain;
      const { probability, parts: by } = found;
      const lead = { ...found, cost: card.grading.leadCost ?? 0 };
      const [times, expected] = [Math.round(timesUsual(lead) * 100) / 100, expectedOf(lead)];
      const worth: ExpectedPart = { e: expected === null ? null : Math.round(expected), x: times, q: probability, a: lead.amount, u: lead.usual, m: lead.margin, c: lead.cost, y: lead.currency };
      return { ...plain, basis: 'MODEL', probability, score: scoreOfProbability(probability), grade: gradeOfTimes(card.grading, times), contributions: [worth, ...by.map(({ feature, weight }): KeptPart => ({ f: feature, p: weight })), ...plain.contributions] };
    });
  }
}
