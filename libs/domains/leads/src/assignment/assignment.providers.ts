import type { Provider } from '@nestjs/common';

export const assignmentPolicies: readonly object[] = [];
export const assignmentProviders: readonly Provider[] = [];
