import { leadPolicy } from './lead.policy';

export const leadPolicies = [leadPolicy];
export const leadProviders = [];
