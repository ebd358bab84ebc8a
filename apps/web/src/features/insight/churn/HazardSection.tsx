import { Select } from 'antd';
import { useState } from 'react';
import { useFormat } from '@dossier/client';
import { Chart, forestOption, Section, stepOption, useListing, useText, type Lead } from '@dossier/ui';
import { stays } from './CurvesSection';
import type { Board, Hazards } from './churn.documents';
import { churnText } from './churn.text';

const right = 'right' as const;
const HEIGHT = 280;
const MONTHS = 6;
type Name = 'SILENCE' | 'FREQUENCY' | 'SPEND' | 'TREND' | 'REFUNDS' | 'COMPLAINTS' | 'COMPANY';

/** Customers of a factor, where the list can ask for them. */
const leads: Record<Name, Lead | null> = {
  SILENCE: { to: '/customers', search: { filter: { churnReason: { in: ['LONG_SILENCE'] } } } }, FREQUENCY: { to: '/customers', search: { filter: { churnReason: { in: ['BUYS_SELDOM'] } } } },
  SPEND: { to: '/customers', search: { filter: { churnReason: { in: ['LOW_SPEND'] } } } }, TREND: { to: '/customers', search: { filter: { churnReason: { in: ['SPENDS_LESS'] } } } },
  REFUNDS: { to: '/customers', search: { filter: { churnSign: { in: ['REFUND'] } } } }, COMPLAINTS: { to: '/customers', search: { filter: { churnSign: { in: ['COMPLAINT'] } } } },
  COMPANY: { to: '/customers', search: { filter: { kind: { in: ['COMPANY'] } } } },
};

/** What goes with leaving early, all factors at once, with a warning where one ratio does not hold throughout. */
export function HazardSection({ board }: { board: Board }) {
  const t = useText(churnText);
  const [team, setTeam] = useState<string | null>(null);
  const all = board.hazards ?? [];
  const found = all.find((one) => (one.team?.id ?? null) === team) ?? all[0];
  const picker = all.length > 1 ? <Select size="small" aria-label={t('team')} value={found?.team?.id} options={all.map((one) => ({ value: one.team?.id, label: one.team?.name }))} onChange={setTeam} /> : undefined;
  return (
    <Section title={t('hazards')} extra={picker}>
      {found ? <><Forest board={board} found={found} /><ModelCurves board={board} found={found} /></> : <p className="d-quiet">{t('hazardNone')}</p>}
    </Section>
  );
}

function Forest({ board, found }: { board: Board; found: Hazards }) {
  const t = useText(churnText);
  const listing = useListing();
  const format = useFormat();
  const show = (value: number) => format.number(Math.round(value * 100) / 100);
  const rows = [...found.hazards].sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  const top = rows[0];
  const unsteady = rows.filter(({ isUnsteady }) => isUnsteady);
  const title = top ? t('hazardFinding', { name: t(top.name as Name), ratio: show(top.ratio), low: show(top.low), high: show(top.high) }) : t('hazards');
  return (
    <>
      <Chart title={title} unit={t('hazardUnit')} asOf={format.dayShort(board.asOf)} height={HEIGHT} option={(palette) => forestOption(palette, rows.map((row) => ({ label: t(row.name as Name), value: row.ratio, low: row.low, high: row.high })), { isRatio: true, show })}
        table={{
          columns: [{ key: 'name', title: t('factorName') }, { key: 'ratio', title: t('ratio'), align: right }, { key: 'range', title: t('interval'), align: right }, { key: 'p', title: t('p'), align: right }, { key: 'steady', title: t('steady') }],
          rows: rows.map((row) => ({ name: t(row.name as Name), ratio: show(row.ratio), range: `${show(row.low)} – ${show(row.high)}`, p: row.p < 0.001 ? '< 0.001' : row.p.toFixed(3), steady: t(row.isUnsteady ? 'no' : 'yes') })),
          leads: rows.map(({ name }) => leads[name as Name] ?? null),
        }} />
      <p className="d-note insight-note">{t('hazardNote', { from: format.dayShort(found.from), customers: format.number(found.customers), left: format.number(found.left), concordance: show(found.concordance) })}</p>
      {unsteady.length > 0 && <p className="d-note insight-note d-tone-warning" role="note">{t('unsteady', { names: listing(unsteady.map(({ name }) => t(name as Name))) })}</p>}
    </>
  );
}

function ModelCurves({ board, found }: { board: Board; found: Hazards }) {
  const t = useText(churnText);
  const format = useFormat();
  const curves = found.curves ?? [];
  const last = Math.min(MONTHS, ...curves.map(({ points }) => Math.floor((points ?? []).at(-1)?.at ?? MONTHS)));
  if (curves.length < 3) return null;
  const share = (value: string) => format.percent(stays(curves.find((curve) => curve.value === value) ?? { points: [] }, last), 0);
  const lines = curves.map((curve) => ({ name: t(curve.value as 'LITTLE'), points: [{ at: 0, value: 1 }, ...(curve.points ?? []).map(({ at, survival, low, high }) => ({ at, value: survival, low, high }))] }));
  return (
    <Chart title={t('modelCurves', { at: last, little: share('LITTLE'), much: share('MUCH') })} unit={t('modelUnit')} asOf={format.dayShort(board.asOf)} height={HEIGHT}
      option={(palette) => stepOption(palette, lines, { x: (n) => t('monthsShort', { n }), y: (value) => format.percent(value, 0) })}
      table={{ columns: [{ key: 'name', title: t('group') }, { key: 'share', title: t('modelUnit'), align: right }], rows: curves.map((curve) => ({ name: t(curve.value as 'LITTLE'), share: format.percent(stays(curve, last)) })) }} />
  );
}
