import { RelationGraphs } from './relation-graph';
import { relationshipPolicy } from './relationship.policy';
import { RelationNodeResolver, RelationshipResolver } from './relationship.resolver';
import { RelationshipService } from './relationship.service';

export const relationshipPolicies = [relationshipPolicy];
export const relationshipProviders = [RelationshipService, RelationGraphs, RelationshipResolver, RelationNodeResolver];
