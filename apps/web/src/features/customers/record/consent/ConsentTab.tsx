import { Button } from 'antd';
import { failure, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { Failed, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { ConsentLedger } from './ConsentLedger';
import { ConsentSheetDocument, LiftRestrictionDocument } from './consent.documents';
import { consentText } from './consent.text';
import { CONSENT } from './consent.types';
import { ConsentWays } from './ConsentWays';
import { EraseDialog } from './EraseDialog';
import { LinkDialog } from './LinkDialog';
import { RequestSection } from './RequestSection';
import './consent.css';

/** What a person has said about the use of their data, what holds now, and what they ask of us. */
export function ConsentTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(consentText);
  const ask = useAsk(ConsentSheetDocument, { id: customer.id });
  const [linking, setLinking] = useState(false);
  if (ask.isPending) return <Waiting />;
  if (ask.isError) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  const { consentSheet: sheet, purposes } = ask.data;
  if (!sheet || !purposes) return <Waiting />;
  const may = (customer.can ?? []).includes('CONSENT');
  return (
    <>
      {sheet.restrictedSince && <Restricted customerId={customer.id} since={sheet.restrictedSince} />}
      <Section title={t('stands')} note={t('standsNote')} extra={may && <Button size="small" className="consent-head-verb" onClick={() => setLinking(true)}>{t('link')}</Button>}>
        {purposes.map((purpose) => <ConsentWays key={purpose.id} customerId={customer.id} purpose={purpose} sheet={sheet} may={may} />)}
      </Section>
      <RequestSection customerId={customer.id} may={may} />
      <ConsentLedger customer={customer} purposes={purposes} />
      <Erase customer={customer} />
      {linking && <LinkDialog customerId={customer.id} onClose={() => setLinking(false)} />}
    </>
  );
}

function Restricted({ customerId, since }: { customerId: string; since: string }) {
  const t = useText(consentText);
  const format = useFormat();
  const may = useMay('privacy.manage');
  const lift = useSave(LiftRestrictionDocument, { refreshes: CONSENT, loud: true, done: t('lifted') });
  return (
    <div className="consent-restricted" role="status">
      <span>{t('restricted', { day: format.day(since) })}</span>
      {may && <Button size="small" disabled={lift.busy} onClick={() => void lift.run({ customerId })}>{t('lift')}</Button>}
    </div>
  );
}

/** There is no way back from it, so it is asked before, and stands apart from everything else. */
function Erase({ customer }: { customer: CustomerRecord }) {
  const t = useText(consentText);
  const [asking, setAsking] = useState(false);
  if (!(customer.can ?? []).includes('ERASE')) return null;
  return (
    <p className="consent-erase">
      <Button danger onClick={() => setAsking(true)}>{t('erase')}</Button>
      {asking && <EraseDialog customer={customer} onClose={() => setAsking(false)} />}
    </p>
  );
}
