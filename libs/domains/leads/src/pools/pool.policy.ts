import { everyone, policy, type Scope } from '@dossier/kernel/access';
import { between, oneOf, ref, sql, type ListSpec } from '@dossier/kernel/list';
import { PoolField, PoolLeadSort } from '@dossier/vocabulary/lead-enums';
import { isHidden, LeadPool, PoolLead, PoolLeadDetail } from './pool.entities';
import type { PoolLeadFilter } from './pool.inputs';

const live = (row: LeadPool): boolean => row.archivedAt === null;

/** What pools there are is known to whoever may claim; which of them is theirs, the doors of each pool say. */
export const leadPoolPolicy = policy(LeadPool, {
  read: 'pool.claim',
  scope: everyone(),
  actions: { UPDATE: { word: 'pool.manage', when: live, needs: ['archivedAt'] }, ARCHIVE: { word: 'pool.manage', when: live, needs: ['archivedAt'] } },
});

/** Pools open to a viewer: everybody's, those of their teams and of the teams above, and of the teams below them. `p` is the pool. */
export const isOpenTo = (slot: (name: 'teamIds' | 'treeIds') => string): string =>
  `p.archived_at is null and (p.team_id is null or p.team_id = any(${slot('treeIds')}) or exists (select 1 from team y where y.id = any(${slot('teamIds')}) and p.team_id = any(y.path)))`;

/** Open leads in pools that are open to the viewer; whose record it is does not matter, for nobody owns it. */
const inOpenPools: Scope = {
  needs: ['poolId'],
  where: (scopes, _viewer, alias, params) => (scopes.length === 0 ? 'false' : `(${alias}.status = 'OPEN' and ${alias}.archived_at is null and ${alias}.pool_id in (select p.id from lead_pool p where ${isOpenTo((name) => params.slot(name))}))`),
  covers: (scopes) => scopes.length > 0,
};

export const poolLeadPolicy = policy(PoolLead, { read: 'pool.claim', scope: inOpenPools });
export const poolLeadDetailPolicy = policy(PoolLeadDetail, { read: 'pool.claim', scope: inOpenPools });

/** A hidden field answers no question: neither yes nor no, so that `not` finds nothing by it either. */
const unless = (alias: string, field: PoolField, said: string): string => `case when not ${isHidden(alias, field)} then ${said} end`;

type Named = Exclude<keyof PoolLeadFilter, 'and' | 'or' | 'not'> | 'pool';

export const poolLeadList: ListSpec<Named, PoolLeadSort> = {
  filter: {
    pool: ref('poolId'), stage: oneOf('stage'), openedAt: between('openedAt', { instant: true }),
    grades: sql<string[]>(['grade'], (value, { alias, params }) => unless(alias, PoolField.GRADE, `exists (select 1 from lead_score s where s.lead_id = ${alias}.id and s.grade = any(${params.add(value, 'text[]')}))`)),
    origins: sql<string[]>(['origin'], (value, { alias, params }) => unless(alias, PoolField.SOURCE, `${alias}.origin = any(${params.add(value, 'text[]')})`)),
    productIds: sql<string[]>(['productName'], (value, { alias, params }) => unless(alias, PoolField.PRODUCT, `${alias}.product_id = any(${params.add(value, 'uuid[]')})`)),
    city: sql<string>(['city', 'region'], (value, { alias, params }) => unless(alias, PoolField.CITY, `exists (select 1 from customer c where c.id = ${alias}.customer_id and (c.city = ${params.add(value)} or c.region = ${params.add(value)}))`)),
  },
  sort: { OPENED_AT: { path: 'openedAt', type: 'timestamptz' } },
  defaultSort: PoolLeadSort.OPENED_AT,
  defaultOrder: 'DESC',
};

export const leadPoolList: ListSpec<never, 'NAME'> = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };
