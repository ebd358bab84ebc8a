import { InputNumber } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Field, RecordForm, Section, useText } from '@dossier/ui';
import { KeepDocument, KeptDocument } from './audit.documents';
import { auditText } from './audit.text';

const LEAST = 6;
const MOST = 600;

/** How long the trail is kept: a setting of the company, never below six months. */
export function KeptMonths() {
  const t = useText(auditText);
  const company = useAsk(KeptDocument, {}).data?.company;
  const save = useSave(KeepDocument, { refreshes: ['company', 'me'], done: t('savedMonths') });
  if (!company) return null;
  return (
    <Section title={t('keep')}>
      <p className="d-quiet">{t('keepText')}</p>
      <div className="d-quiet">
        <RecordForm<{ auditMonths: number }> save={save} initial={{ auditMonths: company.auditMonths ?? 36 }} onSubmit={({ auditMonths }) => save.run({ input: { auditMonths, version: company.version } })} quiet submitLabel={t('saveMonths')} label={t('keep')}>
          <Field name="auditMonths" label={t('months')} required><InputNumber min={LEAST} max={MOST} precision={0} /></Field>
        </RecordForm>
      </div>
    </Section>
  );
}
