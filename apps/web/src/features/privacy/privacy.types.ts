import type { AnswerOf } from '@dossier/client';
import type { PurposesDocument, SubjectRequestsDocument } from './privacy.documents';

export type Request = NonNullable<AnswerOf<typeof SubjectRequestsDocument>['subjectRequests']>['nodes'][number];
export type Purpose = NonNullable<AnswerOf<typeof PurposesDocument>['purposes']>[number];
