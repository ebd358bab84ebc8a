import { Button, Tooltip } from 'antd';
import { Eye, EyeOff, Plus } from 'lucide-react';
import { Icon, Section, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { useState } from 'react';
import { MakeIdentityPrimaryDocument, RemoveIdentityDocument, RevealIdentitiesDocument, VerifyIdentityDocument } from '../customers.documents';
import { terms } from '../customers.words';
import { AddContact } from './AddContact';
import { recordText } from './record.text';
import type { CustomerIdentity, CustomerRecord } from './record.types';

type Clear = Readonly<Record<string, string>>;

/** Phones, addresses and accounts: masked until an audited look shows them, and hidden again with a press. */
export function ContactSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const [clear, setClear] = useState<Clear>({});
  const [adding, setAdding] = useState(false);
  const identities = customer.identities ?? [];
  const may = (word: string): boolean => (customer.can ?? []).includes(word);
  return (
    <Section title={t('contact')} extra={may('REVEAL') && identities.length > 0 && <Reveal customerId={customer.id} clear={clear} onClear={setClear} />}>
      {identities.length === 0 && !adding && <p className="d-note">{t('noContact')}</p>}
      <ul className="d-rows">
        {identities.map((identity) => <Identity key={identity.id} identity={identity} clear={clear[identity.id]} editable={may('UPDATE')} />)}
      </ul>
      {adding && <AddContact customerId={customer.id} onClose={() => setAdding(false)} />}
      {may('UPDATE') && !adding && <button type="button" className="d-link customer-add" onClick={() => setAdding(true)}><Icon of={Plus} /> {t('addContact')}</button>}
    </Section>
  );
}

function Reveal({ customerId, clear, onClear }: { customerId: string; clear: Clear; onClear: (clear: Clear) => void }) {
  const t = useText(recordText);
  const shown = Object.keys(clear).length > 0;
  const reveal = useSave(RevealIdentitiesDocument, {
    loud: true, done: t('revealed'),
    onDone: (answer) => onClear(Object.fromEntries((answer.revealIdentities ?? []).map((identity) => [identity.id, identity.value ?? '']))),
  });
  if (shown) return <Button type="link" size="small" icon={<Icon of={EyeOff} />} onClick={() => onClear({})}>{t('hide')}</Button>;
  return (
    <Tooltip title={t('revealNote')}>
      <Button type="link" size="small" icon={<Icon of={Eye} />} aria-busy={reveal.busy} onClick={() => void reveal.run({ customerId })}>{t('reveal')}</Button>
    </Tooltip>
  );
}

function Identity({ identity, clear, editable }: { identity: CustomerIdentity; clear: string | undefined; editable: boolean }) {
  const t = useText(recordText);
  const term = useText(terms);
  const refreshes = ['customer', 'customers', 'customerHistory'];
  const remove = useSave(RemoveIdentityDocument, { refreshes, loud: true, done: t('contactRemoved') });
  const first = useSave(MakeIdentityPrimaryDocument, { refreshes, loud: true, done: t('contactPrimary') });
  const unverify = useSave(VerifyIdentityDocument, { refreshes, loud: true });
  const verify = useSave(VerifyIdentityDocument, { refreshes, loud: true, done: t(identity.verifiedAt ? 'contactUnverified' : 'contactIsVerified'), undo: () => unverify.run({ id: identity.id, verified: Boolean(identity.verifiedAt) }) });
  const notes = [identity.label, identity.primary ? t('primary') : null, identity.verifiedAt ? t('verified') : null, identity.shared ? t('sharedContact') : null].filter(Boolean);
  const shown = clear ?? identity.value ?? '';
  const call = clear && identity.kind === 'PHONE' ? `tel:${clear}` : clear && identity.kind === 'EMAIL' ? `mailto:${clear}` : null;
  return (
    <li className="d-row customer-identity">
      <span className="d-row-lead">{identity.kind && term(`IdentityKind.${identity.kind}`)}</span>
      <span className="d-row-words"><span className="d-row-title">{call ? <a href={call}>{shown}</a> : shown}</span>{notes.length > 0 && <span className="d-caption">{notes.join(' · ')}</span>}</span>
      {editable && (
        <span className="d-row-verb">
          <Button type="link" size="small" onClick={() => void verify.run({ id: identity.id, verified: !identity.verifiedAt })}>{t(identity.verifiedAt ? 'unverify' : 'verify')}</Button>
          {!identity.primary && <Button type="link" size="small" onClick={() => void first.run({ id: identity.id })}>{t('makePrimary')}</Button>}
          <Button type="link" size="small" aria-label={t('removeContact', { value: identity.value ?? '' })} onClick={() => void remove.run({ id: identity.id })}>{t('remove')}</Button>
        </span>
      )}
    </li>
  );
}
