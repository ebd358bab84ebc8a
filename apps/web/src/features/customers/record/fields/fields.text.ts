import { texts } from '@dossier/ui';

export const fieldsRecordText = texts('customer-own-fields', {
  ownFields: { zh: '自定义字段', en: 'More fields' },
});
