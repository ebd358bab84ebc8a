import { Interval } from '@nestjs/schedule';
import { Access, jobViewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, Jobs, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { dayAfter, daysBetween, type Day } from '@dossier/metrics';
import { ModelRuns } from '../models/model-runs';
import { ShelfTurn } from '../models/shelf-turn';
import type { ModelRun } from '../models/score-model';
import { ModelKind } from '@dossier/vocabulary/insight-enums';
import { bandsSql, linksSql, livesSql, movesSql } from './churn.board.sql';
import type { HazardFound, HazardTask } from './churn.cox';
import { CHURN_JOB, ChurnReader, type ChurnBase } from './churn.reader';
import { ChurnShelf } from './churn.shelf-writer';
import { cutsSql, featureSql, FIRST_ID, type FeatureRow } from './churn.sql';

const HOUR = 3_600_000;
const SLOT_SECONDS = 23 * 3_600;
const CHUNK = 50_000;
const HAZARD_SAMPLE = 20_000;
/** Rows of sums written in one statement. */
const AT_ONCE = 20_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

type Sums = Map<string, Record<string, unknown>>;

/** Every night, and whenever the definition changes: who left when, how long customers stay, what goes with it. Written whole at its end, so that a reader sees one state or the other. */
@Job(CHURN_JOB, 'job.model')
@Access('job.model')
export class ChurnJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly runs: ModelRuns,
    private readonly reader: ChurnReader,
    private readonly shelf: ChurnShelf,
    private readonly turn: ShelfTurn,
  ) {}

  /** The tick only sends, and once a day whatever the number of processes. */
  @Interval(HOUR)
  async tick(): Promise<void> {
    const [recent] = await this.database.query(`select 1 from job where name = $1 and created_at > now() - interval '${SLOT_SECONDS} seconds' limit 1`, [CHURN_JOB]);
    if (recent === undefined) await this.database.work(jobViewer('job.model', ['job.model'], 'tick'), CHURN_JOB, () => this.jobs.startSlot(CHURN_JOB, SLOT_SECONDS));
  }

  async run(job: JobRun): Promise<void> {
    const run = await this.runs.of(job, { id: NOBODY, params: {}, seed: 1 } as never);
    const base = await this.reader.base((sql, values) => run.rows(sql, values), run.cutoff);
    if (await this.isUnpublished(run)) {
      await this.turn.alone(job, ModelKind.CHURN, async () => {
        if (await this.isUnpublished(run)) await this.shelf.write(run, base, null);
      });
    }
    const found = { months: await this.added(run, base, movesSql), lives: await this.added(run, base, livesSql), links: await this.added(run, base, linksSql) };
    const [bands, hazards] = [await run.rows(bandsSql), await this.hazards(run, base)];
    await job.work(() => keep(base, run.cutoff, { ...found, bands, hazards }));
  }

  /** Without a model in force the plain rule speaks. */
  private async isUnpublished(run: ModelRun): Promise<boolean> {
    return (await run.rows(`select 1 as one from model_version where kind = 'CHURN' and state = 'PUBLISHED'`)).length === 0;
  }

  /** The sums of all parts, added up. */
  private async added(run: ModelRun, base: ChurnBase, sqlOf: (rule: ChurnBase['rule']) => string): Promise<Record<string, unknown>[]> {
    const cuts = (await run.rows<{ id: string }>(cutsSql, [CHUNK])).map(({ id }) => id);
    const known = sqlOf === linksSql ? dayAfter(run.cutoff, -base.rule.horizonDays) : run.cutoff;
    const sums: Sums = new Map();
    let after = FIRST_ID;
    for (const [at, upto] of [...cuts, null].entries()) {
      addAll(sums, await run.rows(sqlOf(base.rule), [known, run.cutoff, base.currency, base.usual, after, upto]));
      if (upto !== null) after = upto;
      await run.progress(at + 1, cuts.length + 1);
    }
    return [...sums.values()];
  }

  private async hazards(run: ModelRun, base: ChurnBase): Promise<{ from: Day; found: HazardFound[] }> {
    const from = dayAfter(run.cutoff, -Math.max(180, 2 * base.rule.horizonDays));
    const rows = await run.rows<FeatureRow & { team_id: string | null; is_company: boolean }>(
      `select f.*, c.team_id, c.kind <> 'PERSON' as is_company from (${featureSql(base.rule, this.reader.sample(base, HAZARD_SAMPLE))}) f join customer c on c.id = f.customer_id where f.stays order by f.customer_id`,
      [from, run.cutoff, base.currency, base.usual]);
    return { from, found: await run.compute('fitHazards', taskOf(rows, daysBetween(from, run.cutoff))) };
  }
}

const column = (rows: readonly FeatureRow[], at: number): number[] => rows.map(({ seen }) => Number(seen[at]));
const flagged = (values: readonly number[]): number[] => values.map((value) => (value > 0 ? 1 : 0));

function taskOf(rows: readonly (FeatureRow & { team_id: string | null; is_company: boolean })[], watched: number): HazardTask {
  return {
    time: rows.map(({ leaves_in }) => leaves_in ?? watched), event: rows.map(({ leaves_in }) => (leaves_in === null ? 0 : 1)), team: rows.map(({ team_id }) => team_id),
    columns: [
      { name: 'SILENCE', values: column(rows, 0), isFlag: false }, { name: 'FREQUENCY', values: column(rows, 1), isFlag: false }, { name: 'COMPLAINTS', values: flagged(column(rows, 7)), isFlag: true },
      { name: 'SPEND', values: column(rows, 3), isFlag: false }, { name: 'TREND', values: column(rows, 4), isFlag: false }, { name: 'REFUNDS', values: flagged(column(rows, 6)), isFlag: true },
      { name: 'COMPANY', values: rows.map(({ is_company }) => (is_company ? 1 : 0)), isFlag: true },
    ],
  };
}

const isCount = (value: unknown): value is number => typeof value === 'number';
/** What names a sum and is a number all the same. */
const NAMES = new Set(['months', 'stratum']);

function addAll(sums: Sums, rows: readonly Record<string, unknown>[]): void {
  for (const row of rows) {
    const counted = Object.keys(row).filter((name) => isCount(row[name]) && !NAMES.has(name));
    const key = JSON.stringify(Object.entries(row).filter(([name]) => !counted.includes(name)));
    const own = sums.get(key);
    if (own) for (const name of counted) own[name] = Number(own[name]) + Number(row[name]);
    else sums.set(key, { ...row });
  }
}

interface Found {
  months: Record<string, unknown>[];
  lives: Record<string, unknown>[];
  links: Record<string, unknown>[];
  bands: Record<string, unknown>[];
  hazards: { from: Day; found: HazardFound[] };
}

async function keep(base: ChurnBase, asOf: Day, { months, lives, links, bands, hazards }: Found): Promise<void> {
  const work = currentWork();
  for (const table of ['churn_state', 'churn_month', 'churn_life', 'churn_sign', 'churn_band', 'churn_hazard']) await work.query(`delete from ${table}`);
  const from = (columns: string): string => `from jsonb_to_recordset($1::jsonb) as r(owner_id uuid, team_id uuid, ${columns})`;
  const put = async (table: string, columns: string, typed: string, rows: readonly Record<string, unknown>[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += AT_ONCE) await work.query(`insert into ${table} (owner_id, team_id, ${columns}) select owner_id, team_id, ${columns} ${from(typed)}`, [JSON.stringify(rows.slice(at, at + AT_ONCE))]);
  };
  await put('churn_month', 'month, came, gone, back', 'month date, came int, gone int, back int', months);
  await put('churn_life', 'dimension, value, months, gone, lost', 'dimension text, value text, months int, gone int, lost int', lives);
  await put('churn_sign', 'sign, stratum, exposed, exposed_gone, others, others_gone', 'sign text, stratum int, exposed int, exposed_gone int, others int, others_gone int', links);
  await put('churn_band', 'band, customers, at_stake_minor', 'band text, customers int, at_stake_minor bigint', bands);
  for (const found of hazards.found) await work.query('insert into churn_hazard (team_id, found) values ($1, $2)', [found.team, JSON.stringify({ ...found, from: hazards.from })]);
  const customers = lives.filter(({ dimension }) => dimension === 'ALL').reduce((sum, row) => sum + Number(row['gone']) + Number(row['lost']), 0);
  await work.query('insert into churn_state (definition_id, as_of, customers) values ($1, $2, $3)', [base.id, asOf, customers]);
}
