import type { Provider } from '@nestjs/common';

export const importPolicies: readonly object[] = [];
export const importProviders: readonly Provider[] = [];
