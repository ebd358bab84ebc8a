import type { AnswerOf } from '@dossier/client';
import type { LeadDocument } from './record.documents';

export type LeadRecord = NonNullable<AnswerOf<typeof LeadDocument>['lead']>;
