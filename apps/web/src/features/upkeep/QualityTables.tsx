import { Section, TableTwin, usePhone, useText } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import type { Report } from './quality.types';
import { qualityText } from './quality.text';
import { terms, wordOf } from './upkeep.words';

/** The same figures by section, by source and by kind of contact. */
export function QualityTables({ report }: { report: Report }) {
  const t = useText(qualityText);
  const term = useText(terms);
  const format = useFormat();
  const share = (value: number | null | undefined) => (value === null || value === undefined ? t('enoughNot') : format.percent(value, 1));
  const right = 'right' as const;
  const phone = usePhone();
  return (
    <>
      <Section title={t('sections')}>
        <TableTwin whole label={t('sections')} columns={[{ key: 'section', title: t('section') }, { key: 'customers', title: t('customers'), align: right }, { key: 'share', title: t('completeness'), align: right }]}
          rows={(report.sections ?? []).map((one) => ({ section: wordOf(term, 'RecordSection', one.section), customers: one.customers, share: share(one.completeness) }))} />
      </Section>
      <Section title={t('sources')} note={t('sourcesNote')}>
        <TableTwin whole label={t('sources')} columns={[{ key: 'source', title: t('source') }, ...(phone ? [] : [{ key: 'customers', title: t('customers'), align: right }]), { key: 'share', title: t('completeness'), align: right }, ...(phone ? [] : [{ key: 'reviewed', title: t('reviewed'), align: right }]), { key: 'accuracy', title: t('accuracy'), align: right }]}
          rows={(report.sources ?? []).map((one) => ({ source: `${one.channel?.name ?? t('noChannel')} · ${wordOf(term, 'FactSource', one.origin)}`, customers: one.customers, share: share(one.completeness), reviewed: one.reviewed, accuracy: share(one.accuracy) }))} />
      </Section>
      <Section title={t('contacts')}>
        <p className="d-note upkeep-formulas">{t('contactsNote')}</p>
        <TableTwin whole label={t('contacts')} columns={[{ key: 'kind', title: t('kind') }, { key: 'count', title: t('count'), align: right }, ...(phone ? [] : [{ key: 'verified', title: t('verified'), align: right }]), { key: 'bounced', title: t('bounced'), align: right }, { key: 'validity', title: t('validity'), align: right }]}
          rows={(report.contacts ?? []).map((one) => ({ kind: wordOf(term, 'IdentityKind', one.kind), count: one.contacts, verified: one.verified, bounced: one.bounced, validity: share(one.validity) }))} />
      </Section>
    </>
  );
}
