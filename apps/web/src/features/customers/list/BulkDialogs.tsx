import { Form, Select } from 'antd';
import type { CustomerChoices } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { customersText } from '../customers.text';
import { codesOf, terms } from '../customers.words';
import { BulkFields } from './BulkFields';
import type { BulkChange } from '../customer-sets.documents';

export type BulkKind = 'assign' | 'tag' | 'stage' | 'fields';
interface BulkDialogProps { count: number; choices: CustomerChoices; busy: boolean; onClose: () => void; onChange: (change: BulkChange) => unknown }

const search = { optionFilterProp: 'label' } as const;

/** One small form per bulk verb; the verb names how many it touches. */
export function BulkDialog({ kind, ...rest }: BulkDialogProps & { kind: BulkKind | null }) {
  if (kind === 'assign') return <AssignMany {...rest} />;
  if (kind === 'tag') return <TagMany {...rest} />;
  if (kind === 'fields') return <BulkFields {...rest} />;
  return kind === 'stage' ? <StageMany {...rest} /> : null;
}

function AssignMany({ count, choices, busy, onClose, onChange }: BulkDialogProps) {
  const t = useText(customersText);
  const [owner, setOwner] = useState<string | null>(null);
  return (
    <Dialog open title={t('assignTitle')} onClose={onClose} verb={t('assignVerb', { count })} busy={busy} disabled={owner === null} onVerb={() => owner && onChange({ ownerId: owner })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('colleague')} htmlFor="bulk-owner">
          <Select id="bulk-owner" autoFocus showSearch={search} value={owner} options={choices.owners} onChange={setOwner} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

function TagMany({ count, choices, busy, onClose, onChange }: BulkDialogProps) {
  const t = useText(customersText);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const change = { ...(add.length > 0 && { addTagIds: add }), ...(remove.length > 0 && { removeTagIds: remove }) };
  return (
    <Dialog open title={t('tagTitle')} onClose={onClose} verb={t('tagVerb', { count })} busy={busy} disabled={add.length + remove.length === 0} onVerb={() => onChange(change)}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('addTags')} htmlFor="bulk-add">
          <Select id="bulk-add" autoFocus mode="multiple" showSearch={search} value={add} options={choices.tags.filter((tag) => !remove.includes(tag.value))} onChange={setAdd} />
        </Form.Item>
        <Form.Item label={t('removeTags')} htmlFor="bulk-remove">
          <Select id="bulk-remove" mode="multiple" showSearch={search} value={remove} options={choices.tags.filter((tag) => !add.includes(tag.value))} onChange={setRemove} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}

function StageMany({ count, busy, onClose, onChange }: BulkDialogProps) {
  const t = useText(customersText);
  const term = useText(terms);
  const codes = codesOf('CustomerStage');
  const [stage, setStage] = useState<(typeof codes)[number] | null>(null);
  return (
    <Dialog open title={t('stageTitle')} onClose={onClose} verb={t('tagVerb', { count })} busy={busy} disabled={stage === null} onVerb={() => stage && onChange({ stage })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('stage')} htmlFor="bulk-stage">
          <Select id="bulk-stage" autoFocus value={stage} options={codes.map((code) => ({ value: code, label: term(`CustomerStage.${code}`) }))} onChange={setStage} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
