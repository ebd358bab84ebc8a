import { KeyCap, Unseen, useText } from '@dossier/ui';
import { useTerms } from './terms';
import { isOpen, standing, type PreviewField, type Settled } from './desk';
import { duplicatesText, mergingWords } from './duplicates.text';
import { readable } from './values';

interface CompareTableProps {
  fields: readonly PreviewField[];
  /** The records in the order of their columns. */
  sides: readonly { id: string; title: string; stays: boolean }[];
  settled: Settled;
  active: string | null;
  onActive: (field: string) => void;
  onChoose: (field: string, side: string) => void;
  onKeep: (side: string) => void;
}

/** Field by field what all sides say, and whose value will stand. */
export function CompareTable({ fields, sides, onKeep, ...own }: CompareTableProps) {
  const t = useText(duplicatesText);
  return (
    <div className="d-compare-frame">
      <table className="d-compare" style={{ '--sides': sides.length } as React.CSSProperties}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            {sides.map(({ id, title, stays }, at) => <th key={id} scope="col"><KeyCap>{at + 1}</KeyCap> {title} {stays ? <span className="d-caption">{t('stays')}</span> : <button type="button" className="d-link" onClick={() => onKeep(id)}>{t('keep')}<Unseen> {title}</Unseen></button>}</th>)}
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>{fields.map((field) => <FieldRow key={field.name} field={field} sides={sides} {...own} />)}</tbody>
      </table>
    </div>
  );
}

function FieldRow({ field, sides, settled, active, onActive, onChoose }: { field: PreviewField } & Omit<CompareTableProps, 'fields' | 'onKeep'>) {
  const t = useText(duplicatesText);
  const reason = useText(mergingWords);
  const word = useTerms();
  const pick = standing(field, settled);
  const name = field.label ?? (field.name in duplicatesText.table ? t(field.name as 'name') : field.name);
  const isActive = active === field.name;
  return (
    <tr className={isActive ? 'd-compare-active' : undefined} aria-current={isActive || undefined} onClick={() => isOpen(field) && onActive(field.name)}>
      <th scope="row">{name}</th>
      {sides.map(({ id, title }) => {
        const text = readable(field.name, field.values.find(({ side }) => side === id)?.value ?? null, word) || t('none');
        const taken = pick.side === id || pick.reason === 'UNITED';
        if (!isOpen(field)) return <td key={id} className={taken ? 'd-compare-taken' : undefined}>{text}</td>;
        return (
          <td key={id} className={taken ? 'd-compare-taken' : 'd-compare-left'}>
            <button type="button" aria-pressed={taken} onClick={() => onChoose(field.name, id)}>{text}<Unseen>{t('take', { side: title, field: name })}</Unseen></button>
          </td>
        );
      })}
      <td className="d-caption">{reason(`MergeReason.${pick.reason}`)}</td>
    </tr>
  );
}
