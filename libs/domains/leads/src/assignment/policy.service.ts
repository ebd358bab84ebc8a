import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { AssignmentPolicyState } from '@dossier/vocabulary/lead-enums';
import type { AssignmentRule } from './assign.rules';
import { Assigner } from './assigner';
import { AssignmentPolicy, AssignmentVersion } from './assignment.entities';
import type { AssignmentPolicyInput, AssignmentRuleInput } from './assignment.inputs';
import { assignmentPolicyList } from './assignment.policy';

/** Rules of assignment as people write, try and switch them on. */
@Injectable()
export class PolicyService {
  constructor(
    @InjectRecords(AssignmentPolicy) private readonly policies: Records<AssignmentPolicy>,
    @InjectRecords(AssignmentVersion) private readonly versions: Records<AssignmentVersion>,
    private readonly database: Database,
    private readonly assigner: Assigner,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.policies, viewer, asked, { spec: assignmentPolicyList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.policies.read(viewer, id, asked);
  }

  /** Writes down a policy; it is a draft until somebody switches it on. */
  async create(viewer: Viewer, input: AssignmentPolicyInput): Promise<AssignmentPolicy> {
    return this.policies.add(viewer, { id: newId(), name: input.name.trim(), rules: await this.rulesOf(input.rules), state: AssignmentPolicyState.DRAFT, number: 0 });
  }

  /** Changes the draft; the version in force goes on until this one is switched on. */
  async update(viewer: Viewer, id: string, version: number, input: AssignmentPolicyInput): Promise<AssignmentPolicy> {
    const policy = await this.policies.get(viewer, id, 'UPDATE');
    return this.policies.save(viewer, policy, { name: input.name.trim(), rules: await this.rulesOf(input.rules) }, 'UPDATE', { base: version });
  }

  /** Switches the rules on as they stand, or an earlier version of them again; whatever was in force before retires. Leads that wait are looked at at once. */
  async activate(viewer: Viewer, id: string, number: number | null): Promise<AssignmentPolicy> {
    await currentWork().query(`select pg_advisory_xact_lock(hashtextextended('leads.assign', 0))`);
    const policy = await this.policies.get(viewer, id, 'ACTIVATE');
    const rules = number === null ? policy.rules : await this.rulesThen(id, number);
    if (rules.length === 0) throw new DomainError('ASSIGNMENT_WITHOUT_RULES');
    const [last] = await currentWork().query<{ number: number }>('select coalesce(max(number), 0)::int as number from assignment_version where policy_id = $1', [id]);
    const next = (last?.number ?? 0) + 1;
    await currentWork().query(`update assignment_policy set state = 'RETIRED', version = version + 1, updated_at = now() where state = 'ACTIVE' and id <> $1`, [id]);
    await currentWork().query('insert into assignment_version (id, policy_id, number, rules, user_id) values ($1, $2, $3, $4, $5)', [newId(), id, next, JSON.stringify(rules), viewer.userId]);
    const saved = await this.policies.save(viewer, policy, { rules, state: AssignmentPolicyState.ACTIVE, number: next }, 'ACTIVATE');
    await currentWork().query('delete from lead_wait');
    this.assigner.soon();
    return saved;
  }

  /** Switches the rules off: from then on nothing is assigned by itself. */
  async retire(viewer: Viewer, id: string): Promise<AssignmentPolicy> {
    return this.policies.save(viewer, await this.policies.get(viewer, id, 'RETIRE'), { state: AssignmentPolicyState.RETIRED }, 'RETIRE');
  }

  async archive(viewer: Viewer, id: string): Promise<AssignmentPolicy> {
    return this.policies.archive(viewer, await this.policies.get(viewer, id, 'ARCHIVE'));
  }

  /** The versions that were ever in force, the newest first. */
  async history(viewer: Viewer, policyId: string, asked: Selection): Promise<Raw[]> {
    const rows = await this.database.query<{ id: string }>('select id from assignment_version where policy_id = $1 order by number desc limit 50', [policyId]);
    return this.versions.readAll(viewer, rows.map(({ id }) => id), asked);
  }

  /** Rules as they are kept; an id that names nothing in use is refused. */
  async rulesOf(given: readonly AssignmentRuleInput[]): Promise<AssignmentRule[]> {
    const rules = given.map(ruleOf);
    for (const rule of rules) {
      const names = rule.poolId === null ? rule.people.length + rule.teams.length : 1;
      if (names === 0 || (rule.poolId !== null && rule.people.length + rule.teams.length > 0)) throw new DomainError('ASSIGNMENT_RULE', { field: 'rules', rule: rule.name });
      if (isUpsideDown(rule.when.scoreFrom, rule.when.scoreTo) || isUpsideDown(rule.when.amountFrom, rule.when.amountTo)) throw new DomainError('ASSIGNMENT_BOUNDS', { field: 'rules', rule: rule.name });
      if (rule.escalateMinutes !== null && rule.fallbackUserId === null && rule.fallbackPoolId === null) throw new DomainError('ASSIGNMENT_FALLBACK', { field: 'rules', rule: rule.name });
    }
    const named = (pick: (rule: AssignmentRule) => readonly (string | null | undefined)[]): string[] => [...new Set(rules.flatMap(pick).filter(isId))];
    await this.require('channel', named(({ when }) => when.sourceIds ?? []));
    await this.require('product', named(({ when }) => when.productIds ?? []));
    await this.require('app_user', named(({ people, fallbackUserId }) => [...people.map(({ userId }) => userId), fallbackUserId]));
    await this.require('team', named(({ teams }) => teams.map(({ teamId }) => teamId)));
    await this.require('lead_pool', named(({ poolId, fallbackPoolId }) => [poolId, fallbackPoolId]));
    return rules;
  }

  private async require(table: 'channel' | 'product' | 'app_user' | 'team' | 'lead_pool', ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const found = await this.database.query(`select id from ${table} where id = any($1::uuid[]) and archived_at is null`, [ids]);
    if (found.length < ids.length) throw new DomainError('NOT_FOUND');
  }

  private async rulesThen(policyId: string, number: number): Promise<AssignmentRule[]> {
    const [row] = await currentWork().query<{ rules: AssignmentRule[] }>('select rules from assignment_version where policy_id = $1 and number = $2', [policyId, number]);
    if (!row) throw new DomainError('NOT_FOUND');
    return row.rules;
  }
}

const isUpsideDown = (from?: number | null, to?: number | null): boolean => typeof from === 'number' && typeof to === 'number' && from > to;
const said = <T>(list: readonly T[] | null | undefined): readonly T[] | undefined => (list && list.length > 0 ? list : undefined);
const trimmed = (list: readonly string[] | null | undefined): string[] => (list ?? []).map((one) => one.trim()).filter((one) => one !== '');

/** A rule as it is kept: what was left empty asks for nothing. */
export function ruleOf(input: AssignmentRuleInput): AssignmentRule {
  const when = input.when ?? {};
  const shares = input.shares ?? [];
  return {
    name: input.name.trim(),
    when: JSON.parse(JSON.stringify({ ...when, sourceIds: said(when.sourceIds), origins: said(when.origins), productIds: said(when.productIds), places: said(when.places), languages: said(when.languages), grades: said(when.grades), attributes: said(when.attributes) })) as AssignmentRule['when'],
    people: shares.flatMap(({ userId, weight }) => (userId ? [{ userId, weight: weight ?? 1 }] : [])),
    teams: shares.flatMap(({ userId, teamId, weight }) => (!userId && teamId ? [{ teamId, weight: weight ?? 1 }] : [])),
    skills: trimmed(input.skills), languages: trimmed(input.languages), byTerritory: input.byTerritory ?? false, byLanguage: input.byLanguage ?? false,
    poolId: input.poolId ?? null, escalateMinutes: input.escalateMinutes ?? null, fallbackUserId: input.fallbackUserId ?? null, fallbackPoolId: input.fallbackPoolId ?? null,
  };
}
