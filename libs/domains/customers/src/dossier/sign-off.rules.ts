import { SignedSection } from '@dossier/vocabulary/archive-enums';

/** The fields that each section signs, by their columns on the customer; contacts stand in rows of their own. */
export const SIGNED_FIELDS: Readonly<Record<SignedSection, Readonly<Record<string, string>>>> = {
  BASIC: {
    kind: 'kind', name: 'name', familyName: 'family_name', givenName: 'given_name', nameLatin: 'name_latin', companyName: 'company_name', gender: 'gender',
    birthDate: 'birth_date', birthPrecision: 'birth_precision', birthCalendar: 'birth_calendar', occupation: 'occupation', occupationText: 'occupation_text', country: 'country', region: 'region', city: 'city',
  },
  CONTACT: { identities: '*' },
  BELONGING: { stage: 'stage', sourceId: 'source_id', ownerId: 'owner_id', teamId: 'team_id', tagIds: 'tag_ids', externalKey: 'external_key' },
};

const columnsOf = (section: SignedSection): string => Object.values(SIGNED_FIELDS[section]).map((column) => `'${column}'`).join(',');

/** Whether a signed column, or for contacts any row of theirs, was changed after the last change that the signer knew. */
export const changedSince = (alias: string): string =>
  `exists (select 1 from revision r where r.row_id = coalesce(${alias}.side_id, ${alias}.customer_id) and r.id > ${alias}.revision_id and case ${alias}.section
    when 'CONTACT' then r.table_name = 'customer_identity'
    when 'BASIC' then r.table_name = 'customer' and r.after ?| array[${columnsOf(SignedSection.BASIC)}]
    else r.table_name = 'customer' and r.after ?| array[${columnsOf(SignedSection.BELONGING)}] end and r.table_name in ('customer','customer_identity'))`;
