import { Alert } from 'antd';
import { useMay, useViewer } from '@dossier/client';
import { NotAllowed, Page, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { LeadTabs } from '../LeadTabs';
import { keepScreen } from './fair.offline';
import { canSeal, rememberPerson } from './fair.store';
import { fairText } from './fair.text';
import { FairChoices } from './FairChoices';
import { FairForm } from './FairForm';
import { FairWaiting } from './FairWaiting';
import { useFair } from './useFair';
import { useOnline } from './useOnline';
import { useSetup } from './useSetup';

/** People met at a stand: written down on the phone, with network or without. */
export function FairScreen() {
  const t = useText(fairText);
  const { id, name } = useViewer();
  const may = useMay('lead.create');
  const fair = useFair(id, { maySend: may });
  const online = useOnline();
  const [setup, setSetup] = useSetup();
  const [opens, setOpens] = useState<boolean | null>(null);
  useEffect(() => {
    if (!may) return;
    void rememberPerson({ id, name: name ?? '' }).catch(() => undefined);
    void keepScreen().then(setOpens);
  }, [id, name, may]);
  if (!may) return <Page title={t('title')} help="trade-fair"><NotAllowed /></Page>;
  return (
    <Page title={t('title')} help="trade-fair" actions={<LeadTabs current="fair" />}>
      {!online && <Alert role="status" type="info" showIcon title={t('offline')} />}
      {!canSeal() && <Alert role="status" type="warning" showIcon title={t('unsealed')} />}
      <FairForm setup={setup} keep={fair.keep} />
      <FairChoices setup={setup} onChange={setSetup} />
      <FairWaiting fair={fair} maySend={online} />
      {opens !== null && <p className="d-caption" data-opens-offline={opens}>{opens ? t('ready') : t('notReady')}</p>}
    </Page>
  );
}
