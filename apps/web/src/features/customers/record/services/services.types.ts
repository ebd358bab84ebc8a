import type { AnswerOf } from '@dossier/client';
import type { ServiceRequestsDocument } from './services.documents';

export type ServiceRequest = NonNullable<NonNullable<AnswerOf<typeof ServiceRequestsDocument>['customer']>['serviceRequests']>[number];
