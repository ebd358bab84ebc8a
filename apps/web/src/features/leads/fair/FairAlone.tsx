import { Alert, Button } from 'antd';
import { ThemeProvider, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { lastPerson, type FairPerson } from './fair.store';
import { fairText } from './fair.text';
import { FairKept } from './FairChoices';
import { FairForm } from './FairForm';
import { FairWaiting } from './FairWaiting';
import { useFair } from './useFair';
import { useOnline } from './useOnline';
import { useSetup } from './useSetup';
import '../leads.css';

/** The same screen where there is no network to ask who is here: entries are made as whoever opened it last, and sent by the signed-in screen. */
export function FairAlone({ retry }: { retry: () => void }) {
  const t = useText(fairText);
  const [person, setPerson] = useState<FairPerson | null | undefined>(undefined);
  useEffect(() => void lastPerson().then(setPerson, () => setPerson(null)), []);
  const fair = useFair(person?.id ?? null, { maySend: false });
  const online = useOnline();
  const [setup, setSetup] = useSetup();
  if (person === undefined) return null;
  return (
    <ThemeProvider>
      <main className="lead-fair-alone">
        <h1>{t('title')}</h1>
        <Alert role="status" type="info" showIcon title={person === null ? t('aloneNobody') : t('alone', { name: person.name })} action={online ? <Button onClick={retry}>{t('back')}</Button> : null} />
        {person !== null && (
          <>
            <FairForm setup={setup} keep={fair.keep} />
            <FairKept setup={setup} onChange={setSetup} />
            <FairWaiting fair={fair} maySend={false} />
          </>
        )}
      </main>
    </ThemeProvider>
  );
}
