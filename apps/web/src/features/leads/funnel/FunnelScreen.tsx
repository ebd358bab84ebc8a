import { Select } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { failure, useAsk, useFormat, useMay } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { LeadTabs } from '../LeadTabs';
import { CohortSection } from './CohortSection';
import { DriverSection } from './DriverSection';
import { LeadFunnelDocument, type Dimension, type Funnel } from './funnel.documents';
import { funnelText } from './funnel.text';
import { useFunnelWord } from './funnel.words';
import './funnel.css';
import { GroupSection } from './GroupSection';
import { ImproveSection } from './ImproveSection';
import { LossSection } from './LossSection';
import { ResponseSection } from './ResponseSection';
import { StepsSection } from './StepsSection';

const WEEKS = [4, 13, 26, 52, 104] as const;
const WINDOWS = [7, 14, 30, 60, 90, 180] as const;
const DIMENSIONS = ['NONE', 'SOURCE', 'ORIGIN', 'OWNER', 'TEAM', 'PRODUCT', 'GRADE'] as const;
const DAY_MS = 86_400_000;

interface Wish { weeks: number; days: number; by: Dimension; one?: string; other?: string }

/** How leads convert, where they leak, and what goes with winning. */
export function FunnelScreen() {
  const t = useText(funnelText);
  const mayLook = useMay('insight.read');
  const mayRead = useMay('lead.read');
  return mayLook && mayRead ? <Looked /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function Looked() {
  const t = useText(funnelText);
  const navigate = useNavigate();
  const format = useFormat();
  const { weeks = 26, days = 30, by = 'SOURCE', one, other } = useSearch({ strict: false }) as Partial<Wish>;
  const wish: Wish = { weeks, days, by, ...(one && { one }), ...(other && { other }) };
  const turn = (next: Partial<Wish>) => void navigate({ to: '.', search: { ...wish, ...next } as never, resetScroll: false });
  const to = format.today();
  const period = { from: new Date(Date.parse(`${to}T00:00:00Z`) - (weeks * 7 - 1) * DAY_MS).toISOString().slice(0, 10), to };
  const input = { openedWithin: period, windowDays: days };
  const asked = useAsk(LeadFunnelDocument, { input: { ...input, by, one: one ?? null, other: other ?? null } }, { keep: true });
  const funnel = asked.data?.leadFunnel;
  return (
    <Page title={t('title')} help="lead-funnel" actions={<LeadTabs current="funnel" />}>
      <Wishes wish={wish} onTurn={turn} />
      {asked.isPending && <Waiting />}
      {asked.isError && !funnel && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
      {funnel?.isClosed && <EmptyState title={t('closedTitle')} text={t('closed')} />}
      {funnel && !funnel.isClosed && funnel.leads === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {funnel && !funnel.isClosed && funnel.leads > 0 && <Sheet funnel={funnel} onCompare={(first, second) => turn({ one: first, other: second })} />}
      {funnel && !funnel.isClosed && <><ResponseSection input={input} /><LossSection period={period} /><DriverSection input={input} /></>}
    </Page>
  );
}

function Wishes({ wish, onTurn }: { wish: Wish; onTurn: (next: Partial<Wish>) => void }) {
  const t = useText(funnelText);
  const word = useFunnelWord();
  return (
    <div className="funnel-wishes">
      <Select<number> aria-label={t('period')} value={wish.weeks} options={WEEKS.map((n) => ({ value: n, label: t('weeks', { n }) }))} onChange={(weeks) => onTurn({ weeks })} />
      <Select<number> aria-label={t('window')} value={wish.days} options={WINDOWS.map((n) => ({ value: n, label: `${t('window')}: ${t('days', { n })}` }))} onChange={(days) => onTurn({ days })} />
      <Select<Dimension> aria-label={t('by')} value={wish.by} options={DIMENSIONS.map((value) => ({ value, label: `${t('by')}: ${word('LeadDimension', value)}` }))} onChange={(by) => onTurn({ by, one: undefined, other: undefined })} />
    </div>
  );
}

function Sheet({ funnel, onCompare }: { funnel: Funnel; onCompare: (one: string, other: string) => void }) {
  const t = useText(funnelText);
  const format = useFormat();
  const facts = { from: format.dayShort(funnel.from), to: format.dayShort(funnel.to), leads: format.number(funnel.leads), mature: format.number(funnel.mature), days: funnel.windowDays, invalid: format.number(funnel.invalid) };
  return (
    <>
      <p className="d-caption funnel-note">{t('scope', facts)}</p>
      <StepsSection funnel={funnel} />
      <ImproveSection funnel={funnel} />
      <GroupSection funnel={funnel} onCompare={onCompare} />
      <CohortSection funnel={funnel} />
    </>
  );
}
