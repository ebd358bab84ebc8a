import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { Row, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import { ArchiveHouseholdMemberDocument, RestoreHouseholdMemberDocument } from './households.documents';
import { householdsText } from './households.text';
import { EditMember } from './MemberForm';
import { calledOf, HOUSEHOLD_REFRESHED, type Member } from './relation.words';
import { relationTerms } from './relations.text';

/** One member: as what, from when until when; removal can be taken back. */
export function MemberRow({ member }: { member: Member }) {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const options = { refreshes: HOUSEHOLD_REFRESHED, loud: true };
  const back = useSave(RestoreHouseholdMemberDocument, options);
  const remove = useSave(ArchiveHouseholdMemberDocument, { ...options, done: t('removed'), undo: () => back.run({ id: member.id }) });
  const { customer, validFrom, validTo } = member;
  const name = calledOf(customer) || t('nobody');
  const can = member.can ?? [];
  const hasLeft = Boolean(validTo && validTo < format.today());
  const note = [member.isMain && t('main'), validFrom && t('since', { day: format.day(validFrom) }), validTo && t('until', { day: format.day(validTo) }), hasLeft && t('left')].filter(Boolean).join(' · ');
  const verbs = (
    <>
      {can.includes('UPDATE') && <Button type="link" size="small" aria-label={t('editOf', { name })} onClick={() => setOpen(!open)}>{t('edit')}</Button>}
      {can.includes('ARCHIVE') && <Button type="link" size="small" disabled={remove.busy} aria-label={t('removeOf', { name })} onClick={() => void remove.run({ id: member.id })}>{t('remove')}</Button>}
    </>
  );
  return (
    <>
      <Row lead={member.role ? term(`HouseholdRole.${member.role}`) : ''} title={customer ? <Link to={`/customers/${customer.id}`}>{name}</Link> : name} note={note} verb={verbs} />
      {open && <li className="household-form"><EditMember member={member} onClose={() => setOpen(false)} /></li>}
    </>
  );
}
