import { Injectable } from '@nestjs/common';
import { DATA_SCOPES, type DataScope, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import { viewerOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, type Records, type Selection } from '@dossier/kernel/data';
import { GrantVocabulary } from './grant.vocabulary';
import type { GivenGrant } from './grant.rules';
import { Reach } from './reach.service';
import { ADMINISTRATOR_WORDS, changeOf, fieldsMoved, wordBeyond, addedGrants } from './rights.rules';
import { Role } from './role.entity';
import { type RolePreview, type RolePreviewChange, type RolePreviewUser } from './role.views';

const MOST_SHOWN = 50;
const MOST_COUNTED = 20;

interface Holder extends Record<string, unknown> {
  id: string;
  name: string;
  kind: string;
  others: Grant[];
  team_ids: string[] | null;
  tree_ids: string[] | null;
}

const HOLDERS = `select u.id, u.name, u.kind, v.team_ids, v.tree_ids,
    coalesce((select jsonb_agg(jsonb_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields))
      from user_role x join role r on r.id = x.role_id and r.archived_at is null join role_grant g on g.role_id = r.id
      where x.user_id = u.id and x.role_id <> $1 and (x.until is null or x.until > now())), '[]') as others
  from user_role mine join app_user u on u.id = mine.user_id and u.archived_at is null
  left join lateral user_viewer(u.id) v on true
  where mine.role_id = $1 and (mine.until is null or mine.until > now()) order by u.name, u.id`;

const NOBODY_ELSE = `select 1 from app_user u join user_role x on x.user_id = u.id and x.until is null join role r on r.id = x.role_id and r.archived_at is null
  join role_grant g on g.role_id = r.id and g.action = any($1::text[])
  where u.status = 'ACTIVE' and u.archived_at is null and u.kind = 'PERSON' and (r.id <> $2 or g.action = any($3::text[])) group by u.id having count(distinct g.action) = $4 limit 1`;

const RIGHTS = 'select g.action, g.scope, g.fields from user_role x join role r on r.id = x.role_id and r.archived_at is null join role_grant g on g.role_id = r.id where x.user_id = $1 and x.until is null';

/** Says what an edit of a role would do, before anybody does it. */
@Injectable()
export class RolePreviews {
  constructor(
    @InjectRecords(Role) private readonly roles: Records<Role>,
    private readonly database: Database,
    private readonly vocabulary: GrantVocabulary,
    private readonly reach: Reach,
  ) {}

  async of(viewer: Viewer, id: string, given: readonly GivenGrant[], counting?: string): Promise<RolePreview> {
    await this.roles.read(viewer, id, justId);
    const policy = counting ? this.reach.typeOf(counting) : null;
    const after = this.vocabulary.check(given);
    const before = await this.database.query<Grant & Record<string, unknown>>('select action, scope, fields from role_grant where role_id = $1', [id]);
    const holders = await this.database.query<Holder>(HOLDERS, [id]);
    const moved = holders.map((holder) => ({ holder, changes: changesFor(holder, before, after) })).filter(({ changes }) => changes.length > 0);
    const users: RolePreviewUser[] = [];
    for (const [at, { holder, changes }] of moved.slice(0, MOST_SHOWN).entries()) {
      const counts = policy && at < MOST_COUNTED ? await this.counts(viewer, holder, policy, { before, after }) : null;
      users.push({ id: holder.id, name: holder.name, isProgram: holder.kind === 'CLIENT', changes, reachBefore: counts?.before ?? null, reachAfter: counts?.after ?? null });
    }
    const own = viewer.onBehalfOf === null ? await this.database.query<Grant & Record<string, unknown>>(RIGHTS, [viewer.userId]) : [];
    return { userCount: holders.length, changedCount: moved.length, users, beyond: wordBeyond(own, addedGrants(before, after)), leavesNobody: await this.leavesNobody(id, after) };
  }

  private async counts(asker: Viewer, holder: Holder, policy: Policy, { before, after }: { before: Grant[]; after: Grant[] }): Promise<{ before: number; after: number } | null> {
    if (!holder.team_ids || !holder.tree_ids) return null;
    const facts = { kind: 'user' as const, userId: holder.id, name: holder.name, language: 'zh' as const, teamIds: holder.team_ids, treeIds: holder.tree_ids, sessionId: null, requestId: asker.requestId, ip: null, device: null };
    const as = (grants: readonly Grant[]) => this.reach.count(asker, viewerOf({ ...facts, grants: [...holder.others, ...grants] }), policy);
    return { before: await as(before), after: await as(after) };
  }

  private async leavesNobody(id: string, after: readonly Grant[]): Promise<boolean> {
    const kept = ADMINISTRATOR_WORDS.filter((word) => after.some((grant) => grant.action === word));
    const found = await this.database.query(NOBODY_ELSE, [ADMINISTRATOR_WORDS, id, kept, ADMINISTRATOR_WORDS.length]);
    return found.length === 0;
  }
}

const none: Selection = { fields: new Map(), has: () => false, below: () => none };
const justId = none;

const widest = (grants: readonly Grant[]): DataScope | null => [...DATA_SCOPES].reverse().find((scope) => grants.some((grant) => grant.scope === scope)) ?? null;

function changesFor(holder: Holder, before: readonly Grant[], after: readonly Grant[]): RolePreviewChange[] {
  const words = [...new Set([...before, ...after].map((grant) => grant.action))].sort();
  return words.flatMap((action: Permission) => {
    const of = (grants: readonly Grant[]): Grant[] => [...holder.others, ...grants].filter((grant) => grant.action === action);
    const [was, becomes] = [of(before), of(after)];
    const change = changeOf(was, becomes);
    return change ? [{ action, change, before: widest(was), after: widest(becomes), ...fieldsMoved(was, becomes) }] : [];
  });
}
