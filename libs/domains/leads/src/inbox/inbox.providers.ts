import type { Provider } from '@nestjs/common';

export const inboxPolicies: readonly object[] = [];
export const inboxProviders: readonly Provider[] = [];
