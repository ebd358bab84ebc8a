import { Form, Input, Select } from 'antd';
import { useAsk } from '@dossier/client';
import { Section, useLanguage, useText } from '@dossier/ui';
import { FairChoicesDocument } from './fair.documents';
import type { FairSetup, Named } from './fair.rules';
import { fairText } from './fair.text';

interface Given { setup: FairSetup; onChange: (setup: FairSetup) => void }
const search = { optionFilterProp: 'label' } as const;

/** What holds for each entry of a fair: chosen once, and kept on this phone. */
export function FairChoices({ setup, onChange }: Given) {
  const t = useText(fairText);
  const language = useLanguage();
  const { data } = useAsk(FairChoicesDocument, {});
  const asking = (data?.purposes ?? []).filter(({ legalBasis }) => legalBasis === 'CONSENT' || legalBasis === 'LEGITIMATE_INTEREST');
  const channels = (data?.channels ?? []).map(({ id, name }) => ({ id, name: name ?? '' }));
  const purposes = asking.map(({ id, name, nameEn }) => ({ id, name: (language === 'zh' ? name : nameEn) ?? '' }));
  const choose = (field: 'source' | 'purpose', among: readonly Named[]) => (
    <Select id={`fair-${field}`} allowClear showSearch={search} placeholder={t('nothingChosen')} loading={!data} value={setup[field]?.id ?? null} options={withKept(among, setup[field]).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id: string | null | undefined) => onChange({ ...setup, [field]: among.find((one) => one.id === id) ?? null })} />
  );
  return (
    <Section title={t('thisFair')} note={t('fairHint')}>
      <Form layout="vertical" className="d-form lead-fair">
        <FairName setup={setup} onChange={onChange} />
        <Form.Item label={t('source')} htmlFor="fair-source" extra={t('sourceHint')}>{choose('source', channels)}</Form.Item>
        <Form.Item label={t('purpose')} htmlFor="fair-purpose" extra={t('purposeHint')}>{choose('purpose', purposes)}</Form.Item>
      </Form>
    </Section>
  );
}

/** The same without network: the name may be written anew, the rest stands as it was chosen. */
export function FairKept({ setup, onChange }: Given) {
  const t = useText(fairText);
  return (
    <Section title={t('thisFair')} note={t('fairHint')}>
      <Form layout="vertical" className="d-form lead-fair"><FairName setup={setup} onChange={onChange} /></Form>
      <p className="d-note">{t('keptChoices', { source: setup.source?.name ?? t('nothingChosen'), purpose: setup.purpose?.name ?? t('nothingChosen') })}</p>
    </Section>
  );
}

function FairName({ setup, onChange }: Given) {
  const t = useText(fairText);
  return <Form.Item label={t('fair')} htmlFor="fair-fair"><Input id="fair-fair" maxLength={100} value={setup.fair} onChange={(event) => onChange({ ...setup, fair: event.target.value })} /></Form.Item>;
}

/** What was chosen before stands in its list also where it has been put away since, or where the list has not come yet. */
const withKept = (among: readonly Named[], kept: Named | null): readonly Named[] => (kept && !among.some(({ id }) => id === kept.id) ? [kept, ...among] : among);
