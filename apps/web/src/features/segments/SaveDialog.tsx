import { Alert, Checkbox, Form, Input, Radio } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useMay } from '@dossier/client';
import { useState } from 'react';
import type { Visibility } from './segments.documents';
import { segmentsText } from './segments.text';

export interface Naming { name: string; description: string; visibility: Visibility; withView: boolean }
const VISIBILITIES: readonly Visibility[] = ['PRIVATE', 'TEAM', 'EVERYONE'];
interface SaveDialogProps { open: boolean; title: string; busy: boolean; fault: string | null; first: Partial<Naming>; /** Whether a view of the customer list is offered beside it. */ offersView?: boolean; /** Only a name and for whom. */ plain?: boolean; onClose: () => void; onSave: (naming: Naming) => unknown }

/** Names a segment and says who sees it; sharing takes a right of its own. */
export function SaveDialog({ open, ...rest }: SaveDialogProps) {
  return open ? <NamingForm {...rest} /> : null;
}

function NamingForm({ title, busy, fault, first, offersView, plain, onClose, onSave }: Omit<SaveDialogProps, 'open'>) {
  const t = useText(segmentsText);
  const mayShare = useMay('view.share');
  const [naming, setNaming] = useState<Naming>({ name: '', description: '', visibility: 'PRIVATE', withView: false, ...first });
  const put = (change: Partial<Naming>) => setNaming((old) => ({ ...old, ...change }));
  const name = naming.name.trim();
  const save = () => onSave({ ...naming, name, description: naming.description.trim() });
  const offered = mayShare ? VISIBILITIES : VISIBILITIES.filter((visibility) => visibility === 'PRIVATE' || visibility === first.visibility);
  return (
    <Dialog open title={title} onClose={onClose} verb={t('save')} onVerb={save} busy={busy} disabled={name === ''}>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="segment-dialog-fault" />}
      <Form layout="vertical" component="div">
        <Form.Item label={t('name')} htmlFor="segment-name">
          <Input id="segment-name" autoFocus data-first value={naming.name} maxLength={80} onChange={(event) => put({ name: event.target.value })}
            onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing && name !== '' && !busy && void save()} />
        </Form.Item>
        {!plain && (
          <Form.Item label={t('description')} htmlFor="segment-description">
            <Input.TextArea id="segment-description" value={naming.description} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('descriptionHint')} onChange={(event) => put({ description: event.target.value })} />
          </Form.Item>
        )}
        <Form.Item label={t('visibility')}>
          <Radio.Group aria-label={t('visibility')} value={naming.visibility} options={offered.map((value) => ({ value, label: t(value) }))} onChange={(event) => put({ visibility: event.target.value as Visibility })} />
        </Form.Item>
        {offersView && (
          <Form.Item extra={t('alsoViewHint')} className="segment-last-item">
            <Checkbox checked={naming.withView} onChange={(event) => put({ withView: event.target.checked })}>{t('alsoView')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Dialog>
  );
}
