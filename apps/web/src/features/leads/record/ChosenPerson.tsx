import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useAsk } from '@dossier/client';
import { useText } from '@dossier/ui';
import { ChosenPersonDocument } from './new.documents';
import { newText } from './new.text';

export interface Chosen { id: string; name: string | null }

/** Somebody on record, in the place of the fields that would describe them. */
export function ChosenPerson({ chosen, onDrop }: { chosen: Chosen; onDrop: () => void }) {
  const t = useText(newText);
  const customer = useAsk(ChosenPersonDocument, { id: chosen.id }).data?.customer;
  return (
    <div className="lead-chosen">
      <span className="d-row-words">
        <span className="d-caption">{t('of')}</span>
        <Link to={`/customers/${chosen.id}`}>{customer?.name ?? customer?.companyName ?? chosen.name ?? '…'}</Link>
        <span className="d-caption">{[customer?.companyName === customer?.name ? null : customer?.companyName, customer?.archiveNo, customer?.phone].filter(Boolean).join(' · ')}</span>
      </span>
      <Button onClick={onDrop}>{t('another')}</Button>
    </div>
  );
}
