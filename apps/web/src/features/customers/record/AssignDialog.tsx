import { Form, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useCustomerChoices, useSave } from '@dossier/client';
import { useState } from 'react';
import { AssignCustomerDocument } from '../customers.documents';
import { recordText } from './record.text';
import type { CustomerRecord } from './record.types';

/** Who looks after this customer; done at once, with the way back. */
export function AssignDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(recordText);
  const { owners } = useCustomerChoices();
  const [owner, setOwner] = useState<string | null>(customer.ownerId ?? null);
  const refreshes = ['customer', 'customers', 'customerHistory'];
  const before = customer.ownerId ?? null;
  const back = useSave(AssignCustomerDocument, { refreshes, loud: true });
  const name = owners.find((option) => option.value === owner)?.label ?? '';
  const assign = useSave(AssignCustomerDocument, {
    refreshes, loud: true, done: t('assigned', { name }), ...(before && { undo: () => back.run({ id: customer.id, ownerId: before }) }), onDone: onClose,
  });
  return (
    <Dialog open title={t('assign')} onClose={onClose} verb={owner ? t('assignVerb', { name }) : t('assign')} busy={assign.busy} disabled={owner === before || owner === null} onVerb={() => owner && assign.run({ id: customer.id, ownerId: owner })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('assignTo')} htmlFor="assign-owner">
          <Select id="assign-owner" autoFocus showSearch={{ optionFilterProp: 'label' }} value={owner} options={owners} placeholder={t('noOwner')} onChange={setOwner} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
