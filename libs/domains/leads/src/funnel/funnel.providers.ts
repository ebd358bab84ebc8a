import type { Provider } from '@nestjs/common';

export const funnelPolicies: readonly object[] = [];
export const funnelProviders: readonly Provider[] = [];
