import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, Icon, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ClientDialog } from './ClientDialog';
import { ClientSection, type Asking } from './ClientSection';
import { ArchiveDialog, NewKeyDialog, RevokeDialog, RotateDialog, SecretDialog } from './KeyDialogs';
import { ClientChoicesDocument, ClientsDocument } from './keys.documents';
import { keysText } from './keys.text';
import './keys.css';

type Open = Asking | { kind: 'client' } | { kind: 'firstKey'; client: { id: string; name: string } } | { kind: 'secret'; secret: string } | null;

/** Programs that come with a key: what each reaches, its keys, and how they are taken back. */
export function KeysScreen() {
  const t = useText(keysText);
  const mayManage = useMay('key.manage');
  const asked = useAsk(ClientsDocument, {}, { skip: !mayManage });
  const roles = useAsk(ClientChoicesDocument, {}, { skip: !mayManage }).data?.roles ?? [];
  const [open, setOpen] = useState<Open>(null);
  const clients = asked.data?.clients?.nodes ?? [];
  const guide = <Link to="/keys/guide">{t('docs')}</Link>;
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setOpen({ kind: 'client' })}>{t('newClient')}</Button>;
  if (!mayManage) return <Page title={t('title')} help="keys"><NotAllowed /></Page>;
  return (
    <Page title={t('title')} note={t('lead')} help="keys" actions={clients.length > 0 ? <>{guide}{add}</> : undefined}>
      {asked.isPending && <Waiting rows={6} />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {asked.isSuccess && clients.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<>{add}{guide}</>} />}
      {clients.map(client => <ClientSection key={client.id} client={client} roles={roles} ask={setOpen} />)}
      <OpenDialog open={open} go={setOpen} />
    </Page>
  );
}

function OpenDialog({ open, go }: { open: Open; go: (open: Open) => void }) {
  const close = () => go(null);
  const made = (secret: string) => go({ kind: 'secret', secret });
  switch (open?.kind) {
    case 'client':
      return <ClientDialog onClose={client => go(client ? { kind: 'firstKey', client } : null)} />;
    case 'edit':
      return <ClientDialog client={open.client} onClose={close} />;
    case 'firstKey':
    case 'key':
      return <NewKeyDialog client={open.client} onClose={close} onMade={made} />;
    case 'secret':
      return <SecretDialog secret={open.secret} onClose={close} />;
    case 'revoke':
      return <RevokeDialog row={open.key} onClose={close} />;
    case 'rotate':
      return <RotateDialog row={open.key} onClose={close} onMade={made} />;
    case 'archive':
      return <ArchiveDialog client={open.client} onClose={close} />;
    default:
      return null;
  }
}
