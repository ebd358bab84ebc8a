import type { AnswerOf } from '@dossier/client';
import type { ConsentSheetDocument } from './consent.documents';

export type Purposes = NonNullable<AnswerOf<typeof ConsentSheetDocument>['purposes']>;
export type Sheet = NonNullable<AnswerOf<typeof ConsentSheetDocument>['consentSheet']>;

/** What a change of consent makes old. */
export const CONSENT = ['consentSheet', 'consentEntries', 'customers'];
