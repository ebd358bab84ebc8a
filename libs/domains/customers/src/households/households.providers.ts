import { HouseholdInsights } from './household.insights';
import { householdMemberPolicy, householdPolicy } from './household.policy';
import { HouseholdMemberResolver, HouseholdResolver, HouseholdSuggestionResolver } from './household.resolver';
import { HouseholdService } from './household.service';

export const householdPolicies = [householdPolicy, householdMemberPolicy];
export const householdProviders = [HouseholdService, HouseholdInsights, HouseholdResolver, HouseholdMemberResolver, HouseholdSuggestionResolver];
