import type { Provider } from '@nestjs/common';

export const nurturePolicies: readonly object[] = [];
export const nurtureProviders: readonly Provider[] = [];
