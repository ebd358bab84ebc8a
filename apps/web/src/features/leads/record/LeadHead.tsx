import { Button, Dropdown } from 'antd';
import { Archive, ArchiveRestore, Check, Ellipsis, UserRound, Waves, X } from 'lucide-react';
import { TaskVerb, useFormat, useMay, useSave } from '@dossier/client';
import { Icon, KeyCap, RecordHead, Stamp, usePhone, useText } from '@dossier/ui';
import { ResponseMark, ScoreMark, StageMark, useLeadName, useNow } from '../LeadMarks';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { Call } from './PersonCard';
import { ArchiveLeadDocument, RestoreLeadDocument } from './record.documents';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';

export type HeadVerb = 'convert' | 'close' | 'assign' | 'release';
interface HeadProps { lead: LeadRecord; onVerb: (verb: HeadVerb) => void }

/** Whose lead it is, where it stands, and what may be done with it. */
export function LeadHead({ lead, onVerb }: HeadProps) {
  const t = useText(recordText);
  const l = useText(leadsText);
  const name = useLeadName()(lead);
  const stamp = lead.archivedAt ? <Stamp>{t('archivedStamp')}</Stamp> : lead.status === 'WON' ? <Stamp>{t('wonStamp')}</Stamp> : null;
  return (
    <RecordHead title={name} browserTitle={t('browserTitle', { name })} help="leads" crumbs={[{ label: l('title'), to: '/leads' }, { label: lead.subject ?? lead.productName ?? name }]}
      other={lead.customer?.companyName === name ? null : lead.customer?.companyName} stamp={stamp} facts={useHeadFacts(lead)} actions={<Verbs lead={lead} onVerb={onVerb} />} />
  );
}

function useHeadFacts(lead: LeadRecord) {
  const t = useText(recordText);
  const l = useText(leadsText);
  const format = useFormat();
  const now = useNow();
  const phone = usePhone();
  const facts = [
    phone && lead.customer?.phone && { label: t('phone'), value: <Call customer={lead.customer} /> },
    lead.status && { label: t('stage'), value: <StageMark lead={lead} /> },
    (lead.grade || typeof lead.score === 'number') && { label: l('score'), value: <ScoreMark lead={lead} /> },
    { label: t('owner'), value: lead.owner?.name ?? l('noOwner') },
    lead.amount && { label: t('amount'), value: format.money(lead.amount) },
    (lead.firstResponseAt || lead.responseDueAt) && { label: l('response'), value: <ResponseMark lead={lead} now={now} /> },
  ];
  return facts.filter((fact) => typeof fact === 'object' && fact !== null);
}

function Verbs({ lead, onVerb }: HeadProps) {
  const t = useText(recordText);
  const l = useText(leadsText);
  const phone = usePhone();
  const hasPools = useMay('pool.claim');
  const { archive, restore } = useArchiving(lead);
  const may = (word: string) => lead.can?.includes(word) ?? false;
  const folded = [
    may('ASSIGN') && phone && { key: 'assign', label: l('assign'), icon: <Icon of={UserRound} />, onClick: () => onVerb('assign') },
    may('RELEASE') && hasPools && { key: 'release', label: l('release'), icon: <Icon of={Waves} />, onClick: () => onVerb('release') },
    may('ARCHIVE') && { key: 'archive', label: l('archive'), icon: <Icon of={Archive} />, onClick: archive },
  ].filter((item) => item !== false);
  return (
    <>
      {may('RESTORE') && <Button icon={<Icon of={ArchiveRestore} />} onClick={restore}>{t('restore')}</Button>}
      {folded.length > 0 && <Dropdown trigger={['click']} menu={{ items: folded }}><Button icon={<Icon of={Ellipsis} />} aria-label={t('more')} /></Dropdown>}
      {!lead.archivedAt && <TaskVerb about={{ type: 'LEAD', id: lead.id }} />}
      {may('ASSIGN') && !phone && <Button icon={<Icon of={UserRound} />} onClick={() => onVerb('assign')}>{l('assign')}<KeyCap>A</KeyCap></Button>}
      {may('CLOSE') && <Button icon={<Icon of={X} />} onClick={() => onVerb('close')}>{t('close')}{!phone && <KeyCap>L</KeyCap>}</Button>}
      {may('CONVERT') && <Button icon={<Icon of={Check} />} onClick={() => onVerb('convert')}>{t('convert')}{!phone && <KeyCap>W</KeyCap>}</Button>}
    </>
  );
}

function useArchiving({ id }: LeadRecord) {
  const t = useText(recordText);
  const options = { refreshes: LEADS_REFRESHED, loud: true };
  const back = useSave(RestoreLeadDocument, options);
  const away = useSave(ArchiveLeadDocument, options);
  const archiving = useSave(ArchiveLeadDocument, { ...options, done: t('archivedNow'), undo: () => back.run({ id }) });
  const restoring = useSave(RestoreLeadDocument, { ...options, done: t('restored'), undo: () => away.run({ id }) });
  return { archive: () => void archiving.run({ id }), restore: () => void restoring.run({ id }) };
}
