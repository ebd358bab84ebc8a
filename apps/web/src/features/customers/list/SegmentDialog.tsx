import { Form, Input, Radio, Select } from 'antd';
import { SegmentChoicesDocument, useAsk, useSave, type SelectionInput } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { AddToSegmentDocument, CreateStaticSegmentDocument } from '../customer-segments.documents';
import { customerSegmentsText } from '../customer-segments.text';

interface SegmentDialogProps { count: number; selection: SelectionInput; onClose: () => void; onDone: () => void }
const REFRESHES = ['segments', 'segment', 'customers', 'customer'];

/** Puts the chosen customers into a list that people keep: one that stands, or a new one. */
export function SegmentDialog({ count, selection, onClose, onDone }: SegmentDialogProps) {
  const t = useText(customerSegmentsText);
  const isAll = !('ids' in selection);
  const standing = (useAsk(SegmentChoicesDocument, {}).data?.segments?.nodes ?? []).filter((one) => one.kind === 'STATIC' && one.can?.includes('FILL'));
  const [where, setWhere] = useState<'existing' | 'fresh'>('fresh');
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const done = () => {
    onDone();
    onClose();
  };
  const create = useSave(CreateStaticSegmentDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('created', { name: answer.createSegment?.name ?? '' }), onDone: done });
  const add = useSave(AddToSegmentDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('added', { name: answer.addToSegment?.name ?? '' }), onDone: done });
  const put = () => {
    if (where === 'existing' && chosen && 'ids' in selection) return add.run({ id: chosen, customerIds: selection.ids });
    const who = 'ids' in selection ? { customerIds: selection.ids } : { filter: selection.filter };
    return create.run({ input: { name: name.trim(), kind: 'STATIC', ...who } });
  };
  const offersBoth = !isAll && standing.length > 0;
  const lacks = where === 'existing' && offersBoth ? chosen === null : name.trim() === '';
  return (
    <Dialog open title={t('title')} onClose={onClose} verb={t('verb', { count })} onVerb={put} busy={create.busy || add.busy} disabled={lacks}>
      <Form layout="vertical" component="div">
        {offersBoth && <Form.Item label={t('where')}><Radio.Group aria-label={t('where')} value={where} options={(['fresh', 'existing'] as const).map((value) => ({ value, label: t(value) }))} onChange={(event) => setWhere(event.target.value as 'existing' | 'fresh')} /></Form.Item>}
        {where === 'existing' && offersBoth
          ? <Form.Item label={t('which')} htmlFor="put-segment"><Select id="put-segment" value={chosen} options={standing.map((one) => ({ value: one.id, label: one.name ?? '' }))} showSearch={{ optionFilterProp: 'label' }} onChange={setChosen} /></Form.Item>
          : <Form.Item label={t('name')} htmlFor="put-name"><Input id="put-name" autoFocus data-first value={name} maxLength={80} onChange={(event) => setName(event.target.value)} /></Form.Item>}
      </Form>
      <p className="d-note">{isAll ? t('allNote') : t('note')}</p>
    </Dialog>
  );
}
