import { Tag } from 'antd';
import { Suspense } from 'react';
import { Facts, Section, useLanguage, useText } from '@dossier/ui';
import { codesOf, terms } from '../customers.words';
import { writeBirth } from '../form/birth';
import { formText } from '../form/form.text';
import { zoneName } from '../form/zones';
import { ContactSection } from './ContactSection';
import { BaitMark } from './intake/BaitMark';
import { Suggestions } from './intake/Suggestions';
import { CustomSection } from './fields/CustomSection';
import { PackSections } from './fields/PackSections';
import { SignOffPanel } from './archive/later';
import { recordText } from './record.text';
import type { CustomerRecord } from './record.types';

/** The basic data as it stands; a field out of the reader's rights is not there at all. */
export function BasicTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  return (
    <>
      <Suggestions customerId={customer.id} />
      <Section title={t(customer.kind === 'COMPANY' ? 'organisation' : 'person')}><Facts items={usePersonFacts(customer)} /></Section>
      <ContactSection customer={customer} />
      <Section title={t('belongs')}><Facts items={useBelonging(customer)} /></Section>
      <CustomSection customer={customer} />
      <PackSections customer={customer} />
      <Suspense fallback={null}><SignOffPanel customer={customer} /></Suspense>
      <BaitMark customerId={customer.id} />
    </>
  );
}

function usePersonFacts(customer: CustomerRecord) {
  const f = useText(formText);
  const term = useText(terms);
  const none = useMissing();
  const name = { label: f(customer.kind === 'COMPANY' ? 'nameOfCompany' : 'name'), value: customer.name ?? none };
  const language = useLanguage();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const country = customer.country && (names.of(customer.country) ?? customer.country);
  const place = [customer.city, customer.region, country].filter(Boolean).join(' · ');
  const person = [
    { label: f('nameLatin'), value: customer.nameLatin ?? none },
    { label: f('gender'), value: customer.gender ? term(`Gender.${customer.gender}`) : none },
    { label: f('birth'), value: useBirth(customer) ?? none },
    { label: f('occupation'), value: useOccupation(customer) ?? none },
    { label: f('companyName'), value: customer.companyName ?? none },
  ];
  return [
    { label: f('kind'), value: customer.kind ? term(`CustomerKind.${customer.kind}`) : none }, name,
    ...(customer.kind === 'COMPANY' ? [] : person), { label: f('place'), value: place === '' ? none : place },
    // Few customers live by another clock than the company's: it is told of them alone.
    ...(customer.timeZone ? [{ label: f('timeZone'), value: zoneName(customer.timeZone, language) }] : []),
  ];
}

function useMissing() {
  const t = useText(recordText);
  return <span className="d-caption">{t('missing')}</span>;
}

function useBirth(customer: CustomerRecord): string | null {
  const f = useText(formText);
  const term = useText(terms);
  if (!customer.birthDate) return null;
  const age = customer.age === null || customer.age === undefined ? null : f('ageYears', { age: customer.age });
  const kind = customer.birthCalendar === 'LUNAR' ? term('BirthCalendar.LUNAR') : null;
  const written = writeBirth(customer.birthDate, customer.birthPrecision);
  return [kind, written, customer.birthLeapMonth ? f('leapMonth') : null, age].filter(Boolean).join(' · ');
}

function useOccupation(customer: CustomerRecord): string | null {
  const term = useText(terms);
  const code = codesOf('Occupation').find((candidate) => candidate === customer.occupation);
  return customer.occupationText ?? (code ? term(`Occupation.${code}`) : null);
}

function useBelonging(customer: CustomerRecord) {
  const t = useText(recordText);
  const f = useText(formText);
  const term = useText(terms);
  const none = useMissing();
  const tags = customer.tags ?? [];
  return [
    { label: t('stage'), value: customer.stage ? term(`CustomerStage.${customer.stage}`) : none },
    { label: t('owner'), value: customer.owner?.name ?? none },
    { label: t('team'), value: customer.team?.name ?? none },
    { label: t('source'), value: customer.source?.name ?? none },
    { label: f('tags'), value: tags.length > 0 ? <span className="customer-tags">{tags.map((tag) => <Tag key={tag.id}>{tag.name}</Tag>)}</span> : none },
    ...(customer.externalKey ? [{ label: t('external'), value: [customer.externalSource, customer.externalKey].filter(Boolean).join(' · ') }] : []),
  ];
}
