import { Moment, useFormat } from '@dossier/client';
import { Section, useText, FigureStrip } from '@dossier/ui';
import { CalibrationChart } from './CalibrationChart';
import { reliabilityOf, type Model } from './model.types';
import { modelsText } from './models.text';

const DRIFTED = 0.2;
const OFF = 0.05;

/** Whether the scores still say what they said: drift and calibration since publishing. */
export function WatchSection({ model }: { model: Model }) {
  const t = useText(modelsText);
  const format = useFormat();
  const { lastCheck: check } = model;
  if (!check) return <Section title={t('watch')}><p className="d-quiet d-caption">{t('notChecked')}</p></Section>;
  const reliability = reliabilityOf(check);
  const { psi, gap } = check;
  const toned = (isOut: boolean) => (isOut ? 'warning' as const : 'plain' as const);
  return (
    <Section title={t('watch')} note={<>{t('checkedAt')} <Moment at={check.checkedAt} /></>}>
      <FigureStrip figures={[
        { label: t('psi'), value: typeof psi === 'number' ? psi.toFixed(3) : '–', note: typeof psi === 'number' ? t('psiRule') : t('psiNone'), tone: toned(typeof psi === 'number' && psi > DRIFTED) },
        { label: t('offBy'), value: typeof gap === 'number' ? t('points', { value: `${gap > 0 ? '+' : ''}${format.percent(gap).replace('%', '')}` }) : '–', note: typeof gap === 'number' ? t('offRule') : t('noReliability'), tone: toned(typeof gap === 'number' && Math.abs(gap) > OFF) },
      ]} />
      {reliability && <div className="insight-twin-gap"><CalibrationChart reliability={reliability} /></div>}
    </Section>
  );
}
