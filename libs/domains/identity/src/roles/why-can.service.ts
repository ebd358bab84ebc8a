import { Injectable } from '@nestjs/common';
import { RightSource } from '@dossier/vocabulary/people-enums';
import { permissions, type DataScope, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import { planOf, viewerOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, isId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { GrantVocabulary } from './grant.vocabulary';
import { Reach } from './reach.service';
import type { WhyCan, WhyField, WhyReason, WhyWord } from './why-can.views';

interface Source extends Grant, Record<string, unknown> {
  role_id: string;
  name: string;
  name_en: string;
  until: Date | null;
}

interface Account extends Record<string, unknown> {
  id: string;
  name: string;
  kind: string;
  grants: Grant[] | null;
  team_ids: string[] | null;
  tree_ids: string[] | null;
}

/** A grant with what it comes from. */
interface Held {
  grant: Grant;
  reason: WhyReason;
}

const SOURCES = `select r.id as role_id, r.name, r.name_en, x.until, g.action, g.scope, g.fields
  from user_role x join role r on r.id = x.role_id and r.archived_at is null join role_grant g on g.role_id = r.id
  where x.user_id = $1 and (x.until is null or x.until > now()) order by r.created_at, r.id`;
const ACCOUNT = 'select u.id, u.name, u.kind, v.grants, v.team_ids, v.tree_ids from app_user u left join lateral user_viewer(u.id) v on true where u.id = $1 and u.archived_at is null';

/** Explains rights over one record. A record that the asker does not reach is not there, whoever it is asked about. */
@Injectable()
export class WhyCanService {
  constructor(
    private readonly database: Database,
    private readonly reach: Reach,
    private readonly vocabulary: GrantVocabulary,
  ) {}

  async of(asker: Viewer, userId: string | null, type: string, id: string): Promise<WhyCan> {
    const isOwn = userId === null || userId === asker.userId;
    if (!isOwn && !asker.may('role.read')) throw new DomainError('FORBIDDEN', { permission: 'role.read' });
    const policy = this.reach.typeOf(type);
    const subject = isOwn ? asker : await this.subject(asker, userId!);
    if (!isOwn) this.refuseGuess(asker, policy);
    const scopes = await this.reach.scopesOver(asker, subject, policy, id);
    const held = await this.held(subject, asker.language, scopes);
    return { userId: subject.userId!, userName: subject.name, words: wordsOf(policy).map((word) => wordOf(word, held)), fields: this.fields(policy, held) };
  }

  private async subject(asker: Viewer, userId: string): Promise<Viewer> {
    const [account] = isId(userId) ? await this.database.query<Account>(ACCOUNT, [userId]) : [];
    if (!account) throw new DomainError('NOT_FOUND');
    return viewerOf({
      kind: account.kind === 'CLIENT' ? 'client' : 'user', userId, name: account.name, language: asker.language, grants: account.grants ?? [],
      teamIds: account.team_ids ?? [], treeIds: account.tree_ids ?? [], sessionId: null, requestId: asker.requestId, ip: null, device: null,
    });
  }

  /** By whom somebody else's scope reaches a row tells its owner and team: only who sees those may ask. */
  private refuseGuess(asker: Viewer, policy: Policy): void {
    const plan = planOf(asker, policy);
    if (policy.scope.needs.some((property) => plan.field(property).clear !== true)) throw new DomainError('FORBIDDEN', { permission: policy.read });
  }

  /** The grants that the subject holds at this moment, each with the role behind it. */
  private async held(subject: Viewer, language: 'zh' | 'en', scopes: ReadonlySet<DataScope>): Promise<Held[]> {
    const isLent = subject.kind === 'user' && subject.onBehalfOf !== null;
    const rows = await this.database.query<Source>(SOURCES, [isLent ? subject.onBehalfOf : subject.userId]);
    const lender = isLent ? (await this.database.query<{ name: string }>('select name from app_user where id = $1', [subject.onBehalfOf]))[0]?.name ?? null : null;
    return rows.filter((row) => subject.may(row.action)).map((row) => ({
      grant: { action: row.action, scope: row.scope, fields: row.fields ?? null },
      reason: {
        source: isLent ? RightSource.DELEGATION : subject.kind === 'client' ? RightSource.KEY : row.until ? RightSource.TEMPORARY : RightSource.ROLE,
        roleId: row.role_id, name: language === 'en' ? row.name_en : row.name, lentBy: lender, scope: row.scope,
        reaches: scopes.has(row.scope), until: row.until, fields: row.fields ?? null,
      },
    }));
  }

  private fields(policy: Policy, held: readonly Held[]): WhyField[] {
    const reading = held.filter(({ grant, reason }) => grant.action === policy.read && reason.reaches);
    return this.vocabulary.fieldsOf(policy.name).filter((name) => !PLAIN.has(name)).map((name) => {
      const level = LEVELS.find((one) => reading.some(({ grant }) => levelIn(grant, name) === one)) ?? 'HIDDEN';
      return { name, level, by: [...new Set(reading.filter(({ grant }) => levelIn(grant, name) === level).map(({ reason }) => reason.name))] };
    });
  }
}

const PLAIN = new Set(['id', 'version', 'can']);
const LEVELS: readonly FieldLevel[] = ['READ', 'MASKED', 'HIDDEN'];
const levelIn = (grant: Grant, name: string): FieldLevel => grant.fields?.[name] ?? grant.fields?.['*'] ?? 'READ';

/** The words that have to do with a type: those of its area, and those of its actions. */
function wordsOf(policy: Policy): Permission[] {
  const area = `${policy.read.split('.')[0]}.`;
  const acting = new Set<string>(Object.values(policy.actions).map((rule) => rule.word));
  return (Object.keys(permissions) as Permission[]).filter((word) => !word.startsWith('job.') && (word.startsWith(area) || acting.has(word)));
}

function wordOf(action: Permission, held: readonly Held[]): WhyWord {
  const reasons = held.filter(({ grant }) => grant.action === action).map(({ reason }) => (permissions[action].scoped ? reason : { ...reason, reaches: true }));
  return { action, allowed: reasons.some((reason) => reason.reaches), reasons };
}
