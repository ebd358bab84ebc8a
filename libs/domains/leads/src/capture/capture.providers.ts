import type { Provider } from '@nestjs/common';

export const capturePolicies: readonly object[] = [];
export const captureProviders: readonly Provider[] = [];
