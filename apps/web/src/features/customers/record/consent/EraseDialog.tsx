import { Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { EraseCustomerDocument } from './consent.documents';
import { consentText } from './consent.text';

/** Says what goes and what stays before it happens, for it cannot be undone. */
export function EraseDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(consentText);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const erase = useSave(EraseCustomerDocument, {
    refreshes: ['customer', 'customers', 'consentSheet', 'consentEntries', 'customerHistory', 'subjectRequests', 'timeline', 'erasures'], loud: true, onDone: onClose,
    done: (answer) => t('erased', { number: answer.eraseCustomer?.listNumber ?? 0 }),
  });
  const missing = reason.trim() === '';
  const run = () => (missing ? setAsked(true) : void erase.run({ id: customer.id, input: { reason: reason.trim() } }));
  return (
    <Dialog open danger title={t('eraseTitle', { name: customer.name ?? customer.companyName ?? customer.archiveNo ?? '' })} onClose={onClose} verb={t('erase')} busy={erase.busy} onVerb={run}>
      <p>{t('eraseText')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('reason')} htmlFor="erase-reason" extra={t('reasonHelp')} {...(asked && missing ? { validateStatus: 'error' as const, help: t('reasonNeeded') } : {})}>
          <Input id="erase-reason" autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
