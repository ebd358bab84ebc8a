import { householdPolicies, householdProviders } from '../households/households.providers';
import { RelationGraphs } from './relation-graph';
import { relationshipPolicy } from './relationship.policy';
import { RelationNodeResolver, RelationshipResolver } from './relationship.resolver';
import { RelationshipService } from './relationship.service';

export const relationshipPolicies = [relationshipPolicy, ...householdPolicies];
export const relationshipProviders = [RelationshipService, RelationGraphs, RelationshipResolver, RelationNodeResolver, ...householdProviders];
