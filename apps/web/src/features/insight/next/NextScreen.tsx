import { Checkbox, InputNumber, Radio, Select } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { InsightTabs } from '../InsightTabs';
import '../insight.css';
import { BuyersView } from './BuyersView';
import { HowSection } from './HowSection';
import './next.css';
import { LikelyBuyersDocument, NextCategoriesDocument, NextProductsDocument } from './next.documents';
import { nextText } from './next.text';
import { ReportSection } from './ReportSection';

export interface NextPlace { category?: string; product?: string; size?: number; control?: boolean; marketing?: boolean }
const USUAL = 500;
const LEAST = 10;
const MOST = 5_000;

/** Who would buy: from a category or a product to a segment with its control group; and what recommendations brought. */
export function NextScreen() {
  const t = useText(nextText);
  const [boards, scores] = [useMay('insight.read'), useMay('score.read')];
  return boards && scores ? <Next /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function Next() {
  const t = useText(nextText);
  const place = useSearch({ strict: false }) as NextPlace;
  const navigate = useNavigate();
  const go = (change: NextPlace) => void navigate({ to: '.', search: { ...place, ...change } as never, resetScroll: false });
  return (
    <Page title={t('title')} help="next-need" flush>
      <InsightTabs current="next" />
      <div className="d-page insight-page">
        <Wish place={place} onChange={go} />
        {place.category || place.product ? <Found place={place} /> : <EmptyState title={t('startTitle')} text={t('startText')} />}
        <HowSection ofProduct={Boolean(place.product)} />
        <ReportSection />
      </div>
    </Page>
  );
}

interface WishProps { place: NextPlace; onChange: (change: NextPlace) => void }

/** What is to be sold, to how many, and who is left out. */
function Wish({ place, onChange }: WishProps) {
  const t = useText(nextText);
  const [kind, setKind] = useState<'category' | 'product'>(place.product ? 'product' : 'category');
  return (
    <fieldset className="next-wish">
      <legend className="d-unseen">{t('what')}</legend>
      <Radio.Group aria-label={t('what')} value={kind} onChange={(event) => setKind(event.target.value as typeof kind)} options={(['category', 'product'] as const).map((value) => ({ value, label: t(value) }))} />
      {kind === 'category' ? <CategoryPick value={place.category} onPick={(category) => onChange({ category, product: undefined })} /> : <ProductPick value={place.product} onPick={(product) => onChange({ product, category: undefined })} />}
      <label className="next-size">{t('size')} <InputNumber min={LEAST} max={MOST} step={50} value={place.size ?? USUAL} onChange={(size) => size && onChange({ size })} /></label>
      <Checkbox checked={place.control ?? true} onChange={(event) => onChange({ control: event.target.checked })}>{t('control')}</Checkbox>
      <Checkbox checked={place.marketing ?? true} onChange={(event) => onChange({ marketing: event.target.checked })}>{t('marketing')}</Checkbox>
    </fieldset>
  );
}

interface PickProps { value?: string; onPick: (id: string) => void }

function CategoryPick({ value, onPick }: PickProps) {
  const t = useText(nextText);
  const options = (useAsk(NextCategoriesDocument, {}).data?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Select className="next-pick" aria-label={t('pickCategory')} placeholder={t('pickCategory')} showSearch={{ optionFilterProp: 'label' }} value={value} options={options} onChange={onPick} />;
}

function ProductPick({ value, onPick }: PickProps) {
  const t = useText(nextText);
  const [typed, setTyped] = useState('');
  const found = useAsk(NextProductsDocument, { filter: typed ? { search: typed } : {} }, { keep: true }).data?.products?.nodes ?? [];
  const options = found.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  return <Select className="next-pick" aria-label={t('pickProduct')} placeholder={t('pickProduct')} showSearch={{ filterOption: false, onSearch: setTyped }} value={value} options={options} onChange={onPick} />;
}

function Found({ place }: { place: NextPlace }) {
  const asked = { categoryId: place.category ?? null, productId: place.product ?? null, size: place.size ?? USUAL, withControl: place.control ?? true, forMarketing: place.marketing ?? true };
  const ask = useAsk(LikelyBuyersDocument, asked, { keep: true });
  if (ask.isPending) return <Waiting />;
  if (ask.isError && !ask.data) return <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />;
  return ask.data?.likelyBuyers ? <BuyersView found={ask.data.likelyBuyers} asked={asked} /> : null;
}
