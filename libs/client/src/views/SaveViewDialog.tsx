import { Form, Input, Radio } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useMay } from '../viewer';
import { useState } from 'react';
import { viewsText } from './views.text';
import type { ViewVisibility } from './useViews';

const VISIBILITIES: readonly ViewVisibility[] = ['PRIVATE', 'TEAM', 'EVERYONE'];
interface SaveViewDialogProps { open: boolean; busy: boolean; onClose: () => void; onSave: (name: string, visibility: ViewVisibility) => unknown }

/** Names a view and says who sees it; sharing takes a right of its own. */
export function SaveViewDialog({ open, busy, onClose, onSave }: SaveViewDialogProps) {
  const t = useText(viewsText);
  const mayShare = useMay('view.share');
  const [name, setName] = useState('');
  const [visibility, setVisibility] = useState<ViewVisibility>('PRIVATE');
  const offered = mayShare ? VISIBILITIES : VISIBILITIES.slice(0, 1);
  const save = async () => {
    await onSave(name.trim(), visibility);
    setName('');
    onClose();
  };
  return (
    <Dialog open={open} title={t('saveTitle')} onClose={onClose} verb={t('save')} onVerb={save} busy={busy} disabled={name.trim() === ''}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('name')} htmlFor="view-name">
          <Input id="view-name" autoFocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && name.trim() !== '' && void save()} />
        </Form.Item>
        <Form.Item label={t('whoSees')}>
          <Radio.Group aria-label={t('whoSees')} value={visibility} options={offered.map((value) => ({ value, label: t(value) }))} onChange={(event) => setVisibility(event.target.value as ViewVisibility)} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
