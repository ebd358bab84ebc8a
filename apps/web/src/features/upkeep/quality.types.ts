import type { AnswerOf } from '@dossier/client';
import type { QualityReportsDocument } from './upkeep.documents';

export type Report = NonNullable<AnswerOf<typeof QualityReportsDocument>['qualityReports']>['nodes'][number];
