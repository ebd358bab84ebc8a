import { policy, through } from '@dossier/kernel/access';
import { FeedbackResolver } from '../feedback/feedback.resolver';
import { feedbackPolicy } from '../feedback/feedback.policy';
import { FeedbackService } from '../feedback/feedback.service';
import { needPolicy } from '../needs/need.policy';
import { NeedResolver } from '../needs/need.resolver';
import { NeedService } from '../needs/need.service';
import { ofCustomers } from '../profile/customer.policy';
import { TimelineResolver } from '../timeline/timeline.resolver';
import { Timeline } from '../timeline/timeline.service';
import { DossierReader } from './dossier.reader';
import { DossierService } from './dossier.service';
import { CustomerSignOff } from './sign-off.entity';
import { SignOffResolver } from './sign-off.resolver';
import { SignOffs } from './sign-off.service';
import { TiesReader } from './ties.reader';

/** A signature is part of the customer's own record: same word, same reach. */
const signOffPolicy = policy(CustomerSignOff, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

/** What an archive consists of beside the customer's own data: needs, feedback, timeline, signatures. */
export const dossierPolicies = [needPolicy, feedbackPolicy, signOffPolicy];

export const dossierProviders = [NeedService, NeedResolver, FeedbackService, FeedbackResolver, Timeline, TimelineResolver, SignOffs, SignOffResolver, TiesReader, DossierReader, DossierService];
