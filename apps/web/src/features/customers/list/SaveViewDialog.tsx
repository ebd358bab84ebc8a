import { Form, Input, Radio } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useMay } from '@dossier/client';
import { useState } from 'react';
import { customersText } from '../customers.text';
import type { Visibility } from './useViews';

const VISIBILITIES: readonly Visibility[] = ['PRIVATE', 'TEAM', 'EVERYONE'];
interface SaveViewDialogProps { open: boolean; busy: boolean; onClose: () => void; onSave: (name: string, visibility: Visibility) => unknown }

/** Names a view and says who sees it; sharing takes a right of its own. */
export function SaveViewDialog({ open, busy, onClose, onSave }: SaveViewDialogProps) {
  const t = useText(customersText);
  const mayShare = useMay('view.share');
  const [name, setName] = useState('');
  const [visibility, setVisibility] = useState<Visibility>('PRIVATE');
  const offered = mayShare ? VISIBILITIES : VISIBILITIES.slice(0, 1);
  const save = async () => {
    await onSave(name.trim(), visibility);
    setName('');
    onClose();
  };
  return (
    <Dialog open={open} title={t('saveViewTitle')} onClose={onClose} verb={t('save')} onVerb={save} busy={busy} disabled={name.trim() === ''}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('viewName')} htmlFor="view-name">
          <Input id="view-name" autoFocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && name.trim() !== '' && void save()} />
        </Form.Item>
        <Form.Item label={t('viewFor')}>
          <Radio.Group aria-label={t('viewFor')} value={visibility} options={offered.map((value) => ({ value, label: t(value) }))} onChange={(event) => setVisibility(event.target.value as Visibility)} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
