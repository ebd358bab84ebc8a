import { Button, Checkbox, Form, Select } from 'antd';
import { useAsk } from '@dossier/client';
import { Icon, useLanguage, useText } from '@dossier/ui';
import { Trash2 } from 'lucide-react';
import type { ConsentDraft } from './form.model';
import { FormPurposesDocument } from './forms.documents';
import { formsText } from './forms.text';
import { InBoth } from './InBoth';

/** A box that visitors tick themselves, and the purpose that a tick agrees to. */
export function ConsentEditor({ no, consent, onChange, onRemove }: { no: number; consent: ConsentDraft; onChange: (consent: ConsentDraft) => void; onRemove: () => void }) {
  const t = useText(formsText);
  const language = useLanguage();
  const purposes = (useAsk(FormPurposesDocument, {}).data?.purposes ?? []).filter(one => one.legalBasis === 'CONSENT' || one.legalBasis === 'LEGITIMATE_INTEREST');
  const id = `form-consent-${no}`;
  const change = (part: Partial<ConsentDraft>) => onChange({ ...consent, ...part });
  return (
    <fieldset className="form-question" aria-label={t('consent', { no })}>
      <div className="form-question-head"><b>{t('consent', { no })}</b><Button size="small" icon={<Icon of={Trash2} />} aria-label={t('removeConsent', { no })} onClick={onRemove} /></div>
      <InBoth id={`${id}-label`} what={t('consentText')} words={consent.label} onChange={label => change({ label })} rows={2} />
      <div className="form-line">
        <Form.Item label={t('purpose')} htmlFor={`${id}-purpose`}>
          <Select id={`${id}-purpose`} value={consent.purposeId ?? ''} onChange={value => change({ purposeId: value || null })} options={[{ value: '', label: t('noPurpose') }, ...purposes.map(one => ({ value: one.id, label: (language === 'zh' ? one.name : one.nameEn) ?? '' }))]} />
        </Form.Item>
      </div>
      <Checkbox checked={consent.required} onChange={event => change({ required: event.target.checked })}>{t('mustTick')}</Checkbox>
    </fieldset>
  );
}
