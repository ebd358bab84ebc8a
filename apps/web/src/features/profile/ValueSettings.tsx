import { InputNumber } from 'antd';
import { failure, useAsk, useSave } from '@dossier/client';
import { Failed, Field, RecordForm, Section, useText, Waiting } from '@dossier/ui';
import { CompanyDocument, CompanyValueDocument } from './profile.documents';
import { profileText } from './profile.text';

interface Shares { margin: number; discount: number }
const HUNDRED = 100;
/** A share as it is typed: in a hundred, without the dust of floating point. */
const typed = (share: number): number => Math.round(share * HUNDRED * HUNDRED) / HUNDRED;
const kept = (percent: number): number => Math.round(percent * HUNDRED) / (HUNDRED * HUNDRED);

/** How customers are valued: which part of the spend counts, and how much less the money of later months is worth. */
export function ValueSettings() {
  const t = useText(profileText);
  const ask = useAsk(CompanyValueDocument);
  const save = useSave(CompanyDocument, { refreshes: ['me'], done: t('saved') });
  const company = ask.data?.me?.company;
  return (
    <Section title={t('value')}>
      <p className="d-note">{t('valueSays')}</p>
      {ask.isPending && <Waiting rows={2} />}
      {ask.isError && !ask.data && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {company && (
        <RecordForm<Shares> save={save} initial={{ margin: typed(company.valueMargin ?? 1), discount: typed(company.valueDiscount ?? 0) }} quiet submitLabel={t('saveValue')} label={t('value')}
          onSubmit={({ margin, discount }) => save.run({ input: { valueMargin: kept(margin), valueDiscount: kept(discount) } })}>
          <Field name="margin" label={t('margin')} required extra={t('marginHelp')}><InputNumber min={0.01} max={HUNDRED} precision={2} suffix="%" changeOnWheel={false} /></Field>
          <Field name="discount" label={t('discount')} required extra={t('discountHelp')}><InputNumber min={0} max={HUNDRED} precision={2} suffix="%" changeOnWheel={false} /></Field>
        </RecordForm>
      )}
    </Section>
  );
}
