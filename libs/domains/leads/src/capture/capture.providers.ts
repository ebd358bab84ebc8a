import type { Provider } from '@nestjs/common';
import { SubmissionLeads } from './submission-leads';

export const capturePolicies: readonly object[] = [];
export const captureProviders: readonly Provider[] = [SubmissionLeads];
