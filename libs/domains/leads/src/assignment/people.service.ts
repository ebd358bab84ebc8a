import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { AssignmentAct, LeadOrigin, WaitReason, WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import { CHOSEN, decide, fullness, reasonOf, shut, type AssignmentRule, type FreeLead } from './assign.rules';
import { Assigner } from './assigner';
import { Assignee, AssignmentCandidate, SalesProfile } from './assignment.entities';
import type { ImaginedLeadInput, SalesProfileInput } from './assignment.inputs';
import { DeskReader } from './desk.reader';

/** Who would get a lead just now, and why the others would not. */
export interface Tried {
  act: AssignmentAct | null;
  wait: WaitReason | null;
  rule: string | null;
  userId: string | null;
  poolId: string | null;
  candidates: AssignmentCandidate[];
}

const PROFILE = selectionFrom(['id', 'version', 'userId', 'skills', 'languages', 'territories', 'weight', 'openCap', 'receives']);

/** People as assignment knows them: what they can, how much they have, and what they would be given. */
@Injectable()
export class PeopleService {
  constructor(
    @InjectRecords(SalesProfile) private readonly profiles: Records<SalesProfile>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly reader: DeskReader,
    private readonly assigner: Assigner,
    private readonly clock: Clock,
  ) {}

  /** Everybody who works on leads, or has a profile, by name. */
  async all(viewer: Viewer): Promise<Assignee[]> {
    const { seats } = await this.reader.desk([], this.clock.now());
    const rows = await this.database.query<{ id: string; user_id: string }>('select id, user_id from sales_profile where archived_at is null');
    const read = new Map((await this.profiles.readAll(viewer, rows.map(({ id }) => id), PROFILE)).map((raw) => [String(raw['id']), raw]));
    const ofUser = new Map(rows.map(({ id, user_id }) => [user_id, read.get(id) as unknown as SalesProfile]));
    return [...seats.values()].flatMap((seat): Assignee[] => {
      const profile = ofUser.get(seat.userId) ?? null;
      return profile === null && !seat.receives ? [] : [{ userId: seat.userId, name: this.nameOf(seat.userId), profile, openLeads: seat.load, whyNot: shut(seat) }];
    }).sort((a, b) => a.name.localeCompare(b.name, 'zh'));
  }

  /** Writes down what somebody can and how much they are given. */
  async save(viewer: Viewer, { userId, territories, ...input }: SalesProfileInput): Promise<SalesProfile> {
    const work = currentWork();
    const [user] = await work.query(`select 1 from app_user where id = $1 and archived_at is null and kind = 'PERSON'`, [userId]);
    if (!user) throw new DomainError('NOT_FOUND');
    const words = (list: readonly string[] | null | undefined): string[] => [...new Set((list ?? []).map((one) => one.trim()).filter((one) => one !== ''))];
    const fields = {
      skills: words(input.skills), languages: words(input.languages), weight: input.weight ?? 1, openCap: input.openCap ?? null, receives: input.receives ?? true,
      territories: (territories ?? []).map(({ country, region, city }) => ({ country: country?.trim() || null, region: region?.trim() || null, city: city?.trim() || null })).filter(({ country, region, city }) => country ?? region ?? city),
    };
    const [known] = await work.query<{ id: string }>('select id from sales_profile where user_id = $1', [userId]);
    this.assigner.soon();
    if (!known) return this.profiles.add(viewer, { id: newId(), userId, ...fields });
    return this.profiles.save(viewer, await this.profiles.get(viewer, known.id, 'UPDATE'), { ...fields, archivedAt: null }, 'UPDATE');
  }

  readProfile(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.profiles.read(viewer, id, asked);
  }

  /** Who would get such a lead by these rules just now. Nothing is given to anybody. */
  async wouldGet(rules: readonly AssignmentRule[], imagined: ImaginedLeadInput): Promise<Tried> {
    const { seats, candidates } = await this.reader.desk(rules, this.clock.now());
    const { outcome, rule, loads, refusals } = decide(leadOf(imagined), rules, candidates, seats);
    return {
      act: outcome.kind === 'WAIT' ? null : outcome.act, wait: outcome.kind === 'WAIT' ? outcome.why : null, rule: rule === null ? null : rules[rule]!.name,
      userId: outcome.kind === 'GIVE' ? outcome.userId : null, poolId: outcome.kind === 'POOL' ? outcome.poolId : null,
      candidates: rule === null ? [] : this.candidates(candidates[rule]!.map(({ userId, weight }) => [userId, weight]), loads, refusals),
    };
  }

  /** Candidates of a decision in words, the chosen one first, then the least full. */
  candidates(people: readonly (readonly [string, number])[], loads: readonly number[], refusals: string): AssignmentCandidate[] {
    return people.map(([userId, weight], at): AssignmentCandidate => ({
      userId, name: this.nameOf(userId), load: loads[at] ?? 0, weight, score: Math.round(fullness(loads[at] ?? 0, weight) * 100) / 100,
      whyNot: refusals[at] === CHOSEN ? null : (reasonOf(refusals[at] ?? '') ?? WhyNotChosen.BUSIER),
    })).sort((a, b) => Number(b.whyNot === null) - Number(a.whyNot === null) || Number(b.whyNot === WhyNotChosen.BUSIER) - Number(a.whyNot === WhyNotChosen.BUSIER) || a.score - b.score);
  }

  private nameOf(userId: string): string {
    return this.dictionaries.lookUp('user', userId)?.name ?? '';
  }
}

const leadOf = (imagined: ImaginedLeadInput): FreeLead => ({
  id: 'imagined', customerId: 'imagined', sourceId: imagined.sourceId ?? null, origin: imagined.origin ?? LeadOrigin.FORM, productId: imagined.productId ?? null,
  place: { country: imagined.country ?? null, region: imagined.region ?? null, city: imagined.city ?? null }, language: imagined.language ?? null, grade: imagined.grade ?? null, score: imagined.score ?? null,
  amountMinor: imagined.amount ?? null, currency: imagined.currency ?? null, attributes: Object.fromEntries((imagined.attributes ?? []).map(({ name, values }) => [name, values[0] ?? ''])), knownBy: null, reachedBy: null, isOverdue: false,
});
