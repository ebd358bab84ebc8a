import { Button } from 'antd';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { ArchiveHoldingDocument, RestoreHoldingDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN, type HoldingRow, type Standing } from './finance.types';
import { HoldingDrawer } from './HoldingDrawer';

interface HoldingProps { customer: CustomerRecord; standing: Standing; holdings: readonly HoldingRow[] }

/** What the customer holds, of ours and of others, each with its value on a day. */
export function HoldingSection({ customer, standing, holdings }: HoldingProps) {
  const t = useText(financeText);
  const format = useFormat();
  const [open, setOpen] = useState<{ before?: HoldingRow } | null>(null);
  const totals = (standing.holdingTotals ?? []).map((total) => format.money(total)).join(' + ');
  return (
    <Section title={t('holdings')} note={totals && t('total', { sum: totals })} extra={standing.writable && <Button size="small" onClick={() => setOpen({})}>{t('addHolding')}</Button>}>
      {holdings.length === 0 && <p className="d-note">{t('noHoldings')}</p>}
      <Rows label={t('holdings')}>{holdings.map((holding) => <Held key={holding.id} holding={holding} onEdit={() => setOpen({ before: holding })} />)}</Rows>
      {open && <HoldingDrawer customer={customer} before={open.before} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function Held({ holding, onEdit }: { holding: HoldingRow; onEdit: () => void }) {
  const t = useText(financeText);
  const format = useFormat();
  const name = holding.name ?? '';
  const back = useSave(RestoreHoldingDocument, { refreshes: SHOWN, loud: true });
  const archive = useSave(ArchiveHoldingDocument, { refreshes: SHOWN, loud: true, done: t('removed', { name }), undo: () => back.run({ id: holding.id }) });
  const verbs = (
    <>
      {holding.can?.includes('UPDATE') && <Button size="small" type="link" aria-label={t('editThing', { name })} onClick={onEdit}>{t('edit')}</Button>}
      {holding.can?.includes('ARCHIVE') && <Button size="small" type="link" disabled={archive.busy} aria-label={t('removeThing', { name })} onClick={() => void archive.run({ id: holding.id })}>{t('remove')}</Button>}
    </>
  );
  return <Row title={name} note={t('asOfDay', { day: format.day(holding.asOf) })} value={format.money(holding.value)} verb={verbs} />;
}
