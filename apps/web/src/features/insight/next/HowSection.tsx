import { Alert } from 'antd';
import { Link } from '@tanstack/react-router';
import { useAsk, useFormat, useMay } from '@dossier/client';
import { FigureStrip, Section, useText } from '@dossier/ui';
import { NextModelDocument } from './next.documents';
import { nextText } from './next.text';

interface Parameter { key: string; value: number | null; low?: number | null; high?: number | null }

/** The figures of a card that is kept as it was printed. */
function figuresOf(card: unknown): Parameter[] {
  const given = (card as { parameters?: unknown } | null | undefined)?.parameters;
  return Array.isArray(given) ? (given as Parameter[]) : [];
}

/** How the probabilities come about, and how they did on what the model had not seen. */
export function HowSection({ ofProduct }: { ofProduct: boolean }) {
  const t = useText(nextText);
  return (
    <Section title={t('howTitle')}>
      <p className="insight-note">{t('howCategory')}</p>
      {ofProduct && <p className="insight-note">{t('howProduct')}</p>}
      {useMay('model.read') && <Judged />}
    </Section>
  );
}

function Judged() {
  const t = useText(nextText);
  const format = useFormat();
  const need = useAsk(NextModelDocument, { kind: 'NEED' }).data?.model;
  const products = useAsk(NextModelDocument, { kind: 'RECOMMENDATION' }).data?.model;
  const [own, their] = [figuresOf(need?.published?.card), figuresOf(products?.published?.card)];
  const of = (list: Parameter[], key: string): Parameter | undefined => list.find((one) => one.key === key && one.value !== null);
  const percent = (one?: Parameter): string => (one ? format.percent(one.value, 1) : '—');
  const range = (one?: Parameter): string => (one ? t('howRange', { low: format.percent(one.low, 1), high: format.percent(one.high, 1) }) : t('noModel'));
  const best = [of(their, 'EASE.hit10'), of(their, 'KNN.hit10')].filter((one) => one !== undefined).sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  return (
    <>
      {need?.isFallback && <Alert className="insight-alert" type="warning" showIcon title={t('amber')} />}
      <FigureStrip figures={[
        { label: t('howWindow'), value: percent(of(own, 'window')), note: range(of(own, 'window')) },
        { label: t('howCategoryHit'), value: t('howPair', { one: percent(of(own, 'category')), other: percent(of(own, 'popular')) }), note: range(of(own, 'category')) },
        { label: t('howRecommend'), value: t('howPair', { one: percent(best), other: percent(of(their, 'POPULAR.hit10')) }), note: range(best) },
      ]} />
      <p className="d-note"><Link to="/insight/models/$kind" params={{ kind: 'NEED' } as never}>{t('card')}</Link></p>
    </>
  );
}
