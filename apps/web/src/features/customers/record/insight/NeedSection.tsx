import { useFormat } from '@dossier/client';
import { EmptyState, Estimate, Facts, Row, Rows, Section, useText } from '@dossier/ui';
import { insightText } from './insight.text';
import { useLackSentence, useScoreWord } from './insight.words';
import { ScoreNote } from './ScoreNote';

/** What is foretold of the next purchase of one customer. */
export interface NextNeed {
  status?: string | null;
  lack?: string | null;
  found?: number | null;
  needed?: number | null;
  purchases?: number | null;
  regular?: boolean | null;
  expectedOn?: string | null;
  earliestOn?: string | null;
  latestOn?: string | null;
  within30?: number | null;
  within60?: number | null;
  within90?: number | null;
  categories?: readonly { id?: string | null; name?: string | null; share?: number | null }[] | null;
  priceLeaning?: string | null;
  priceShare?: number | null;
  priceLow?: number | null;
  priceHigh?: number | null;
  priceLines?: number | null;
  asOf?: string | null;
  replenishments?: readonly { productId?: string | null; name?: string | null; lastOn?: string | null; dueOn?: string | null; buyers?: number | null }[] | null;
  brands?: readonly { brand?: string | null; share?: number | null }[] | null;
}

/** When the customer is expected to buy next, and what; or what is lacking to say so. */
export function NeedSection({ need }: { need?: NextNeed | null }) {
  const t = useText(insightText);
  const lacking = useLackSentence();
  if (!need) return <Section title={t('needTitle')}><EmptyState title={t('noScore')} text={t('noNeedText')} /></Section>;
  return (
    <Section title={t('needTitle')} note={<ScoreNote kind="NEED" asOf={need.asOf} isRule={false} />}>
      {need.status === 'REFUSED' ? <EmptyState title={t('notEnough')} text={lacking(need)} /> : <Forecast need={need} />}
    </Section>
  );
}

function Forecast({ need }: { need: NextNeed }) {
  const t = useText(insightText);
  const format = useFormat();
  const word = useScoreWord();
  const chances = ([[30, need.within30], [60, need.within60], [90, need.within90]] as const).filter((chance): chance is [30 | 60 | 90, number] => typeof chance[1] === 'number');
  const categories = need.categories ?? [];
  const brands = need.brands ?? [];
  const window = need.earliestOn ? (need.latestOn ? t('window', { from: format.day(need.earliestOn), to: format.day(need.latestOn) }) : t('windowOpen', { from: format.day(need.earliestOn) })) : null;
  const price = need.priceLeaning && typeof need.priceShare === 'number' ? { share: format.percent(need.priceShare, 0), low: format.percent(need.priceLow, 0), high: format.percent(need.priceHigh, 0), lines: need.priceLines ?? 0 } : null;
  return (
    <>
      {need.status === 'WEAK' && <p className="d-caption">{t('weak')}</p>}
      <Facts items={[
        ...(need.expectedOn ? [{ label: t('expectedOn'), value: <>{format.day(need.expectedOn)}{window && <span className="d-caption">{` ${window}`}</span>}</> }] : []),
        ...(categories.length > 0 ? [{ label: t('nextCategories'), value: categories.map((one) => `${one.name ?? '–'} ${format.percent(one.share, 0)}`).join(' · ') }] : []),
        ...(brands.length > 0 ? [{ label: t('brands'), value: brands.map((one) => `${one.brand ?? '–'} ${format.percent(one.share, 0)}`).join(' · ') }] : []),
        ...(price ? [{ label: t('price'), value: <>{word('PriceLeaning', need.priceLeaning)}<span className="d-caption">{` ${t('priceNote', price)}`}</span></> }] : []),
        { label: t('basis'), value: t(need.regular ? 'basisRegular' : 'basisIrregular', { count: need.purchases ?? 0 }) },
      ]} />
      <div className="customer-estimates">{chances.map(([days, share]) => <Estimate key={days} label={t('within', { days })} value={format.percent(share, 0)} at={{ value: share, low: 0, high: share }} />)}</div>
      <Replenishments need={need} />
    </>
  );
}

/** What they bought and usually buy again, and when it is due. */
function Replenishments({ need }: { need: NextNeed }) {
  const t = useText(insightText);
  const format = useFormat();
  const due = need.replenishments ?? [];
  if (due.length === 0) return null;
  return (
    <>
      <h3 className="customer-insight-part">{t('replenishments')}</h3>
      <Rows label={t('replenishments')}>
        {due.map((one) => <Row key={one.productId} title={one.name ?? '–'} note={t('replenishNote', { last: format.dayShort(one.lastOn), count: one.buyers ?? 0 })} value={format.dayShort(one.dueOn)} />)}
      </Rows>
    </>
  );
}
