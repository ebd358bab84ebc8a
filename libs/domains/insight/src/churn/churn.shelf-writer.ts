import { Injectable } from '@nestjs/common';
import { ChurnBand } from '@dossier/vocabulary/insight-enums';
import type { ModelRun, Scored } from '../models/score-model';
import { ABOVE, FEATURES, REASONS, type ChurnLearned } from './churn.compute';
import type { ChurnBase } from './churn.reader';
import { chunkSql, cutsSql, featureSql, FIRST_ID, heldOut, type FeatureRow } from './churn.sql';
import { reasonOf } from './churn.words';

const CHUNK = 20_000;
const TABLE = 'customer_churn';

interface ShelfRow extends FeatureRow {
  signs: string[];
  held_out: boolean;
}

/** Writes who may leave: by what was learned, or by the plain rule. */
@Injectable()
export class ChurnShelf {
  async write(run: Pick<ModelRun, 'rows' | 'compute' | 'shelf' | 'progress' | 'cutoff' | 'versionId'>, base: ChurnBase, learned: ChurnLearned | null): Promise<Scored> {
    const sheet = run.shelf(TABLE);
    const cuts = (await run.rows<{ id: string }>(cutsSql, [CHUNK])).map(({ id }) => id);
    let after = FIRST_ID;
    for (const [at, upto] of [...cuts, null].entries()) {
      const rows = await run.rows<ShelfRow>(shelfSql(base), [run.cutoff, run.cutoff, base.currency, base.usual, after, upto]);
      const staying = rows.filter(({ stays }) => stays);
      const scores = learned && staying.length > 0 ? await run.compute('scoreChurn', { learned, features: Float64Array.from(staying.flatMap(({ seen }) => seen.map(Number))) }) : null;
      const place = new Map(staying.map(({ customer_id }, own) => [customer_id, own]));
      const judged = rows.map((row) => judgedOf(row, base, scores && { scores, at: place.get(row.customer_id) ?? -1 }));
      await sheet.add({
        ids: rows.map(({ customer_id }) => customer_id),
        columns: {
          version_id: rows.map(() => (learned ? run.versionId : null)), as_of: rows.map(() => run.cutoff), basis: rows.map(() => (learned ? 'MODEL' : 'RULE')),
          band: judged.map(({ band }) => band), probability: judged.map(({ probability }) => probability), at_stake_minor: judged.map(({ atStake }) => atStake), currency: rows.map(() => base.currency),
          quiet_days: rows.map(({ quiet }) => quiet), allowed_days: rows.map(({ allowed }) => allowed), left_on: rows.map(({ left_on }) => left_on), reasons: judged.map(({ reasons }) => JSON.stringify(reasons)),
          signs: rows.map(({ signs }) => JSON.stringify(signs)), held_out: rows.map(({ held_out }) => String(held_out)),
        },
      });
      if (upto !== null) after = upto;
      await run.progress(at + 1, cuts.length + 1);
    }
    return sheet.close();
  }
}

/** Facts on record of the last half year, by their words in `ChurnSign`. */
const signs = `array_remove(array[
    case when exists (select 1 from customer_feedback f where f.customer_id = x.customer_id and f.archived_at is null and f.kind = 'COMPLAINT' and f.at >= $1::date - 180) then 'COMPLAINT' end,
    case when exists (select 1 from customer_feedback f where f.customer_id = x.customer_id and f.archived_at is null and f.kind = 'COMPLAINT' and f.at >= $1::date - 180
      and coalesce(f.answered_at, $1::date + 1) > f.at + interval '48 hours') then 'SLOW_ANSWER' end,
    case when exists (select 1 from customer_feedback f where f.customer_id = x.customer_id and f.archived_at is null and f.score <= 6 and f.at >= $1::date - 180) then 'LOW_SCORE' end,
    case when exists (select 1 from sales_order o where o.customer_id = x.customer_id and o.archived_at is null and o.kind = 'REFUND' and o.ordered_on > $1::date - 180) then 'REFUND' end], null)`;

const shelfSql = ({ rule }: ChurnBase): string => `select x.*, ${signs} as signs, ${heldOut('x.customer_id::text')} as held_out from (${featureSql(rule, chunkSql())}) x order by x.customer_id::text`;

interface Judged {
  band: ChurnBand;
  probability: number | null;
  atStake: number | null;
  reasons: string[];
}

const bandOf = (probability: number): ChurnBand => (probability >= 0.5 ? ChurnBand.HIGH : probability >= 0.25 ? ChurnBand.MEDIUM : ChurnBand.LOW);
/** The plain rule: how much of the silence allowed is used up; or how near the end of the contract is. */
function bandByRule({ quiet, allowed, ends_in }: ShelfRow, horizon: number): ChurnBand {
  const share = allowed === null ? 1 - (ends_in ?? 0) / (4 * horizon) : quiet / Math.max(1, allowed);
  return share >= 0.75 ? ChurnBand.HIGH : share >= 0.5 ? ChurnBand.MEDIUM : ChurnBand.LOW;
}

function judgedOf(row: ShelfRow, { margin, rule }: ChurnBase, found: { scores: { probability: Float64Array; reasons: Int16Array }; at: number } | null): Judged {
  if (!row.stays) return { band: ChurnBand.LEFT, probability: null, atStake: null, reasons: [] };
  if (!found) return { band: bandByRule(row, rule.horizonDays), probability: null, atStake: null, reasons: [] };
  const probability = Math.round(found.scores.probability[found.at]! * 10_000) / 10_000;
  const codes = Array.from(found.scores.reasons.subarray(found.at * REASONS, (found.at + 1) * REASONS)).filter((code) => code >= 0);
  return {
    band: bandOf(probability), probability, atStake: Math.round(probability * Math.max(0, row.year_minor) * margin),
    reasons: codes.map((code) => reasonOf(FEATURES[code % ABOVE]!, code >= ABOVE)),
  };
}
