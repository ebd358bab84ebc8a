import type { Provider } from '@nestjs/common';
import { hangsOnCustomer } from '@dossier/customers';
import { nurtureEnrolmentPolicy, nurtureEventPolicy, nurtureTrackPolicy } from './nurture.entities';
import { NurtureJob } from './nurture.job';
import { NurtureEnrolmentResolver, NurtureTrackResolver } from './nurture.resolver';
import { NurtureRunner } from './nurture.run';
import { NurtureService } from './nurture.service';
import './task.subjects';

hangsOnCustomer({ table: 'task', type: 'Task', read: 'task.read' });

export const nurturePolicies: readonly object[] = [nurtureTrackPolicy, nurtureEnrolmentPolicy, nurtureEventPolicy];
export const nurtureProviders: readonly Provider[] = [NurtureRunner, NurtureService, NurtureJob, NurtureTrackResolver, NurtureEnrolmentResolver];
