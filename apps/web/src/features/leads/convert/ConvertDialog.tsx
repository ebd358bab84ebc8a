import { Form, Input, Radio } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { useLeadName } from '../LeadMarks';
import { LEADS_REFRESHED } from '../leads.refresh';
import type { LeadRow } from '../lead.types';
import { MoneyInput } from '../record/MoneyInput';
import { CompanyChoice } from './CompanyChoice';
import { ConvertLeadDocument, UnconvertLeadDocument } from './convert.documents';
import { convertText } from './convert.text';

const COMPANIES = ['none', 'existing', 'new'] as const;
type Company = (typeof COMPANIES)[number];

/** Makes a customer of whoever the lead belongs to, with the company they belong to; one commit, and one way back. */
export function ConvertDialog({ lead, onClose }: { lead: LeadRow; onClose: () => void }) {
  const t = useText(convertText);
  const name = useLeadName();
  const known = lead.customer?.companyName && lead.customer.companyName !== lead.customer.name ? lead.customer.companyName : '';
  const [company, setCompany] = useState<Company>('none');
  const [companyId, setCompanyId] = useState<string | undefined>();
  const [companyName, setCompanyName] = useState(known);
  const [amount, setAmount] = useState(lead.amount ?? null);
  const undo = useSave(UnconvertLeadDocument, { refreshes: LEADS_REFRESHED, loud: true, done: t('unconverted') });
  const convert = useSave(ConvertLeadDocument, { refreshes: LEADS_REFRESHED, loud: true, done: t('converted', { name: name(lead) }), undo: () => undo.run({ id: lead.id }), onDone: onClose });
  const lacks = (company === 'existing' && !companyId) || (company === 'new' && companyName.trim() === '');
  const input = { amount, ...(company === 'existing' && { companyId }), ...(company === 'new' && { companyName: companyName.trim() }) };
  return (
    <Dialog open title={t('title', { name: name(lead) })} onClose={onClose} verb={t('verb')} busy={convert.busy} disabled={lacks} onVerb={() => convert.run({ id: lead.id, input })}>
      <p className="d-note lead-dialog-note">{t('note')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('company')}><Radio.Group className="lead-choices" aria-label={t('company')} value={company} options={COMPANIES.map((value) => ({ value, label: t(value) }))} onChange={(event) => setCompany(event.target.value as Company)} /></Form.Item>
        {company === 'existing' && <Form.Item label={t('whichCompany')} htmlFor="lead-company"><CompanyChoice id="lead-company" value={companyId} onChange={setCompanyId} /></Form.Item>}
        {company === 'new' && <Form.Item label={t('companyName')} htmlFor="lead-company-name"><Input id="lead-company-name" maxLength={200} value={companyName} onChange={(event) => setCompanyName(event.target.value)} /></Form.Item>}
        <Form.Item label={t('amount')} htmlFor="lead-deal" extra={t('amountHint')}><MoneyInput id="lead-deal" value={amount} onChange={setAmount} /></Form.Item>
      </Form>
    </Dialog>
  );
}
