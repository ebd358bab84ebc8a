import { Button, Segmented } from 'antd';
import { failure, Moment, useAsk, useMay, useSave, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, StateDot, useLanguage, useText, Waiting } from '@dossier/ui';
import { alertSentence, type AlertKind } from '@dossier/vocabulary/alerts';
import { useState } from 'react';
import { AcknowledgeDocument, AlertsDocument } from './audit.documents';
import { auditText } from './audit.text';
import { AuditTabs } from './AuditTabs';

type Alert = NonNullable<AnswerOf<typeof AlertsDocument>['alerts']>['nodes'][number];
const STEP = 50;
const MOST = 200;
/** What speaks of the trail itself, or of data that does not open, comes before all else. */
const GRAVE = new Set(['TRAIL_BROKEN', 'CIPHER_REFUSED', 'SELF_GRANT']);

export function AlertsScreen() {
  const t = useText(auditText);
  return useMay('audit.read') ? <Alerts /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** What the product noticed by itself; each cause once, until somebody has looked into it. */
function Alerts() {
  const t = useText(auditText);
  const [shown, setShown] = useState<'open' | 'all'>('open');
  const [first, setFirst] = useState(STEP);
  const ask = useAsk(AlertsDocument, { filter: shown === 'open' ? { open: true } : null, first }, { refetchInterval: 30_000, keep: true });
  const alerts = ask.data?.alerts?.nodes ?? [];
  return (
    <Page title={t('title')} help="audit" flush>
      <AuditTabs current="alerts" />
      <div className="d-list-head"><Segmented<'open' | 'all'> aria-label={t('whichAlerts')} value={shown} onChange={setShown} options={[{ value: 'open', label: t('open') }, { value: 'all', label: t('all') }]} /></div>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && alerts.length === 0 && <EmptyState title={t('noAlerts')} text={t('noAlertsText')} />}
      <div className="d-page">
        {alerts.length > 0 && <Rows label={t('tabAlerts')}>{alerts.map(alert => <AlertRow key={alert.id} alert={alert} />)}</Rows>}
        {ask.data?.alerts?.pageInfo.hasNextPage && first < MOST && <Button type="link" onClick={() => setFirst(first + STEP)}>{t('more')}</Button>}
      </div>
    </Page>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const t = useText(auditText);
  const language = useLanguage();
  const save = useSave(AcknowledgeDocument, { refreshes: ['alerts'], done: t('acknowledged'), loud: true });
  const sentence = alertSentence(alert.kind as keyof typeof AlertKind, (alert.facts ?? {}) as Record<string, unknown>, language);
  const tone = alert.acknowledgedAt ? 'plain' : GRAVE.has(alert.kind ?? '') ? 'err' : 'warn';
  const verb = alert.can?.includes('ACKNOWLEDGE')
    ? <Button size="small" loading={save.busy} aria-label={t('acknowledgeThis', { sentence })} onClick={() => void save.run({ id: alert.id })}>{t('acknowledge')}</Button>
    : <span className="d-caption">{t('acknowledgedBy', { name: alert.acknowledgedBy?.name ?? '–' })}</span>;
  return <Row title={<StateDot tone={tone}>{sentence}</StateDot>} note={<Moment at={alert.at} />} verb={verb} />;
}
