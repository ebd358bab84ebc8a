import { Button, Progress } from 'antd';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { BookmarkPlus, PencilLine, RefreshCw, Users } from 'lucide-react';
import { Can, failure, Moment, ServerError, useAsk, useFormat, useJob, useMay, useSave } from '@dossier/client';
import { EmptyState, Failed, FigureStrip, Icon, NotAllowed, Page, Row, Rows, Section, usePhone, useText, useToast, Waiting, type Figure } from '@dossier/ui';
import { useMemo, useState } from 'react';
import { SentenceBlock } from './build/SentenceBlock';
import { MovesChart } from './MovesChart';
import { enteredOf } from './moves';
import { RowMenu } from './RowMenu';
import { fromDefinition } from './rules/rule.input';
import { sayDefinition } from './rules/rule.sentence';
import { SaveDialog, type Naming } from './SaveDialog';
import { useSize } from './segment.words';
import { Fresh } from './SegmentListScreen';
import { RefreshSegmentDocument, SegmentDocument, SegmentMembersDocument, SegmentMovesDocument, type Segment } from './segments.documents';
import { segmentsText } from './segments.text';
import { useChoices } from './useChoices';
import { keepView, REFRESHES, viewState } from './useSegmentVerbs';
import './segments.css';

const MEMBERS = 10;
const DAYS = 90;
const SETTLING = 5_000;

/** One segment: how many, who they are by its conditions, who came and went, and the first of them. */
export function SegmentScreen() {
  const t = useText(segmentsText);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const crumbs = [{ label: t('title'), to: '/segments' }];
  const may = useMay('segment.read');
  const ask = useAsk(SegmentDocument, { id }, { skip: !may, refetchInterval: (answer) => (answer?.segment?.state === 'FRESH' || answer?.segment?.state === undefined || answer.segment.archivedAt ? false : SETTLING) });
  const segment = ask.data?.segment;
  if (!may) return <Page title={t('title')} crumbs={crumbs}><NotAllowed /></Page>;
  if (ask.isError) return <Page title={t('title')} crumbs={crumbs}>{ask.error instanceof ServerError && ask.error.code === 'NOT_FOUND' ? <EmptyState title={t('missingTitle')} text={t('missingText')} /> : <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}</Page>;
  if (!segment) return <Page title={t('title')} crumbs={crumbs}>{ask.isPending ? <Waiting /> : <EmptyState title={t('missingTitle')} text={t('missingText')} />}</Page>;
  return (
    <Page title={segment.name ?? ''} crumbs={crumbs} help="segments" note={[segment.kind && t(segment.kind), segment.visibility && t(segment.visibility), segment.archivedAt && t('archivedOnes')].filter(Boolean).join(' · ')} actions={<Verbs segment={segment} />}>
      {segment.description && <p className="d-note segment-description">{segment.description}</p>}
      {segment.kind === 'DYNAMIC' ? <Sentence segment={segment} /> : <p className="d-note">{t('staticNote')}</p>}
      <Figures segment={segment} />
      {segment.readable === false ? <p className="d-note segment-withheld">{t('withheld')}</p> : segment.archivedAt ? <p className="d-note segment-withheld">{t('archivedNote')}</p> : <Insides segment={segment} />}
    </Page>
  );
}

function Sentence({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const definition = useMemo(() => fromDefinition(segment.definition), [segment.definition]);
  const { names } = useChoices(definition);
  return <SentenceBlock text={segment.definition ? sayDefinition(definition, names) : null} empty={t('withheld')} />;
}

function Verbs({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const phone = usePhone();
  const navigate = useNavigate();
  const [keeping, setKeeping] = useState(false);
  const open = () => void navigate({ to: '/customers', search: { filter: { segments: { in: [segment.id] } } } as never });
  const edits = segment.can?.includes('UPDATE') && segment.kind === 'DYNAMIC' && segment.readable !== false;
  return (
    <>
      {segment.readable !== false && !segment.archivedAt && <Can do="customer.read">{!phone && <Button icon={<Icon of={BookmarkPlus} />} onClick={() => setKeeping(true)}>{t('asView')}</Button>}<Button icon={<Icon of={Users} />} onClick={open}>{t('open')}</Button></Can>}
      {edits && <Button type="primary" icon={<Icon of={PencilLine} />} onClick={() => void navigate({ to: `/segments/${segment.id}/edit` })}>{t('edit')}</Button>}
      <RowMenu segment={segment} onArchived={() => void navigate({ to: '/segments' })} />
      <KeepView segment={segment} open={keeping} onClose={() => setKeeping(false)} />
    </>
  );
}

/** Keeps the segment as a view of the customer list: for oneself, or shared. */
function KeepView({ segment, open, onClose }: { segment: Segment; open: boolean; onClose: () => void }) {
  const t = useText(segmentsText);
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const save = async ({ name, visibility }: Naming) => {
    setBusy(true);
    try {
      await keepView(segment.id, name, visibility);
      toast.done(t('viewSaved', { name }));
      onClose();
    } catch (error) {
      setFault(failure(error).text);
    } finally {
      setBusy(false);
    }
  };
  return <SaveDialog open={open} plain title={t('viewTitle')} busy={busy} fault={fault} first={{ name: segment.name ?? '', visibility: segment.visibility ?? 'PRIVATE' }} onClose={onClose} onSave={save} />;
}

function Figures({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const format = useFormat();
  const size = useSize();
  const { moves } = segment;
  const sum = (of: (one: NonNullable<typeof moves>[number]) => number): string => (moves ? format.number(moves.reduce((all, one) => all + of(one), 0)) : t('none'));
  const figures: Figure[] = [
    { label: t('size'), value: size(segment), note: segment.readable === false ? t('withheld') : t('inReach') },
    { label: t('entered30'), value: sum(enteredOf) },
    { label: t('left30'), value: sum(({ left }) => left ?? 0) },
    ...(segment.archivedAt ? [] : [{ label: t('fresh'), value: <span className="segment-state"><Fresh row={segment} /></span>, note: <Refresh segment={segment} /> }]),
  ];
  return <div className="segment-figures"><FigureStrip figures={figures} /></div>;
}

/** When it was computed last, and the verb that does it now, with its progress. */
function Refresh({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const [jobId, setJobId] = useState<string | null>(null);
  const refreshes = useMemo(() => [...REFRESHES, 'segmentMoves'], []);
  const job = useJob(jobId, refreshes);
  const run = useSave(RefreshSegmentDocument, { refreshes: ['segment'], loud: true, onDone: (answer) => setJobId(answer.refreshSegment?.id ?? null) });
  if (job.running) return <Progress aria-label={t('refreshStarted')} percent={job.percent ?? 0} size={{ height: 4 }} strokeLinecap="butt" showInfo={false} />;
  const verb = segment.can?.includes('REFRESH') && <Button type="link" size="small" className="segment-refresh" icon={<Icon of={RefreshCw} />} aria-busy={run.busy} disabled={run.busy} onClick={() => void run.run({ id: segment.id })}>{t('refresh')}</Button>;
  return <>{segment.state !== 'FRESH' && segment.freshAt && <span className="d-caption"><Moment at={segment.freshAt} /> </span>}{verb}</>;
}

function Insides({ segment }: { segment: Segment }) {
  const t = useText(segmentsText);
  const ask = useAsk(SegmentMovesDocument, { id: segment.id, within: { last: DAYS } });
  const moves = ask.data?.segmentMoves;
  return (
    <>
      <Section title={t('moves')}>{moves ? <MovesChart moves={moves} days={DAYS} /> : ask.isError ? <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} /> : <Waiting rows={4} />}</Section>
      <Can do="customer.read"><Members id={segment.id} /></Can>
    </>
  );
}

function Members({ id }: { id: string }) {
  const t = useText(segmentsText);
  const format = useFormat();
  const ask = useAsk(SegmentMembersDocument, { filter: viewState(id).filter, first: MEMBERS });
  const rows = ask.data?.customers?.nodes;
  const all = <Link to="/customers" search={{ filter: viewState(id).filter } as never}>{t('open')}</Link>;
  return (
    <Section title={t('members')} extra={rows && rows.length > 0 ? all : undefined}>
      {ask.isError && <p className="d-fault" role="alert">{failure(ask.error).text}</p>}
      {ask.isPending && <Waiting rows={4} />}
      {rows?.length === 0 && <p className="d-note">{t('noMembers')}</p>}
      {rows && rows.length > 0 && (
        <Rows label={t('members')}>
          {rows.map((row) => (
            <Row key={row.id} title={<Link to={`/customers/${row.id}`}>{row.name ?? row.companyName ?? row.archiveNo}</Link>}
              note={[row.city, row.summary?.lastOrderOn ? t('lastOrder', { day: format.dayShort(row.summary.lastOrderOn) }) : t('noOrder')].filter(Boolean).join(' · ')} value={row.summary?.netAmount ? format.money(row.summary.netAmount) : undefined} />
          ))}
        </Rows>
      )}
    </Section>
  );
}
