import type { Provider } from '@nestjs/common';

export const conversionPolicies: readonly object[] = [];
export const conversionProviders: readonly Provider[] = [];
