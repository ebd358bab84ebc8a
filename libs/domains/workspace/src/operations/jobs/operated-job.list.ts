import { between, oneOf, ref, text, type ListSpec } from '@dossier/kernel/list';
import type { OperatedJobFilter, OperatedJobSort } from './operated-job.inputs';

export const operatedJobList: ListSpec<Exclude<keyof OperatedJobFilter, 'and' | 'or' | 'not'>, keyof typeof OperatedJobSort> = {
  filter: {
    state: oneOf('state'),
    name: text('name'),
    error: text('error'),
    starter: ref('ownerId'),
    createdAt: between('createdAt', { instant: true }),
  },
  sort: {
    CREATED_AT: { path: 'createdAt', type: 'timestamptz' },
    ENDED_AT: { path: 'endedAt', type: 'timestamptz', nullable: true },
  },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};
