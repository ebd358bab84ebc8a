import { Alert, Button } from 'antd';
import { Pencil, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Can, failure, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { EmptyState, Failed, Icon, NotAllowed, Page, Section, useText, useToast, Waiting } from '@dossier/ui';
import { InsightTabs } from '../InsightTabs';
import '../insight.css';
import { CalibrationSection } from './CalibrationSection';
import { ChurnBoardDocument, RefreshChurnDocument, type Board, type Dimension } from './churn.documents';
import { churnText } from './churn.text';
import { useDefinitionWords } from './churn.words';
import { CurvesSection } from './CurvesSection';
import { DefinitionDialog } from './DefinitionDialog';
import { HazardSection } from './HazardSection';
import { LinkSection } from './LinkSection';
import { RateChart } from './RateChart';
import { RiskSection } from './RiskSection';

const EVERY = 2_000;

/** Who leaves, when, what goes with it, and who may be next. */
export function ChurnScreen() {
  const t = useText(churnText);
  return useMay('insight.read') ? <Churn /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function Churn() {
  const t = useText(churnText);
  const navigate = useNavigate();
  const { by = 'SOURCE', segments } = useSearch({ strict: false }) as { by?: Dimension; segments?: string[] };
  const segmentIds = by === 'SEGMENT' && Array.isArray(segments) ? segments : [];
  const turn = (search: object) => void navigate({ to: '.', search: search as never, resetScroll: false });
  const ask = useAsk(ChurnBoardDocument, segmentIds.length > 0 ? { by, segmentIds } : { by }, { keep: true, refetchInterval: (answer) => (answer?.churnBoard?.isRunning ? EVERY : false) });
  const board = ask.data?.churnBoard;
  return (
    <Page title={t('title')} help="churn" actions={<RefreshVerb />} flush>
      <InsightTabs current="churn" />
      <div className="d-page insight-page">
        {ask.isPending && <Waiting />}
        {ask.isError && !ask.data && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {board && <DefinitionSection board={board} />}
        {board && <Sheet board={board} by={by} segmentIds={segmentIds} onBy={(next) => turn({ by: next })} onSegments={(ids) => turn({ by, ...(ids.length > 0 && { segments: ids }) })} />}
      </div>
    </Page>
  );
}

function RefreshVerb() {
  const t = useText(churnText);
  const toast = useToast();
  const refresh = useSave(RefreshChurnDocument, { refreshes: ['churnBoard'], onDone: () => toast.done(t('refreshed')) });
  return <Can do="model.manage"><Button icon={<Icon of={RefreshCw} />} loading={refresh.busy} onClick={() => void refresh.run({})}>{t('refresh')}</Button></Can>;
}

function DefinitionSection({ board }: { board: Board }) {
  const t = useText(churnText);
  const format = useFormat();
  const say = useDefinitionWords();
  const [editing, setEditing] = useState(false);
  const { definition } = board;
  const verb = <Can do="model.manage"><Button size="small" icon={<Icon of={Pencil} />} onClick={() => setEditing(true)}>{t('edit')}</Button></Can>;
  const who = definition?.setBy ? t('setBy', { name: definition.setBy.name ?? '', on: format.dayShort(definition.setOn) }) : t('shipped');
  return (
    <Section title={t('definition')} note={definition ? `${t('version', { number: definition.number ?? 1 })} · ${who}` : undefined} extra={verb}>
      {definition && <p className="insight-note">{say(definition)} {t('horizonSays', { days: definition.horizonDays ?? 0 })}</p>}
      {board.asOf && <p className="d-caption">{t('asOf', { day: format.dayShort(board.asOf), customers: format.number(board.customers) })}</p>}
      {editing && <DefinitionDialog definition={definition ?? null} onClose={() => setEditing(false)} />}
    </Section>
  );
}

interface SheetProps { board: Board; by: Dimension; segmentIds: string[]; onBy: (by: Dimension) => void; onSegments: (ids: string[]) => void }

function Sheet({ board, ...curves }: SheetProps) {
  const t = useText(churnText);
  const format = useFormat();
  if (!board.asOf) return <EmptyState title={t('emptyTitle')} text={t(board.isRunning ? 'emptyRunning' : 'emptyText')} />;
  return (
    <>
      {board.isRunning && <Alert className="insight-alert" type="info" showIcon title={t('running')} />}
      {!board.isRunning && board.isBehind && <Alert className="insight-alert" type="warning" showIcon title={t('behind')} />}
      {!board.everybody && <EmptyState title={t('fewTitle')} text={t('fewText', { found: format.number(board.customers) })} />}
      <RiskSection board={board} />
      <RateChart board={board} />
      {board.everybody && <CurvesSection board={board} {...curves} />}
      <HazardSection board={board} />
      <LinkSection board={board} />
      <CalibrationSection board={board} />
    </>
  );
}
