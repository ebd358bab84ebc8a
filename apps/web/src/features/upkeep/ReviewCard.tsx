import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useFormat } from '@dossier/client';
import { Facts, KeyCap, StateDot, usePhone, useText } from '@dossier/ui';
import { useEffect, useRef } from 'react';
import type { Review, ReviewedCustomer } from './review.types';
import { upkeepText } from './upkeep.text';
import { terms, wordOf } from './upkeep.words';

const TONES = { LOW: 'plain', MEDIUM: 'warn', HIGH: 'err' } as const;

interface ReviewCardProps { item: Review; current: boolean; onChoose: () => void; onConfirm: () => void; onUnknown: () => void; onCorrect: () => void }

/** One section of one customer: what stands there, and three findings. */
export function ReviewCard({ item, current, onChoose, ...verbs }: ReviewCardProps) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const format = useFormat();
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [current]);
  const customer = item.customer!;
  const name = customer.name ?? customer.companyName ?? t('noName');
  return (
    <li ref={place} className="upkeep-card" aria-current={current ? 'true' : undefined} onClick={onChoose} onFocus={onChoose}>
      <div className="upkeep-card-head">
        <h2><Link to={`/customers/${customer.id}`}>{name}</Link></h2>
        <span className="d-caption">{customer.archiveNo}</span>
        <StateDot tone={TONES[item.risk ?? 'MEDIUM']}>{wordOf(term, 'RecordSection', item.section)} · {item.policyName}</StateDot>
        <span className="d-caption">{item.overdueDays ? t('overdue', { days: item.overdueDays }) : t('due', { day: format.day(item.dueOn) })}</span>
      </div>
      <SectionFacts item={item} customer={customer} />
      <Findings item={item} name={name} {...verbs} />
    </li>
  );
}

function SectionFacts({ item, customer }: { item: Review; customer: ReviewedCustomer }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const format = useFormat();
  const none = <span className="d-caption">{t('nothing')}</span>;
  if (item.section === 'CONTACT') return <Facts items={[{ label: t('phone'), value: customer.phone ?? none }, { label: t('email'), value: customer.email ?? none }]} />;
  if (item.section !== 'BASIC') return <p className="d-note"><Link to={`/customers/${customer.id}`}>{t('openRecord')}</Link></p>;
  const place = [customer.city, customer.region].filter(Boolean).join(' · ');
  const person = [
    { label: t('gender'), value: customer.gender ? wordOf(term, 'Gender', customer.gender) : none },
    { label: t('birth'), value: customer.birthDate ? format.day(customer.birthDate) : none },
    { label: t('occupation'), value: customer.occupationText ?? (customer.occupation ? wordOf(term, 'Occupation', customer.occupation) : none) },
  ];
  return <Facts items={[{ label: t('name'), value: customer.name ?? none }, { label: t('company'), value: customer.companyName ?? none }, ...(customer.kind === 'COMPANY' ? [] : person), { label: t('place'), value: place === '' ? none : place }, { label: t('stage'), value: wordOf(term, 'CustomerStage', customer.stage) }]} />;
}

function Findings({ item, name, onConfirm, onUnknown, onCorrect }: { item: Review; name: string; onConfirm: () => void; onUnknown: () => void; onCorrect: () => void }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const phone = usePhone();
  if (!item.customer?.can?.includes('UPDATE')) return <p className="d-note">{t('noRight')}</p>;
  return (
    <div className="upkeep-verbs" role="group" aria-label={t('findings', { name, section: wordOf(term, 'RecordSection', item.section) })}>
      <Button onClick={onConfirm}>{t('confirm')}{!phone && <KeyCap>C</KeyCap>}</Button>
      <Button onClick={onCorrect}>{t('correct')}{!phone && <KeyCap>E</KeyCap>}</Button>
      <Button onClick={onUnknown}>{t('unknown')}{!phone && <KeyCap>U</KeyCap>}</Button>
    </div>
  );
}
