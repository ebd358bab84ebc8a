import { between, oneOf, ref, type ListSpec } from '@dossier/kernel/list';
import type { FeedbackFilter } from './feedback.inputs';

/** What the list of feedback offers. */
export const feedbackList: ListSpec<Exclude<keyof FeedbackFilter, 'and' | 'or' | 'not'>, 'AT'> = {
  filter: {
    customer: ref('customerId'), product: ref('productId'), channel: ref('channelId', { guards: ['channelId', 'channel'] }),
    kind: oneOf('kind'), status: oneOf('status'), at: between('at', { instant: true }),
  },
  sort: { AT: { path: 'at', type: 'timestamptz' } },
  defaultSort: 'AT',
  defaultOrder: 'DESC',
};
