import { EmptyState, Failed, Page, useText, Waiting } from '@dossier/ui';
import { failure, useAsk } from '@dossier/client';
import './reconciliation.css';
import { ConflictSection } from './ConflictSection';
import { LineSection } from './LineSection';
import { MatchingSection } from './MatchingSection';
import { ReconciliationDocument } from './reconciliation.documents';
import { reconciliationText } from './reconciliation.text';

/** What the channels know against what stands on record; the conflicts between them; and how matching works. */
export function ReconciliationScreen() {
  const t = useText(reconciliationText);
  const asked = useAsk(ReconciliationDocument, {});
  const lines = asked.data?.reconciliation ?? [];
  return (
    <Page title={t('title')} help="reconciliation" note={t('lead')}>
      {asked.isPending && <Waiting />}
      {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {asked.isSuccess && lines.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {(['RECORDS', 'IDENTITIES'] as const).map((group) => <LineSection key={group} group={group} lines={lines.filter((line) => line.group === group)} />)}
      {asked.isSuccess && <ConflictSection />}
      {asked.isSuccess && <MatchingSection />}
    </Page>
  );
}
