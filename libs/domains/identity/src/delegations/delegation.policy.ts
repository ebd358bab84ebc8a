import { policy, type Scope } from '@dossier/kernel/access';
import { Delegation } from './delegation.entity';

/** The two people whom a delegation binds see it, and nobody else by this way; the trail shows it to who reads the trail. */
const betweenTwo: Scope = {
  needs: ['fromId', 'toId'],
  exact: true,
  where: (scopes, _viewer, alias, params) => (scopes.length > 0 ? `${params.slot('userId')} in (${alias}.from_id, ${alias}.to_id)` : 'false'),
  covers: (scopes, viewer, row) => scopes.length > 0 && viewer.userId !== null && [(row as Delegation).fromId, (row as Delegation).toId].includes(viewer.userId),
};

export const delegationPolicy = policy(Delegation, {
  read: 'signed-in',
  scope: betweenTwo,
  actions: { END: { word: 'signed-in', when: (row) => row.endedAt === null, needs: ['endedAt'] } },
});
