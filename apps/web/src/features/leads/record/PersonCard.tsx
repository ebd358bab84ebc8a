import { Button, Tooltip } from 'antd';
import { Link } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import { useSave } from '@dossier/client';
import { Facts, Icon, Section, usePhone, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import { CallNumberDocument } from './record.documents';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';

type Person = NonNullable<LeadRecord['customer']>;

/** The person as the archive knows them; a phone calls the number, a desk shows it, both by an audited look. */
export function PersonCard({ customer }: { customer: Person }) {
  const t = useText(recordText);
  const company = customer.companyName && customer.companyName !== customer.name ? customer.companyName : null;
  return (
    <Section title={t('person')} extra={<Link to={`/customers/${customer.id}`}>{t('toRecord')}</Link>}>
      <Facts items={[
        { label: t('fileNo'), value: <Link to={`/customers/${customer.id}`}>{customer.archiveNo}</Link> },
        ...(company ? [{ label: t('company'), value: company }] : []),
        ...(customer.phone ? [{ label: t('phone'), value: <Call customer={customer} /> }] : []),
        ...(customer.email ? [{ label: t('email'), value: customer.email }] : []),
        ...(customer.city ? [{ label: t('city'), value: customer.city }] : []),
      ]} />
    </Section>
  );
}

/** The number, and how one calls it. */
export function Call({ customer }: { customer: Person }) {
  const t = useText(recordText);
  const phone = usePhone();
  const toast = useToast();
  const [number, setNumber] = useState<string | null>(null);
  const reveal = useSave(CallNumberDocument, {
    loud: true,
    onDone: ({ revealIdentities }) => {
      const found = (revealIdentities ?? []).find(({ kind, value }) => kind === 'PHONE' && value)?.value ?? null;
      setNumber(found);
      if (!found) toast.failed(t('noPhone'));
      else if (phone) globalThis.location.assign(`tel:${found}`);
    },
  });
  if (number) return <a className="lead-call" href={`tel:${number}`}><Icon of={Phone} /> {number}</a>;
  const mayCall = customer.can?.includes('REVEAL');
  return (
    <span className="lead-call">
      <span>{customer.phone}</span>
      {mayCall && <Tooltip title={t('callNote')}><Button {...(phone ? { type: 'primary' as const, ghost: true } : { size: 'small' as const })} icon={<Icon of={Phone} />} aria-busy={reveal.busy} onClick={() => void reveal.run({ customerId: customer.id })}>{t('call')}</Button></Tooltip>}
    </span>
  );
}
