import { Checkbox } from 'antd';
import { Link } from '@tanstack/react-router';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import type { ListState, PhoneRow, Selection } from './list';

interface PhoneRowsProps<Row extends { id: string }> { label: string; list: ListState<Row>; draw: (row: Row) => PhoneRow; selection?: Selection; open?: (row: Row) => string }

/** The list on a phone: rows of up to three lines, the figure at the right. */
export function PhoneRows<Row extends { id: string }>({ label, list, draw, selection, open }: PhoneRowsProps<Row>) {
  const t = useText(uiText);
  return (
    <ul className="d-phone-rows" aria-label={label}>
      {list.rows.map(row => {
        const { title, lines = [], value, note } = draw(row);
        const words = <><span className="d-phone-row-title">{title}</span>{lines.map((line, at) => <span className="d-caption" key={at}>{line}</span>)}</>;
        return (
          <li key={row.id} className={selection?.has(row.id) ? 'd-phone-row d-phone-row-chosen' : 'd-phone-row'}>
            {selection && <Checkbox aria-label={t('selectRow')} checked={selection.has(row.id)} onChange={() => selection.toggle(row.id)} />}
            {open ? <Link className="d-phone-row-words" to={open(row)}>{words}</Link> : <span className="d-phone-row-words">{words}</span>}
            {(value !== undefined || note !== undefined) && <span className="d-phone-row-value">{value}{note !== undefined && <span className="d-caption">{note}</span>}</span>}
          </li>
        );
      })}
    </ul>
  );
}
