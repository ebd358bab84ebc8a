import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page, useText } from '@dossier/ui';
import { errorText, refresh, upload, useViewer } from '@dossier/client';
import { useState } from 'react';
import './imports.css';
import type { ImportKindName, Uploaded } from './import.types';
import { importsText } from './imports.text';
import { UploadFile } from './steps/UploadFile';
import { WizardSteps } from './steps/WizardSteps';

const NEEDS = { customers: 'customer.import', products: 'product.import', orders: 'order.import', leads: 'lead.import' } as const;
const KINDS: readonly ImportKindName[] = ['customers', 'products', 'orders', 'leads'];

/** The first step: a file, and what it holds. The rest of the way has an address of its own. */
export function NewImportScreen() {
  const t = useText(importsText);
  const navigate = useNavigate();
  const { permissions } = useViewer();
  const kinds = KINDS.filter((kind) => permissions.includes(NEEDS[kind]));
  const asked = (useSearch({ strict: false }) as { kind?: ImportKindName }).kind;
  const [kind, setKind] = useState<ImportKindName>(asked && kinds.includes(asked) ? asked : (kinds[0] ?? 'customers'));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = async (file: Blob, name: string) => {
    setBusy(true);
    setFault(null);
    try {
      const uploaded = await upload<Uploaded>(`/api/imports?kind=${kind}`, Object.assign(file.slice(0, file.size, file.type), { name }));
      await refresh('imports');
      await navigate({ to: `/imports/${uploaded.id}` });
    } catch (reason) {
      setFault(errorText(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t('uploadTitle')} note={t('uploadLead')} help="import" crumbs={[{ label: t('title'), to: '/imports' }, { label: t('stepUpload') }]}>
      <WizardSteps step="upload" />
      <UploadFile kind={kind} kinds={kinds} busy={busy} fault={fault} onKind={setKind} onFile={(file, name) => void send(file, name)} />
    </Page>
  );
}
