import { Checkbox, Form, Select } from 'antd';
import { useAsk, useMay } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { FormDraft } from './form.model';
import { FormProductsDocument, NamedFormProductDocument } from './forms.documents';
import { formsText } from './forms.text';

interface IncomingProps { draft: FormDraft; onChange: (part: Partial<FormDraft>) => void }

/** What becomes of an answer beyond its record, and what is asked of whoever sends one. */
export function IncomingEditor({ draft, onChange }: IncomingProps) {
  const t = useText(formsText);
  return (
    <Section title={t('incoming')} note={t('incomingNote')}>
      <Switch label={t('makesLead')} help={t('makesLeadHelp')} isOn={draft.makesLead} onChange={makesLead => onChange({ makesLead })}>
        {draft.makesLead && <ProductOf productId={draft.productId} onChange={productId => onChange({ productId })} />}
      </Switch>
      <Switch label={t('captcha')} help={t('captchaHelp')} isOn={draft.captcha} onChange={captcha => onChange({ captcha })} />
      <Switch label={t('doubleOptIn')} help={t('doubleOptInHelp')} isOn={draft.doubleOptIn} onChange={doubleOptIn => onChange({ doubleOptIn })} />
    </Section>
  );
}

function Switch({ label, help, isOn, onChange, children }: { label: string; help: string; isOn: boolean; onChange: (isOn: boolean) => void; children?: ReactNode }) {
  return (
    <div className="form-switch">
      <Checkbox checked={isOn} onChange={event => onChange(event.target.checked)}>{label}</Checkbox>
      <p className="d-caption">{help}</p>
      {children}
    </div>
  );
}

/** The product that its leads are about, found by a part of its name. */
function ProductOf({ productId, onChange }: { productId: string | null; onChange: (id: string | null) => void }) {
  const t = useText(formsText);
  const [search, setSearch] = useState('');
  const skip = !useMay('product.read');
  const found = useAsk(FormProductsDocument, { search: search.trim() || null }, { skip }).data?.products?.nodes ?? [];
  const named = useAsk(NamedFormProductDocument, { ids: productId ? [productId] : [] }, { skip: skip || productId === null }).data?.products?.nodes ?? [];
  const options = [...new Map([...named, ...found].map(one => [one.id, { value: one.id, label: one.name ?? one.code ?? '' }])).values()];
  return (
    <Form.Item label={t('leadProduct')} htmlFor="form-product" extra={t('leadProductHelp')} className="form-narrow">
      <Select id="form-product" showSearch={{ filterOption: false, onSearch: setSearch }} value={productId ?? ''} onChange={value => onChange(value || null)} options={[{ value: '', label: t('noProduct') }, ...options]} />
    </Form.Item>
  );
}
