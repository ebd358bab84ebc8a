import { useFormat } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { NotEnough } from '../NotEnough';
import { AliveChart, CheckedChart, DecileChart } from './Distribution';
import { valueText } from './value.text';
import type { ValueBoard } from './value.types';

/** What customers are expected to bring, whether that has come true before, and how sure it is that they are still there. */
export function DistributionSections({ board }: { board: ValueBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  if (board.state === 'REFUSED') return <Section title={t('expected')}><NotEnough lack={board.lack} found={board.found} needed={board.needed} /></Section>;
  const hasMoney = board.deciles?.some((one) => one.mean);
  return (
    <>
      {hasMoney && <Section title={t('deciles')} note={t('asOfNote', { customers: format.number(board.customers), day: format.day(board.asOf) })}><DecileChart board={board} /></Section>}
      {board.basis === 'RULE' && <p className="d-note">{t('byRule')}</p>}
      <div className="insight-two">
        <Section title={t('checked')} note={t('checkedNote')}><CheckedChart board={board} /></Section>
        {board.alive && board.alive.length > 0 && <Section title={t('alive')}><AliveChart board={board} /></Section>}
      </div>
    </>
  );
}
