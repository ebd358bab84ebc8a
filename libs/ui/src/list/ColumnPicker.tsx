import { Button, Checkbox, Popover } from 'antd';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { Icon } from '../theme/Icon';

interface ColumnPickerProps { columns: { key: string; title: string; locked?: boolean }[]; value: string[]; onChange: (keys: string[]) => void }

/** Which columns stand and in what order; moving is by buttons, so that it needs no drag. */
export function ColumnPicker({ columns, value, onChange }: ColumnPickerProps) {
  const t = useText(uiText);
  const shown = value.map(key => columns.find(column => column.key === key)).filter(column => column !== undefined);
  const hidden = columns.filter(column => !value.includes(column.key));
  const move = (at: number, by: number) => {
    const next = [...value];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  const list = (
    <ul className="d-columns">
      {[...shown, ...hidden].map((column, at) => (
        <li key={column.key}>
          <Checkbox checked={value.includes(column.key)} disabled={column.locked} onChange={event => onChange(event.target.checked ? [...value, column.key] : value.filter(key => key !== column.key))}>{column.title}</Checkbox>
          {at < shown.length && (
            <span>
              <Button type="text" size="small" disabled={at === 0} aria-label={t('moveUp', { name: column.title })} icon={<Icon of={ArrowUp} />} onClick={() => move(at, -1)} />
              <Button type="text" size="small" disabled={at === shown.length - 1} aria-label={t('moveDown', { name: column.title })} icon={<Icon of={ArrowDown} />} onClick={() => move(at, 1)} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
  return <Popover trigger="click" placement="bottomRight" arrow={false} content={list}><Button icon={<Icon of={Columns3} />}>{t('columns')}</Button></Popover>;
}
