import { Moment, useAsk } from '@dossier/client';
import { Facts, Section, useText } from '@dossier/ui';
import { LeaverSweepDocument } from './team.documents';
import { teamText } from './team.text';

const COUNTS = [
  ['sessions', 'sweepSessions'], ['keys', 'sweepKeys'], ['delegations', 'sweepDelegations'], ['links', 'sweepLinks'], ['webhooks', 'sweepWebhooks'], ['sources', 'sweepSources'],
  ['views', 'sweepViews'], ['waitingExports', 'sweepWaiting'], ['readyExports', 'sweepReady'],
] as const;

/** What ended in the act that shut this account. */
export function LeaverReport({ userId }: { userId: string }) {
  const t = useText(teamText);
  const sweep = useAsk(LeaverSweepDocument, { userId }).data?.leaverSweep;
  if (!sweep) return null;
  const items = COUNTS.flatMap(([name, label]) => ((sweep[name] ?? 0) > 0 ? [{ label: t(label), value: String(sweep[name]) }] : []));
  return <Section title={t('sweepTitle')} note={<Moment at={sweep.at} />}>{items.length > 0 ? <Facts items={items} /> : <p className="d-caption">{t('sweepNone')}</p>}</Section>;
}
