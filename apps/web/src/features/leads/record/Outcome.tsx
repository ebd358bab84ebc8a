import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Check, RotateCcw } from 'lucide-react';
import { useFormat, useSave } from '@dossier/client';
import { Icon, useText } from '@dossier/ui';
import { ConvertLeadDocument, UnconvertLeadDocument } from '../convert/convert.documents';
import { CloseLeadDocument, ReopenLeadDocument } from '../leads.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { leadWords } from '../leads.words';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';

/** What became of a closed lead, with both ways on: to the customer, and back. */
export function Outcome({ lead }: { lead: LeadRecord }) {
  if (lead.status === 'WON') return <Won lead={lead} />;
  return lead.status === 'LOST' || lead.status === 'INVALID' ? <Lost lead={lead} /> : null;
}

function Won({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const format = useFormat();
  const { conversion, customer } = lead;
  const undo = useUnconverting(lead);
  const day = format.day(conversion?.convertedAt ?? lead.closedAt);
  const words = conversion?.convertedBy?.name ? t('wonAt', { name: conversion.convertedBy.name, day }) : t('wonBySystem', { day });
  const { company } = conversion ?? {};
  return (
    <div className="lead-outcome lead-outcome-won" role="status">
      <p><Icon of={Check} /> {[words, conversion?.amount ? format.money(conversion.amount) : null].filter(Boolean).join(' · ')}{company && <> · {t('withCompany')} <Link className="d-sentence-link" to={`/customers/${company.id}`}>{company.name ?? company.companyName}</Link></>}</p>
      <span className="lead-outcome-verbs">
        {customer && <Link to={`/customers/${customer.id}`}>{t('toRecord')}</Link>}
        {lead.can?.includes('UNCONVERT') && <Button size="small" icon={<Icon of={RotateCcw} />} onClick={undo}>{t('unconvert')}</Button>}
      </span>
    </div>
  );
}

/** Takes a conversion back; the toast converts again as it was. */
function useUnconverting(lead: LeadRecord): () => void {
  const t = useText(recordText);
  const options = { refreshes: LEADS_REFRESHED, loud: true };
  const again = useSave(ConvertLeadDocument, { ...options, done: t('convertedAgain') });
  const { conversion } = lead;
  const input = { amount: conversion?.amount ?? null, ...(conversion?.company && { companyId: conversion.company.id }) };
  const undo = useSave(UnconvertLeadDocument, { ...options, done: t('unconverted'), undo: () => again.run({ id: lead.id, input }) });
  return () => void undo.run({ id: lead.id });
}

function Lost({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const l = useText(leadsText);
  const word = useText(leadWords);
  const format = useFormat();
  const options = { refreshes: LEADS_REFRESHED, loud: true };
  const back = useSave(CloseLeadDocument, options);
  const input = { status: lead.status as never, reason: (lead.lossReason ?? 'OTHER') as never, note: lead.lossNote ?? null };
  const reopen = useSave(ReopenLeadDocument, { ...options, done: l('reopened'), undo: () => back.run({ id: lead.id, input }) });
  const reason = lead.lossReason ? word(`LossReason.${lead.lossReason}`) : t('noReason');
  return (
    <div className="lead-outcome" role="status">
      <p>{t('lostAt', { day: format.day(lead.closedAt), reason })}{lead.lossNote && <span className="d-note"> {lead.lossNote}</span>}</p>
      {lead.can?.includes('REOPEN') && <Button size="small" icon={<Icon of={RotateCcw} />} onClick={() => void reopen.run({ id: lead.id })}>{t('reopen')}</Button>}
    </div>
  );
}
