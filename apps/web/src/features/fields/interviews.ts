import type { AnswerOf } from '@dossier/client';
import type { AllInterviewTemplatesDocument } from './interviews.documents';

export type InterviewTemplate = NonNullable<AnswerOf<typeof AllInterviewTemplatesDocument>['interviewTemplates']>[number];

/** What is read anew when templates change. */
export const TEMPLATES = ['interviewTemplates'];
