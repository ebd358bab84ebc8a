import { Alert } from 'antd';
import { useFormat } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { CalibrationChart } from './CalibrationChart';
import { CardFacts, ParameterTable, useWorded } from './CardFacts';
import { cardOf, type ModelVersion } from './model.types';
import { modelsText } from './models.text';
import { useFaultWords } from './useFaultWords';

/** The card of one version: what it found, how far off it is, or what it lacked. */
export function CardView({ version }: { version: ModelVersion }) {
  const t = useText(modelsText);
  const say = useWorded();
  const format = useFormat();
  const fault = useFaultWords();
  const card = cardOf(version);
  if (!card) return <Section title={t('cardOf', { no: version.number ?? 0 })}><p className="d-quiet">{version.state === 'FAILED' ? fault(version.error) : t('underWay')}</p></Section>;
  const { lack } = card;
  return (
    <>
      <Section title={t('cardOf', { no: version.number ?? 0 })}>
        {lack && <Alert type="warning" showIcon role="status" className="insight-alert" title={t('notEnough')} description={t('lackSays', { what: say(lack.what), found: format.number(lack.found), needed: format.number(lack.needed) })} />}
        <CardFacts card={card} method={[version.method, version.methodVersion].filter(Boolean).join(' · ')} />
      </Section>
      {card.parameters.length > 0 && <Section title={t('parameters')}><ParameterTable parameters={card.parameters} /></Section>}
      {!lack && <Section title={t('calibration')} note={t('onHoldOut')}>{card.reliability ? <CalibrationChart reliability={card.reliability} /> : <p className="d-quiet d-caption">{t('noReliability')}</p>}</Section>}
    </>
  );
}
