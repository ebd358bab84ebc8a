import { type CustomField, useCustomFields, useFieldWords } from '@dossier/client';
import { Facts, Section, useText } from '@dossier/ui';
import { recordText } from '../record.text';
import type { CustomerRecord } from '../record.types';
import { fieldsRecordText } from './fields.text';

/** The fields that the company has added, under their headings; empty ones say so. */
export function CustomSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(fieldsRecordText);
  const r = useText(recordText);
  const words = useFieldWords();
  const fields = useCustomFields();
  const groups = new Map<string, CustomField[]>();
  for (const field of fields) groups.set(words.heading(field), [...(groups.get(words.heading(field)) ?? []), field]);
  const values = new Map((customer.customValues ?? []).map((value) => [value.key, value]));
  const none = <span className="d-caption">{r('missing')}</span>;
  return [...groups].map(([heading, group]) => (
    <Section key={heading} title={heading || t('ownFields')}>
      <Facts items={group.map((field) => ({ label: words.label(field), value: <Value field={field} said={words.say(field, values.get(field.key))} /> }))} />
    </Section>
  ));

  function Value({ field, said }: { field: CustomField; said: string | null }) {
    if (said === null) return none;
    return field.type === 'URL' && said.startsWith('http') ? <a href={said} target="_blank" rel="noreferrer noopener">{said}</a> : <>{said}</>;
  }
}
