import type { ResultOf } from '@graphql-typed-document-node/core';
import { useLanguage } from '@dossier/ui';
import type { AllCustomFieldsDocument } from './fields.documents';

export type CustomField = NonNullable<ResultOf<typeof AllCustomFieldsDocument>['customFields']>[number];
/** What shows custom fields, and is old when one of them has changed. */
export const SHOWN = ['customFields', 'customers', 'customer', 'customerHistory'];

/** What a field is called in the reader's language. */
export const useLabel = (): ((field: { name?: string | null; nameEn?: string | null }) => string) => {
  const language = useLanguage();
  return (field) => (language === 'zh' ? field.name : field.nameEn) ?? '';
};
