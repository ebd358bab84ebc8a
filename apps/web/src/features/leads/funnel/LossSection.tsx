import { Segmented } from 'antd';
import { useState } from 'react';
import { failure, useAsk, useFormat } from '@dossier/client';
import { Chart, Failed, Section, TableTwin, useText, Waiting } from '@dossier/ui';
import { LeadLossDocument, type Loss, type LossBy } from './funnel.documents';
import { funnelText } from './funnel.text';
import { leadOfLoss, useFunnelWord, useRateWords } from './funnel.words';
import { barOption } from './StepsSection';

const right = 'right' as const;
const ROW = 34;
const BY = ['STAGE', 'OWNER', 'SOURCE'] as const;
type Line = NonNullable<Loss['reasons']>[number];

/** Why leads were lost, and where. */
export function LossSection({ period }: { period: { from: string; to: string } }) {
  const t = useText(funnelText);
  const word = useFunnelWord();
  const [by, setBy] = useState<LossBy>('STAGE');
  const asked = useAsk(LeadLossDocument, { input: { closedWithin: period, by } }, { keep: true });
  const found = asked.data?.lossReasons;
  return (
    <Section title={t('loss')} extra={<Segmented<LossBy> size="small" aria-label={t('by')} value={by} options={BY.map((value) => ({ value, label: word('LossDimension', value) }))} onChange={setBy} />}>
      {asked.isPending && <Waiting />}
      {asked.isError && !found && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {found?.isClosed && <p className="d-quiet">{t('closed')}</p>}
      {found && !found.isClosed && (found.lost === 0 ? <p className="d-quiet">{t('lossNone')}</p> : <div className="funnel-loss"><Reasons found={found} /></div>)}
    </Section>
  );
}

function Reasons({ found }: { found: Loss }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const rate = useRateWords();
  const reasons = found.reasons ?? [];
  const nameOf = (reason: Line['reason']) => (reason ? word('LossReason', reason) : t('unsaid'));
  const top = reasons[0]!;
  return (
    <>
      <Chart title={t('lossFinding', { lost: format.number(found.lost), reason: nameOf(top.reason), hits: format.number(top.part.hits) })} unit={t('lossUnit')} asOf={format.dayShort(found.to)} height={72 + ROW * reasons.length}
        option={(palette) => barOption(palette, reasons.map(({ reason, part }) => ({ name: nameOf(reason), value: part.hits })))}
        table={{
          columns: [{ key: 'reason', title: t('reason') }, { key: 'leads', title: t('leads'), align: right }, { key: 'share', title: t('share'), align: right }, { key: 'amount', title: t('amount'), align: right }, { key: 'without', title: t('withoutAmount'), align: right }],
          rows: reasons.map(({ reason, part, amount, withoutAmount }) => ({ reason: nameOf(reason), leads: part.hits, share: rate(part), amount: format.money(amount), without: withoutAmount ?? '–' })), leads: reasons.map(({ reason }) => leadOfLoss(found, reason)),
        }} />
      <Cells found={found} nameOf={nameOf} />
      {found.amount && <p className="d-note funnel-note">{t('lossNote', { currency: found.amount.currency, amount: format.money(found.amount) })}</p>}
    </>
  );
}

function Cells({ found, nameOf }: { found: Loss; nameOf: (reason: Line['reason']) => string }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const by = word('LossDimension', found.by);
  const cells = found.cells ?? [];
  const place = ({ stage, name, value }: (typeof cells)[number]) => (stage ? word('LeadStage', stage) : value ? (name ?? value) : t('none'));
  return <div className="funnel-cells"><TableTwin label={t('lossBy', { by })} columns={[{ key: 'reason', title: t('reason') }, { key: 'place', title: by }, { key: 'leads', title: t('leads'), align: right }, { key: 'amount', title: t('amount'), align: right }]} rows={cells.map((cell) => ({ reason: nameOf(cell.reason), place: place(cell), leads: cell.part.hits, amount: format.money(cell.amount) }))} leads={cells.map(({ reason, value }) => leadOfLoss(found, reason, value ?? ''))} /></div>;
}
