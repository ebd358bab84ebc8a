import { Button, DatePicker } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useAsk, useFormat, useSave } from '@dossier/client';
import { Section, StateDot, useText } from '@dossier/ui';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { ProfileSnapshotsDocument, StoreRecordDocument } from './facts.documents';
import { factsText } from './facts.text';

/** The way to the record as it was: any instant, and those at which it was stored. */
export function StoredRecords({ customer }: { customer: CustomerRecord }) {
  const t = useText(factsText);
  const format = useFormat();
  const navigate = useNavigate();
  const [at, setAt] = useState<Dayjs | null>(null);
  const ask = useAsk(ProfileSnapshotsDocument, { customerId: customer.id });
  const store = useSave(StoreRecordDocument, { refreshes: ['profileSnapshots'], loud: true, done: t('storedDone') });
  const kept = ask.data?.profileSnapshots?.nodes ?? [];
  const show = (instant: string) => void navigate({ to: '.', search: { asOf: instant } as never });
  return (
    <>
      <Section title={t('asOf')}>
        <div className="customer-as-of">
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at} onChange={setAt} disabledDate={(day) => day.valueOf() > Date.now()} aria-label={t('asOfLabel')} />
          <Button disabled={!at} onClick={() => at && show(at.toISOString())}>{t('show')}</Button>
        </div>
      </Section>
      <Section title={t('stored')} extra={customer.can?.includes('UPDATE') && <Button size="small" aria-busy={store.busy} onClick={() => void store.run({ id: customer.id })}>{t('store')}</Button>}>
        <p className="d-note">{kept.length === 0 ? t('noStored') : t('storedNote')}</p>
        <ul className="d-rows">
          {kept.map((one) => (
            <li key={one.id} className="d-row">
              <span className="d-row-words">
                <button type="button" className="d-link d-row-title" onClick={() => one.takenAt && show(one.takenAt)}>{format.instant(one.takenAt)}</button>
                <span className="d-caption">{[one.takenBy?.name, one.sha256?.slice(0, 12)].filter(Boolean).join(' · ')}</span>
              </span>
              <span className="d-row-value"><StateDot tone={one.isReproduced ? 'ok' : 'err'}>{t(one.isReproduced ? 'same' : 'differs')}</StateDot></span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
