import { Button, Dropdown } from 'antd';
import { Link } from '@tanstack/react-router';
import { useFormat } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useEffect, useRef } from 'react';
import { daysLater, nextMonday } from './day.rules';
import { tasksText } from './tasks.text';
import type { Doing } from './useDay';

/** One thing to do: when, what, where it belongs, and its two taps. */
export function DoingRow({ doing, current, onChoose, onOpen }: { doing: Doing; current: boolean; onChoose: () => void; onOpen: (taskId: string) => void }) {
  const t = useText(tasksText);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const { taskId, about, finish } = doing;
  return (
    <li ref={row} className="d-row tasks-row" aria-current={current ? 'true' : undefined} onFocusCapture={onChoose} onMouseDown={onChoose}>
      <span className="d-row-lead"><When doing={doing} /></span>
      <span className="d-row-words">
        <span className="d-row-title">{taskId ? <button type="button" className="d-name tasks-name" onClick={() => onOpen(taskId)}>{doing.title}</button> : about ? <Link className="d-name" to={about.to} search={{ tab: 'communication' } as never}>{doing.title}</Link> : doing.title}</span>
        <span className="d-caption">{doing.note}{taskId && about && <>{doing.note && ' · '}<Link className="d-sentence-link" to={about.to}>{t(about.kind === 'LEAD' ? 'ofLead' : 'ofCustomer')}</Link></>}</span>
      </span>
      <span className="d-row-verb tasks-verbs">
        {doing.moveTo && <Snooze doing={doing} />}
        {finish && <Button size="small" aria-label={t('doneThis', { title: doing.title })} onClick={finish}>{t('done')}</Button>}
      </span>
    </li>
  );
}

function When({ doing: { isLate, dueOn, dueAt } }: { doing: Doing }) {
  const t = useText(tasksText);
  const format = useFormat();
  const words = dueAt ? `${format.dayShort(dueOn)} ${format.time(dueAt)}` : format.dayShort(dueOn);
  return <span className={isLate ? 'd-due d-tone-error' : 'd-due'}>{isLate ? t('late', { day: words }) : words}</span>;
}

function Snooze({ doing }: { doing: Doing }) {
  const t = useText(tasksText);
  const today = useFormat().today();
  const items = [{ key: 'tomorrow', label: t('tomorrow'), onClick: () => doing.moveTo?.(daysLater(today, 1)) }, { key: 'week', label: t('nextWeek'), onClick: () => doing.moveTo?.(nextMonday(today)) }];
  return <Dropdown menu={{ items }} trigger={['click']}><Button size="small" type="text" aria-haspopup="menu" aria-label={t('snoozeThis', { title: doing.title })}>{t('snooze')}</Button></Dropdown>;
}
