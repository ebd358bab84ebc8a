import { failure, Moment, useAsk, useFormat, useMay, type AnswerOf } from '@dossier/client';
import { Facts, Failed, FigureStrip, NotAllowed, Page, Section, useText, Waiting, type Figure } from '@dossier/ui';
import { SealDocument } from './audit.documents';
import { auditText } from './audit.text';
import { AuditTabs } from './AuditTabs';
import { Checks } from './Checks';
import { KeptMonths } from './KeptMonths';
import './audit.css';

type Seal = NonNullable<AnswerOf<typeof SealDocument>['auditSeal']>;
const TEN_SECONDS = 10_000;

export function SealScreen() {
  const t = useText(auditText);
  return useMay('audit.read') ? <Sealed /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** Whether the trail stands as it was written, with the evidence. */
function Sealed() {
  const t = useText(auditText);
  const manages = useMay('company.manage');
  const ask = useAsk(SealDocument, {}, { refetchInterval: TEN_SECONDS });
  const seal = ask.data?.auditSeal;
  return (
    <Page title={t('title')} help="audit" flush>
      <AuditTabs current="seal" />
      <div className="d-page d-audit-seal">
        {ask.isPending && <Waiting rows={4} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {seal && <SealFigures seal={seal} />}
        <Checks />
        {seal && <Chain seal={seal} />}
        {manages && <KeptMonths />}
      </div>
    </Page>
  );
}

function SealFigures({ seal }: { seal: Seal }) {
  const t = useText(auditText);
  const figures: Figure[] = [
    { label: t('sealed'), value: seal.sequence.toLocaleString('en-US'), note: t('sealedNote', { count: seal.waiting }) },
    { label: t('lastSeal'), value: <Moment at={seal.sealedAt} />, note: seal.isLate ? t('late', { seconds: seal.lateSeconds }) : t('onTime'), tone: seal.isLate ? 'error' : 'plain' },
    {
      label: t('checkpoint'), value: seal.checkpointAt ? <Moment at={seal.checkpointAt} /> : t('noCheckpoint'), tone: seal.isTrue ? 'plain' : 'error',
      ...(seal.checkpointSequence !== null && seal.checkpointSequence !== undefined ? { note: seal.isTrue ? t('checkpointNote', { sequence: seal.checkpointSequence.toLocaleString('en-US') }) : t('betrayed') } : {}),
    },
  ];
  return <FigureStrip figures={figures} />;
}

function Chain({ seal }: { seal: Seal }) {
  const t = useText(auditText);
  const format = useFormat();
  return (
    <Section title={t('chain')}>
      <p className="d-quiet">{t('chainText')}</p>
      <Facts items={[{ label: t('head'), value: <code className="d-mono d-anywhere">{seal.head}</code> }, { label: t('keptSince'), value: seal.keptSince ? format.instant(seal.keptSince) : t('everything') }]} />
    </Section>
  );
}
