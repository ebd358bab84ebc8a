import { Alert, Button, Input, Radio, Spin, Upload } from 'antd';
import { Section, useText } from '@dossier/ui';
import { useState } from 'react';
import { importsText } from '../imports.text';
import type { ImportKindName } from '../import.types';

const KINDS = [['customers', 'CUSTOMERS'], ['products', 'PRODUCTS'], ['orders', 'ORDERS'], ['leads', 'LEADS']] as const;
const PASTE_ROWS = 8;

interface UploadFileProps {
  kind: ImportKindName;
  kinds: readonly ImportKindName[];
  busy: boolean;
  fault: string | null;
  onKind: (kind: ImportKindName) => void;
  onFile: (file: Blob, name: string) => void;
}

/** The file or the pasted rows; choosing one is the whole step. */
export function UploadFile({ kind, kinds, busy, fault, onKind, onFile }: UploadFileProps) {
  const t = useText(importsText);
  const options = KINDS.filter(([name]) => kinds.includes(name)).map(([value, key]) => ({ value, label: t(key) }));
  return (
    <>
      <Section title={t('whatIsIn')}>
        <Radio.Group className="import-inset" aria-label={t('whatIsIn')} value={kind} options={options} onChange={(event) => onKind(event.target.value as ImportKindName)} />
      </Section>
      <Section title={t('file')}>
        <div className="import-drop">
          <Upload.Dragger accept=".csv,.tsv,.txt,.xlsx" maxCount={1} showUploadList={false} disabled={busy}
            beforeUpload={(file) => { onFile(file, file.name); return false; }}>
            <p>{t('dropHere')}</p>
            <p className="d-caption">{t('dropNote')}</p>
          </Upload.Dragger>
        </div>
        {busy && <div className="d-note" role="status"><Spin size="small" /> {t('uploading')}</div>}
        {fault && <Alert role="alert" type="error" showIcon title={fault} />}
        <PasteRows busy={busy} onFile={onFile} />
      </Section>
    </>
  );
}

function PasteRows({ busy, onFile }: { busy: boolean; onFile: (file: Blob, name: string) => void }) {
  const t = useText(importsText);
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState('');
  if (!open) return <button type="button" className="d-link" onClick={() => setOpen(true)}>{t('paste')}</button>;
  const use = () => onFile(new Blob([rows], { type: 'text/csv;charset=utf-8' }), t('pastedName'));
  return (
    <div className="import-paste">
      <label htmlFor="import-paste">{t('pasteLabel')}</label>
      <Input.TextArea id="import-paste" rows={PASTE_ROWS} value={rows} onChange={(event) => setRows(event.target.value)} />
      <Button disabled={rows.trim() === '' || busy} onClick={use}>{t('pasteUse')}</Button>
    </div>
  );
}
