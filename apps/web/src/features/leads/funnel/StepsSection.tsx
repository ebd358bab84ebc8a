import { useFormat } from '@dossier/client';
import { categoryAxis, Chart, quietFrame, Section, useText, valueAxis, type Palette } from '@dossier/ui';
import type { Funnel, Step } from './funnel.documents';
import { funnelText } from './funnel.text';
import { leadOfStep, useFunnelWord, useRateWords } from './funnel.words';

const right = 'right' as const;
const HEIGHT = 280;

/** Step by step: how many came so far, of how many, and how long it took. */
export function StepsSection({ funnel }: { funnel: Funnel }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const steps = funnel.steps ?? [];
  const rows = useRows(steps);
  const title = useFinding(funnel);
  const days = funnel.windowDays;
  return (
    <Section title={t('steps')}>
      <Chart title={title} unit={t('stepsUnit')} asOf={format.dayShort(funnel.asOf)} height={HEIGHT} option={(palette) => barOption(palette, steps.map((step) => ({ name: word('LeadStep', step.step), value: step.reached })))}
        table={{
          columns: [
            { key: 'step', title: t('step') }, { key: 'reached', title: t('reached'), align: right }, { key: 'fromBefore', title: t('fromBefore'), align: right }, { key: 'ofAll', title: t('ofAll'), align: right },
            { key: 'median', title: t('median'), align: right }, { key: 'ninetieth', title: t('ninetieth'), align: right }, { key: 'expected', title: t('expected', { days }), align: right },
          ],
          rows, leads: steps.map((step) => leadOfStep(funnel, step.step)),
        }} />
      <p className="d-note funnel-note">{t('stepsNote', { days })}</p>
    </Section>
  );
}

function useRows(steps: readonly Step[]) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const rate = useRateWords();
  const inDays = (days: number | null | undefined) => (days === null || days === undefined ? t('notReached') : format.number(Math.round(days * 10) / 10));
  return steps.map(({ step, reached, fromBefore, ofAll, time }) => {
    const few = time?.state === 'REFUSED' ? t('fewShort', { found: format.number(time.n), needed: format.number(time.needed) }) : null;
    const range = time && time.median !== null && time.low !== null ? ` (${inDays(time.low)}–${inDays(time.high)})` : '';
    return {
      step: word('LeadStep', step), reached, fromBefore: rate(fromBefore), ofAll: rate(ofAll),
      median: time ? (few ?? `${inDays(time.median)}${range}`) : '–', ninetieth: time ? (few ?? inDays(time.ninetieth)) : '–', expected: time ? (few ?? format.percent(time.expected)) : '–',
    };
  });
}

function useFinding(funnel: Funnel): string {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const steps = funnel.steps ?? [];
  const won = steps.at(-1)?.ofAll;
  if (!won || won.state === 'REFUSED') return t('stepsFew', { n: format.number(funnel.mature) });
  const worst = steps.slice(1).reduce((most, step, at) => {
    const lost = (steps[at]?.reached ?? 0) - step.reached;
    return lost > most.lost ? { step: step.step as string, lost } : most;
  }, { step: 'CONTACTED', lost: -1 });
  return t('stepsFinding', { n: format.number(won.n), won: format.number(won.hits), days: funnel.windowDays, rate: format.percent(won.rate), low: format.percent(won.low, 0), high: format.percent(won.high, 0), step: word('LeadStep', worst.step) });
}

/** Bars that lie, the first one on top. */
export function barOption(palette: Palette, bars: readonly { name: string; value: number }[]) {
  return {
    ...quietFrame(palette), xAxis: { ...valueAxis(palette), minInterval: 1 }, yAxis: { ...categoryAxis(palette, bars.map(({ name }) => name)), inverse: true, axisLine: { show: false } },
    series: [{ type: 'bar', barWidth: '62%', itemStyle: { color: palette.chart[0], opacity: 0.66 }, label: { show: true, position: 'right', color: palette.ink2, fontSize: 12 }, data: bars.map(({ value }) => value) }],
  };
}
