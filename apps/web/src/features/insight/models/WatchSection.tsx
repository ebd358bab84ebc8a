import { Moment, useFormat } from '@dossier/client';
import { Section, useText, FigureStrip } from '@dossier/ui';
import { CalibrationChart } from './CalibrationChart';
import { useWorded } from './CardFacts';
import { cardOf, cautionsOf, farthestOf, reliabilityOf, type Model, type ModelCheck, type Reliability } from './model.types';
import { modelsText } from './models.text';

const DRIFTED = 0.2;
const OFF = 0.05;

/** Whether the scores still say what they said: drift, and calibration since publishing; until that can be told, on the time held out at fitting. */
export function WatchSection({ model }: { model: Model }) {
  const t = useText(modelsText);
  const { lastCheck: check } = model;
  const say = useWorded();
  const since = reliabilityOf(check);
  const held = cardOf(model.published)?.reliability ?? null;
  const known = since ?? (held?.counts === false ? null : held);
  return (
    <Section title={t('watch')} note={check ? <>{t('checkedAt')} <Moment at={check.checkedAt} /></> : undefined}>
      {!check && <p className="d-quiet d-caption">{t('notChecked')}</p>}
      {(check || known) && <Figures check={check ?? null} known={known} />}
      {cautionsOf(check).map((caution) => <p key={say(caution)} className="d-note">{say(caution)}</p>)}
      {since && <div className="insight-twin-gap"><CalibrationChart reliability={since} /></div>}
    </Section>
  );
}

function Figures({ check, known }: { check: ModelCheck | null; known: Reliability | null }) {
  const t = useText(modelsText);
  const format = useFormat();
  const psi = check?.psi;
  const told = check?.gap;
  const gap = typeof told === 'number' ? told : known ? known.observed - known.predicted : null;
  const farthest = farthestOf(known);
  const toned = (isOut: boolean) => (isOut ? 'warning' as const : 'plain' as const);
  const points = (value: number, signed = true) => t('points', { value: `${signed && value > 0 ? '+' : ''}${format.percent(value).replace('%', '')}` });
  return (
    <FigureStrip figures={[
      ...(check === null ? [] : [{ label: t('psi'), value: typeof psi === 'number' ? psi.toFixed(3) : '–', note: typeof psi === 'number' ? t('psiRule') : t('psiNone'), tone: toned(typeof psi === 'number' && psi > DRIFTED) }]),
      { label: t('offBy'), value: gap === null ? '–' : points(gap), note: gap === null ? t('noReliability') : t(typeof told === 'number' ? 'offRule' : 'offHeldOut'), tone: toned(gap !== null && (known?.shortOnly ? gap < -OFF : Math.abs(gap) > OFF)) },
      ...(farthest === null ? [] : [{ label: t('farthest'), value: points(farthest, false), note: t('offRule'), tone: toned(farthest > OFF) }]),
    ]} />
  );
}
