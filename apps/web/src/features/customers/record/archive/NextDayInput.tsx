import { Button, Input } from 'antd';
import { useText } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { archiveText } from './archive.text';
import { parseNextDay } from './nextDay';

const QUICK = [['quick1', '+1'], ['quick3', '+3'], ['quick7', '+7']] as const;

/** A day ahead, typed as one says it or taken with one click; beneath stands how it was read. */
export function NextDayInput({ id, value = '', onChange }: { id?: string; value?: string; onChange?: (written: string) => void }) {
  const t = useText(archiveText);
  const format = useFormat();
  const day = parseNextDay(value, format.today());
  return (
    <div className="archive-next-day">
      <Input id={id} value={value} maxLength={30} autoComplete="off" placeholder={t('nextOnHint')} aria-describedby={`${id}-read`} onChange={(event) => onChange?.(event.target.value)} />
      <span className="archive-quick">
        {QUICK.map(([key, written]) => <Button key={key} size="small" aria-pressed={value === written} onClick={() => onChange?.(written)}>{t(key)}</Button>)}
      </span>
      <span id={`${id}-read`} className="d-caption" aria-live="polite">{day ? t('nextOnRead', { day: format.day(day) }) : day === undefined ? t('nextOnUnread') : ''}</span>
    </div>
  );
}
