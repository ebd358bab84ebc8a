import type { Provider } from '@nestjs/common';

export const scoringPolicies: readonly object[] = [];
export const scoringProviders: readonly Provider[] = [];
