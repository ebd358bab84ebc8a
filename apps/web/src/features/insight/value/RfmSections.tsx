import { useFormat } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { NotEnough } from '../NotEnough';
import { CutTable } from './CutTable';
import { GroupTable } from './GroupTable';
import { RfmGrid } from './RfmGrid';
import { valueText } from './value.text';
import type { RfmBoard } from './value.types';

/** Where customers stand by recency and frequency, the eleven groups, and where the scores are cut. */
export function RfmSections({ board }: { board: RfmBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  if (board.state === 'REFUSED') return <Section title={t('rfm')}><NotEnough lack={board.lack} found={board.found} needed={board.needed} /></Section>;
  const before = board.groups?.find((group) => group.before)?.before;
  return (
    <>
      <Section title={t('rfm')} note={t('asOfNote', { customers: format.number(board.customers), day: format.day(board.asOf) })}><RfmGrid board={board} /></Section>
      <Section title={t('groups')} note={before ? t('groupsSince', { day: format.dayShort(before) }) : undefined}><GroupTable board={board} /></Section>
      <Section title={t('cuts')}>
        <p className="d-note insight-note">{t('rule')} <TiedNote tied={board.tied ?? []} /></p>
        {(board.cuts ?? []).length > 0 ? <CutTable board={board} /> : <p className="d-caption">{t('cutsClosed')}</p>}
      </Section>
    </>
  );
}

/** Equal values with different scores: no fault, but to be known. */
function TiedNote({ tied }: { tied: readonly string[] }) {
  const t = useText(valueText);
  const names: Record<string, string> = { RECENCY: t('recency'), FREQUENCY: t('frequency'), MONETARY: t('monetary') };
  return tied.length > 0 ? <>{t('tied', { columns: tied.map((column) => names[column] ?? column).join(' · ') })}</> : null;
}
