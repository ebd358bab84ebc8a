import type { Provider } from '@nestjs/common';

export const poolPolicies: readonly object[] = [];
export const poolProviders: readonly Provider[] = [];
