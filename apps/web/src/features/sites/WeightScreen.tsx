import { Button, InputNumber } from 'antd';
import { failure, useAsk, useFormat, useSave } from '@dossier/client';
import { Facts, Failed, Page, Rows, Section, useLanguage, useText, Waiting } from '@dossier/ui';
import { eventTerms } from '@dossier/vocabulary/terms/events';
import { useState } from 'react';
import { SiteTabs } from './SiteTabs';
import { RetentionDocument, SetRetentionDocument, SetWeightDocument, WeightsDocument } from './sites.documents';
import { sitesText } from './sites.text';
import './sites.css';

/** How much each kind of event says, and how long events are kept. */
export function WeightScreen() {
  const t = useText(sitesText);
  return (
    <Page title={t('title')} help="events">
      <SiteTabs current="weights" />
      <Weights />
      <Retention />
    </Page>
  );
}

function Weights() {
  const t = useText(sitesText);
  const language = useLanguage();
  const ask = useAsk(WeightsDocument, {});
  const save = useSave(SetWeightDocument, { refreshes: ['eventWeights', 'interestProfile'], loud: true, done: t('saved') });
  const nameOf = (name: string): string => eventTerms[`EventName.${name}` as keyof typeof eventTerms][language];
  return (
    <Section title={t('weight')} note={t('weightsLead')}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      <Rows label={t('weight')}>
        {(ask.data?.eventWeights ?? []).map(({ name, weight }) => name && <WeightLine key={`${name} ${weight}`} title={nameOf(name)} weight={weight ?? 0} busy={save.busy} onSave={(value) => void save.run({ name, input: { weight: value } })} />)}
      </Rows>
    </Section>
  );
}

function WeightLine({ title, weight, busy, onSave }: { title: string; weight: number; busy: boolean; onSave: (weight: number) => void }) {
  const t = useText(sitesText);
  const [typed, setTyped] = useState<number | null>(weight);
  return (
    <li className="d-row">
      <span className="d-row-words"><span className="d-row-title">{title}</span></span>
      <InputNumber min={0} max={100} aria-label={t('weightOf', { name: title })} value={typed} onChange={setTyped} />
      <Button size="small" disabled={busy || typed === null || typed === weight} aria-label={`${t('save')} ${title}`} onClick={() => typed !== null && onSave(typed)}>{t('save')}</Button>
    </li>
  );
}

function Retention() {
  const t = useText(sitesText);
  const format = useFormat();
  const ask = useAsk(RetentionDocument, {});
  const found = ask.data?.eventRetention;
  const [typed, setTyped] = useState<number | null>(null);
  const save = useSave(SetRetentionDocument, { refreshes: ['eventRetention'], loud: true, done: (answer) => t('kept', { months: answer.setEventRetention?.months ?? 0 }), onDone: () => setTyped(null) });
  if (!found) return null;
  return (
    <Section title={t('retention')} note={t('retentionLead')}>
      <Facts items={[{ label: t('oldest'), value: found.oldest ? format.day(found.oldest) : t('none') }]} />
      <div className="site-months">
        <InputNumber min={1} max={120} aria-label={t('months')} addonBefore={t('months')} value={typed ?? found.months} onChange={setTyped} />
        <Button disabled={save.busy || typed === null || typed === found.months} onClick={() => typed !== null && void save.run({ input: { months: typed } })}>{t('save')}</Button>
      </div>
    </Section>
  );
}
