import { Button } from 'antd';
import { FigureStrip, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import { EditHousehold } from './HouseholdForm';
import { ArchiveHouseholdDocument, RestoreHouseholdDocument } from './households.documents';
import { householdsText } from './households.text';
import { MemberForm } from './MemberForm';
import { MemberRow } from './MemberRow';
import { calledOf, HOUSEHOLD_REFRESHED, type Household } from './relation.words';
import { relationTerms } from './relations.text';

/** One household: what it is called and why it is one, who belongs to it, and what its members have bought. */
export function HouseholdCard({ household }: { household: Household }) {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  const [open, setOpen] = useState<'edit' | 'member' | null>(null);
  const options = { refreshes: HOUSEHOLD_REFRESHED, loud: true };
  const back = useSave(RestoreHouseholdDocument, options);
  const archive = useSave(ArchiveHouseholdDocument, { ...options, done: t('archived'), undo: () => back.run({ id: household.id }) });
  // Two records of one person that were merged are one member.
  const members = (household.members ?? []).filter(({ customerId }, at, all) => all.findIndex((one) => one.customerId === customerId) === at);
  const lead = members.find(({ isMain }) => isMain) ?? members[0];
  const title = household.name ?? t('of', { name: calledOf(lead?.customer) || t('nobody') });
  const can = household.can ?? [];
  const close = () => setOpen(null);
  return (
    <article className="household" aria-label={title}>
      <header className="household-head">
        <h3>{title}</h3>
        <span className="d-caption">{[household.reason && term(`HouseholdReason.${household.reason}`), household.note].filter(Boolean).join(' · ')}</span>
        <span className="household-verbs">
          {can.includes('UPDATE') && <Button type="link" size="small" aria-label={t('editOf', { name: title })} onClick={() => setOpen('edit')}>{t('edit')}</Button>}
          {can.includes('ARCHIVE') && <Button type="link" size="small" disabled={archive.busy} aria-label={`${t('archive')} ${title}`} onClick={() => void archive.run({ id: household.id })}>{t('archive')}</Button>}
        </span>
      </header>
      {open === 'edit' && <EditHousehold household={household} onClose={close} />}
      <Totals household={household} />
      <ul className="d-rows">{members.map((member) => <MemberRow key={member.id} member={member} />)}</ul>
      {can.includes('ADD_MEMBER') && open !== 'member' && <button type="button" className="d-link customer-add" onClick={() => setOpen('member')}>{t('addMember')}</button>}
      {open === 'member' && <MemberForm household={household} title={t('addMember')} onClose={close} />}
    </article>
  );
}

function Totals({ household }: { household: Household }) {
  const t = useText(householdsText);
  const format = useFormat();
  const { totals } = household;
  if (!totals) return null;
  return (
    <FigureStrip figures={[
      { label: t('members'), value: format.number(totals.memberCount), ...((totals.hiddenCount ?? 0) > 0 && { note: t('hidden', { count: format.number(totals.hiddenCount) }) }) },
      { label: t('orders'), value: format.number(totals.orderCount) },
      { label: t('net'), value: format.money(totals.netAmount), ...(!totals.netAmount && { note: t('several') }) },
      { label: t('lastOrder'), value: format.day(totals.lastOrderOn) },
    ]} />
  );
}
