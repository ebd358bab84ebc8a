import { FactSource } from '@dossier/vocabulary/fact-enums';

/**
 * How sure a fact is by the way it came in, from 0 to 1, where the writer says nothing else. An assumption of the product, not a
 * measured share: what was looked at and confirmed is surest, then what a colleague typed, then what other systems sent, then what
 * people said of themselves on a form, and last what was concluded from behaviour.
 */
export const CONFIDENCE: Readonly<Record<FactSource, number>> = {
  REVIEW: 0.98, MANUAL: 0.9, MERGE: 0.9, INTERVIEW: 0.85, API: 0.85, WEBHOOK: 0.8, IMPORT: 0.8, BULK_EDIT: 0.8, SURVEY: 0.75, FORM: 0.7, EVENT: 0.5, DEMO: 0.8,
};
