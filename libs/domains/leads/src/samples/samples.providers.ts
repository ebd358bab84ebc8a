import type { Provider } from '@nestjs/common';
import { LeadSamples } from './lead.samples';

export const sampleProviders: readonly Provider[] = [LeadSamples];
