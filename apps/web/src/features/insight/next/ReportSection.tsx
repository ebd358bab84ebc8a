import { InputNumber, Select } from 'antd';
import { useAsk, useFormat } from '@dossier/client';
import { FigureStrip, Section, useText, Waiting, type Figure, type Say } from '@dossier/ui';
import { useState } from 'react';
import { RecommendationReportDocument, RecommendationSlotsDocument, type Report } from './next.documents';
import { nextText } from './next.text';

const USUAL_DAYS = 14;
const POINTS = 100;

/** Both arms of a place: who bought after seeing what the model recommends, beside those who were kept out. */
export function ReportSection() {
  const t = useText(nextText);
  const ask = useAsk(RecommendationSlotsDocument, {});
  const slots = ask.data?.recommendationSlots ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const [days, setDays] = useState(USUAL_DAYS);
  const slot = chosen ?? slots[0];
  return (
    <Section title={t('reportTitle')}>
      {ask.isPending && <Waiting />}
      {ask.isSuccess && !slot && <p className="d-note">{t('reportNone')}</p>}
      {slot && (
        <>
          <div className="next-wish">
            <label className="next-size">{t('slot')} <Select className="next-slot" aria-label={t('slot')} value={slot} options={slots.map((value) => ({ value, label: value }))} onChange={choose} /></label>
            <label className="next-size">{t('days')} <InputNumber min={1} max={180} value={days} onChange={(value) => value && setDays(value)} /></label>
          </div>
          <Figures slot={slot} days={days} />
          <p className="d-note insight-note">{t('reportNote')}</p>
        </>
      )}
    </Section>
  );
}

function Figures({ slot, days }: { slot: string; days: number }) {
  const t = useText(nextText);
  const format = useFormat();
  const report = useAsk(RecommendationReportDocument, { slot, days }, { keep: true }).data?.recommendationReport;
  if (!report) return <Waiting />;
  const points = (share?: number | null): string => format.number(Math.round((share ?? 0) * POINTS * 10) / 10);
  const uplift: Figure = report.uplift === null || report.uplift === undefined
    ? { label: t('uplift'), value: '—', note: t('upliftNone', { found: format.number(report.found), needed: format.number(report.needed) }) }
    : { label: t('uplift'), value: points(report.uplift), note: t('upliftNote', { low: points(report.upliftLow), high: points(report.upliftHigh) }) };
  return <FigureStrip figures={[...(report.arms ?? []).map((arm) => armFigure(arm, t, format)), uplift, { label: t('coverage'), value: report.coverage === null ? '—' : format.percent(report.coverage, 1) }, { label: t('gini'), value: report.gini === null || report.gini === undefined ? '—' : report.gini.toFixed(2), note: t('giniNote') }]} />;
}

type Arm = NonNullable<Report['arms']>[number];

const armFigure = (arm: Arm, t: Say<keyof typeof nextText.table>, format: ReturnType<typeof useFormat>): Figure => ({
  label: t(arm.arm ?? 'MODEL'), value: arm.rate === null || arm.rate === undefined ? '—' : format.percent(arm.rate, 1),
  note: arm.customers ? t('armNote', { buyers: format.number(arm.buyers), customers: format.number(arm.customers), low: format.percent(arm.low, 1), high: format.percent(arm.high, 1) }) : t('armNone'),
});
