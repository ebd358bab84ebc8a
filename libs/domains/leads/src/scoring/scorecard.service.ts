import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { LeadRuleSubject, ScorecardState } from '@dossier/vocabulary/lead-enums';
import { LeadScorecard } from './scorecard.entity';
import type { ScorecardInput } from './scorecard.inputs';
import { RuleNames } from './rule.names';
import { ruleWords } from './rule.words';
import { requireGrading, requireRules, type ScoringRule } from './scorecard.rules';

const LOCK = `select pg_advisory_xact_lock(hashtextextended('lead scorecard', 0))`;
const MOST_SHOWN = 50;

interface Field extends Record<string, unknown> {
  key: string;
  type: string;
  options: { value: string }[];
}
const NUMBERS = ['NUMBER', 'MONEY'];

/** The scorecards: one is in force, one may be written, the others are history. */
@Injectable()
export class ScorecardService {
  constructor(
    @InjectRecords(LeadScorecard) private readonly cards: Records<LeadScorecard>,
    private readonly names: RuleNames,
    private readonly database: Database,
  ) {}

  /** Every scorecard, the newest first. */
  async all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    const rows = await this.database.query<{ id: string }>('select id from lead_scorecard where archived_at is null order by number desc limit $1', [MOST_SHOWN]);
    return Promise.all(rows.map(({ id }) => this.read(viewer, id, asked)));
  }

  /** One scorecard, each rule with its sentence. */
  async read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const row = await this.cards.read(viewer, id, asked);
    const rules = row['rules'] as ScoringRule[] | null | undefined;
    if (!rules) return row;
    const names = await this.names.of(rules, viewer.language);
    return { ...row, rules: rules.map((rule) => ({ ...rule, text: ruleWords(rule, viewer.language, names) })) };
  }

  /** Keeps the draft: the one that there is, seen as `version`, or a new one. */
  async saveDraft(viewer: Viewer, input: ScorecardInput, version: number | null): Promise<string> {
    requireRules(input.rules);
    requireGrading(input.grading);
    await this.requireNamed(input.rules);
    const work = currentWork();
    await work.query(LOCK);
    const [draft] = await work.query<{ id: string }>(`select id from lead_scorecard where state = 'DRAFT' and archived_at is null`);
    const kept = { keptRules: input.rules.map(plain), keptGrading: plain(input.grading), note: input.note?.trim() || null };
    if (draft) {
      if (version === null) throw new DomainError('SCORECARD_DRAFT');
      return (await this.cards.save(viewer, await this.cards.get(viewer, draft.id, 'UPDATE'), kept, 'UPDATE', { base: version })).id;
    }
    const [next] = await work.query<{ number: number }>('select coalesce(max(number), 0) + 1 as number from lead_scorecard');
    return (await this.cards.add(viewer, { id: newId(), ...kept, number: next!.number, state: ScorecardState.DRAFT, authorId: viewer.userId })).id;
  }

  /** Puts a draft away. */
  async archive(viewer: Viewer, id: string): Promise<string> {
    return (await this.cards.archive(viewer, await this.cards.get(viewer, id, 'ARCHIVE'))).id;
  }

  /** Brings a scorecard into force, a draft or one that was before; open leads are scored by it within a moment, closed ones never. */
  async publish(viewer: Viewer, id: string): Promise<string> {
    const work = currentWork();
    await work.query(LOCK);
    const card = await this.cards.get(viewer, id, 'PUBLISH');
    await work.query(`update lead_scorecard set state = 'RETIRED', retired_at = clock_timestamp(), version = version + 1, updated_at = now() where state = 'PUBLISHED'`);
    await work.query(`update lead_scorecard set state = 'PUBLISHED', published_at = now(), published_by_id = $2, retired_at = null, version = version + 1, updated_at = now() where id = $1`, [card.id, viewer.userId]);
    await work.query('select lead_scores_all_due()');
    return card.id;
  }

  /** Brings back the scorecard that was in force before. */
  async rollBack(viewer: Viewer): Promise<string> {
    await currentWork().query(LOCK);
    const [before] = await currentWork().query<{ id: string }>(`select id from lead_scorecard where state = 'RETIRED' and archived_at is null order by retired_at desc nulls last, number desc limit 1`);
    if (!before) throw new DomainError('SCORECARD_NOTHING_BEFORE');
    return this.publish(viewer, before.id);
  }

  /** Custom fields that rules name must stand, and be open to whoever reads records: a score would tell of others what they hide. What is asked of one must be what it can hold. */
  private async requireFields(rules: readonly ScoringRule[]): Promise<void> {
    if (rules.length === 0) return;
    const found = await currentWork().query<Field>('select key, type, options from custom_field where archived_at is null and not personal and word is null and key = any($1::text[])', [rules.map(({ name }) => name)]);
    for (const { key: rule, name, in: values, min, max } of rules) {
      const field = found.find(({ key }) => key === name);
      if (!field) throw new DomainError('NOT_FOUND');
      const choices = choicesOf(field);
      const isRange = typeof min === 'number' || typeof max === 'number';
      if ((isRange && !NUMBERS.includes(field.type)) || (values && values.length > 0 && (isRange || (choices ?? values).length === 0 || values.some((value) => choices !== null && !choices.includes(value))))) throw new DomainError('SCORECARD_RULE', { field: rule, reason: name ?? '' });
    }
  }

  /** What a rule names must exist: a condition on nothing would be a rule that never holds. */
  private async requireNamed(rules: readonly ScoringRule[]): Promise<void> {
    await this.requireFields(rules.filter(({ subject }) => subject === LeadRuleSubject.CUSTOM_FIELD));
    const tables: Partial<Record<LeadRuleSubject, string>> = { SOURCE: 'channel', PRODUCT: 'product', TAG: 'tag' };
    for (const { subject, in: values, topicIds } of rules) {
      const asked = [{ table: tables[subject], ids: values ?? [] }, { table: 'topic', ids: topicIds ?? [] }];
      for (const { table, ids } of asked) {
        if (!table || ids.length === 0) continue;
        const found = ids.every(isId) ? await currentWork().query<{ n: number }>(`select count(*)::int as n from ${table} where id = any($1::uuid[])`, [[...new Set(ids)]]) : [];
        if (found[0]?.n !== new Set(ids).size) throw new DomainError('NOT_FOUND');
      }
    }
  }
}

/** The values that a field has to choose from; null where anything may be written. */
const choicesOf = ({ type, options }: Field): readonly string[] | null => (type === 'BOOLEAN' ? ['true', 'false'] : type === 'CHOICE' || type === 'MULTI_CHOICE' ? options.map(({ value }) => value) : null);

/** As it is kept: without what was not said. */
const plain = (value: object): object => JSON.parse(JSON.stringify(value, (_, one: unknown) => (one === null || one === '' ? undefined : one))) as object;
