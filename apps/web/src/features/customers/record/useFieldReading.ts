import { useLanguage, useText } from '@dossier/ui';
import { partName, useCustomerChoices, useCustomFields, useFieldWords, useFormat } from '@dossier/client';
import { terms } from '../customers.words';
import { formText } from '../form/form.text';
import { zoneName } from '../form/zones';
import { recordText } from './record.text';

type FormKey = keyof (typeof formText)['table'];
/** What each column of the record is called on the screen; all else is technical. */
const FIELDS: Readonly<Record<string, FormKey>> = {
  kind: 'kind', name: 'name', familyName: 'familyName', givenName: 'givenName', nameLatin: 'nameLatin', companyName: 'companyName', gender: 'gender', birthDate: 'birth',
  birthPrecision: 'precision', birthCalendar: 'calendar', birthLeapMonth: 'leapMonth', occupation: 'occupation', occupationText: 'occupationText', country: 'country', region: 'region', city: 'city', timeZone: 'timeZone', stage: 'stage',
  source: 'source', sourceId: 'source', owner: 'owner', ownerId: 'owner', team: 'team', teamId: 'team', tags: 'tags', tagIds: 'tags', value: 'value', label: 'label', primary: 'primary',
};
const CODES: Readonly<Record<string, string>> = { kind: 'CustomerKind', stage: 'CustomerStage', gender: 'Gender', birthPrecision: 'BirthPrecision', birthCalendar: 'BirthCalendar', occupation: 'Occupation' };
const IDENTITY_CODES: Readonly<Record<string, string>> = { kind: 'IdentityKind', source: 'IdentitySource' };

/** How fields and their values read: words for codes, names for ids, days and yes or no in the reader's language. */
export function useFieldReading() {
  const f = useText(formText);
  const t = useText(recordText);
  const term = useText(terms);
  const format = useFormat();
  const choices = useCustomerChoices();
  const named = [...choices.owners, ...choices.teams, ...choices.sources, ...choices.tags];
  const nameOf = (id: string): string => named.find((option) => option.value === id)?.label ?? id;
  const words = useFieldWords();
  const own = new Map(useCustomFields().map((custom) => [partName(custom.key), custom]));
  const language = useLanguage();
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const one = (field: string, value: unknown, codes: Readonly<Record<string, string>>): string => {
    const code = `${codes[field]}.${String(value)}`;
    if (code in terms.table) return term(code as keyof typeof terms.table);
    if (field === 'country') return countries.of(String(value)) ?? String(value);
    if (field === 'timeZone') return zoneName(String(value), language);
    if (field.endsWith('Id') || field.endsWith('Ids')) return nameOf(String(value));
    if (typeof value === 'boolean') return f(value ? 'yes' : 'no');
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? format.day(value) : typeof value === 'object' ? t('masked') : String(value);
  };
  return {
    fieldName: (field: string): string | null => (own.get(field) ? words.label(own.get(field)!) : FIELDS[field] ? f(FIELDS[field]) : null),
    valueName: (field: string, value: unknown, table?: string | null): string => {
      const custom = own.get(field);
      if (custom) return typeof value === 'string' && value === '***' ? value : words.shown(custom, value);
      const codes = table === 'CustomerIdentity' ? IDENTITY_CODES : CODES;
      if (value === null || value === undefined || value === '') return f('nothing');
      return Array.isArray(value) ? value.map((item) => one(field, item, codes)).join(f('listMark')) : one(field, value, codes);
    },
  };
}
