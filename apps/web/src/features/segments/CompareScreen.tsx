import { Button, Form, Input, Radio, Select } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Combine } from 'lucide-react';
import { Can, failure, useAsk, useMay, useSave, useSegmentChoices } from '@dossier/client';
import { Dialog, EmptyState, Failed, Icon, NotAllowed, Page, useText, Waiting, type Option } from '@dossier/ui';
import { useState } from 'react';
import { OverlapChart } from './OverlapChart';
import { CombineSegmentsDocument, CompareSegmentsDocument, type CombineHow } from './segments.documents';
import { segmentsText } from './segments.text';
import { REFRESHES } from './useSegmentVerbs';
import './segments.css';

const MOST = 3;
const HOWS: readonly CombineHow[] = ['UNION', 'INTERSECTION', 'DIFFERENCE'];

/** Two or three segments beside each other: who is in which, and a new one made of them. */
export function CompareScreen() {
  const t = useText(segmentsText);
  const crumbs = [{ label: t('title'), to: '/segments' }];
  return useMay('segment.read') ? <Compare crumbs={crumbs} /> : <Page title={t('compareTitle')} crumbs={crumbs}><NotAllowed /></Page>;
}

function Compare({ crumbs }: { crumbs: { label: string; to: string }[] }) {
  const t = useText(segmentsText);
  const navigate = useNavigate();
  const { ids = [] } = useSearch({ strict: false }) as { ids?: string[] };
  const [combining, setCombining] = useState(false);
  const segments = useSegmentChoices();
  const ask = useAsk(CompareSegmentsDocument, { ids }, { skip: ids.length < 2, keep: true });
  const name = (id: string): string => segments.find((option) => option.value === id)?.label ?? '…';
  const choose = (chosen: string[]) => void navigate({ to: '.', replace: true, search: { ids: chosen.slice(0, MOST) } as never });
  const verb = ids.length > 1 && <Can do="segment.write"><Button type="primary" icon={<Icon of={Combine} />} onClick={() => setCombining(true)}>{t('combine')}</Button></Can>;
  return (
    <Page title={t('compareTitle')} crumbs={crumbs} help="segments" actions={verb}>
      <div className="segment-compare-which">
        <label htmlFor="compare-which" className="d-caption">{t('which')}</label>
        <Select id="compare-which" mode="multiple" className="segment-compare-pick" maxCount={MOST} value={ids} options={segments} showSearch={{ optionFilterProp: 'label' }} placeholder={t('chooseTwo')} onChange={choose} />
      </div>
      {ids.length < 2 && <EmptyState title={t('chooseTwo')} text={t('chooseText')} />}
      {ids.length > 1 && ask.isPending && <Waiting rows={6} />}
      {ids.length > 1 && ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ids.length > 1 && ask.data?.compareSegments && <OverlapChart ids={ids} regions={ask.data.compareSegments} name={name} />}
      {combining && <CombineDialog ids={ids} names={ids.map(name)} onClose={() => setCombining(false)} onDone={(id) => void navigate({ to: `/segments/${id}` })} />}
    </Page>
  );
}

function CombineDialog({ ids, names, onClose, onDone }: { ids: string[]; names: string[]; onClose: () => void; onDone: (id: string) => void }) {
  const t = useText(segmentsText);
  const [how, setHow] = useState<CombineHow>('UNION');
  const [name, setName] = useState(names.join(' + ').slice(0, 80));
  const [first, setFirst] = useState(ids[0] ?? '');
  const options: Option[] = ids.map((id, at) => ({ value: id, label: names[at] ?? '' }));
  const combine = useSave(CombineSegmentsDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('combined', { name: answer.combineSegments?.name ?? '' }), onDone: (answer) => answer.combineSegments && onDone(answer.combineSegments.id) });
  const ordered = how === 'DIFFERENCE' ? [first, ...ids.filter((id) => id !== first)] : ids;
  const run = () => combine.run({ input: { name: name.trim(), how, ids: ordered } });
  return (
    <Dialog open title={t('combineTitle')} onClose={onClose} verb={t('combine')} onVerb={run} busy={combine.busy} disabled={name.trim() === ''}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('how')}><Radio.Group aria-label={t('how')} className="segment-hows" value={how} options={HOWS.map((value) => ({ value, label: t(value) }))} onChange={(event) => setHow(event.target.value as CombineHow)} /></Form.Item>
        {how === 'DIFFERENCE' && <Form.Item label={t('firstOne')} htmlFor="combine-first"><Select id="combine-first" value={first} options={options} onChange={setFirst} /></Form.Item>}
        <Form.Item label={t('name')} htmlFor="combine-name"><Input id="combine-name" autoFocus data-first value={name} maxLength={80} onChange={(event) => setName(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
