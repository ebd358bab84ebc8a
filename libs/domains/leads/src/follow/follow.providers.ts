import type { Provider } from '@nestjs/common';

export const followPolicies: readonly object[] = [];
export const followProviders: readonly Provider[] = [];
