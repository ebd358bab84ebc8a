import { Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { SaveCalendarDaysDocument } from './calendar.documents';
import { calendarText } from './calendar.text';
import { datesIn } from './hours.rules';

/** Holidays and working days as a list: pasted, read at once, and told line by line what cannot be read. */
export function DatesDialog({ calendarId, onClose }: { calendarId: string; onClose: () => void }) {
  const t = useText(calendarText);
  const [text, setText] = useState('');
  const { dates, wrong } = datesIn(text);
  const save = useSave(SaveCalendarDaysDocument, { refreshes: ['workCalendars'], done: t('added', { count: dates.length }), onDone: onClose });
  const blocked = dates.length === 0 || wrong.length > 0;
  return (
    <Dialog open title={t('addDates')} onClose={onClose} verb={t('add')} busy={save.busy} disabled={blocked} onVerb={() => !blocked && save.run({ calendarId, days: dates })} footLeft={<span role="status">{dates.length > 0 && t('lines', { count: dates.length })}</span>}>
      <p className="d-note">{t('pasteHelp')}<br />{t('example1')}<br />{t('example2')}</p>
      <Input.TextArea data-first aria-label={t('paste')} value={text} onChange={(event) => setText(event.target.value)} autoSize={{ minRows: 6, maxRows: 14 }} />
      {wrong.length > 0 && <p role="alert" className="d-tone-error">{t('wrong', { lines: wrong.join(', ') })}</p>}
      {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
    </Dialog>
  );
}
