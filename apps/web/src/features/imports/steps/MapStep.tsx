import { Button } from 'antd';
import { Page, useText } from '@dossier/ui';
import { mappingFaults, type Mapping } from '../import.rules';
import { importsText } from '../imports.text';
import { MapColumns } from './MapColumns';
import type { StepProps } from './step';

/** Columns to fields; a required field without column or one fed twice keeps the step from being left. */
export function MapStep({ record, verbs, go, mapping, head, onMapping }: StepProps & { onMapping: (mapping: Mapping) => void }) {
  const t = useText(importsText);
  const { lacking, twice } = mappingFaults(mapping, record.fields ?? []);
  const mapped = Object.keys(mapping).length;
  const words = twice ? t('twice', { field: twice }) : lacking.length > 0 ? t('lacking', { fields: lacking.join(t('listMark')) }) : t('mappedOf', { mapped, all: record.columns?.length ?? 0 });
  const next = async () => {
    if (await verbs.configure({ mapping })) go('rules');
  };
  const foot = (
    <>
      <span role="status" className="import-foot-words">{words}</span>
      <Button onClick={() => void verbs.cancel()}>{t('cancel')}</Button>
      <Button type="primary" disabled={verbs.busy || twice !== null || lacking.length > 0 || mapped === 0} onClick={() => void next()}>{t('next')}</Button>
    </>
  );
  return (
    <Page title={t('mapTitle')} note={record.rowCount ? t('rowsOf', { count: record.rowCount }) : undefined} help="import" footBar={foot} crumbs={[{ label: t('title'), to: '/imports' }, { label: record.fileName ?? '' }]}>
      {head}
      <MapColumns record={record} mapping={mapping} busy={verbs.busy} onMapping={onMapping} onReading={(settings) => void verbs.configure(settings)} />
    </Page>
  );
}
