import { Button } from 'antd';
import { useNavigate, useParams } from '@tanstack/react-router';
import { failure, Moment, useAsk, useFormat, useSave } from '@dossier/client';
import { categoryAxis, Chart, Dialog, Facts, Failed, Page, quietFrame, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { SiteDialog } from './SiteDialog';
import { SiteMark } from './SiteListScreen';
import type { SiteOf } from './site.types';
import { ArchiveSiteDocument, PauseSiteDocument, ResumeSiteDocument, SiteDocument, TestSiteDocument } from './sites.documents';
import { sitesText } from './sites.text';
import { Snippets } from './Snippets';
import './sites.css';

const REFRESHED = ['eventSite', 'eventSites'];
const SOON = 10_000;

/** One source: how it stands, what its pages carry, what came from them. */
export function SiteScreen() {
  const t = useText(sitesText);
  const { id } = useParams({ strict: false }) as { id: string };
  const ask = useAsk(SiteDocument, { id }, { refetchInterval: SOON });
  const site = ask.data?.eventSite;
  return (
    <Page title={site?.name ?? t('title')} crumbs={[{ label: t('title'), to: '/sites' }]} help="events" actions={site && <Verbs site={site} />}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {site && <SiteBody site={site} />}
    </Page>
  );
}

function SiteBody({ site }: { site: SiteOf }) {
  const t = useText(sitesText);
  const format = useFormat();
  return (
    <>
      <Facts items={[
        { label: t('state'), value: <SiteMark state={site.state} /> },
        { label: t('origins'), value: <span className="d-anywhere">{(site.origins ?? []).join(' · ')}</span> },
        { label: t('last'), value: site.lastEventAt ? <Moment at={site.lastEventAt} /> : t('never') },
        { label: `${t('accepted')} · ${t('repeated')} · ${t('refused')}（${t('days30')}）`, value: [site.acceptedCount, site.repeatedCount, site.refusedCount].map((count) => format.number(count ?? 0)).join(' · ') },
      ]} />
      <SiteDays site={site} />
      <Snippets siteKey={site.key ?? ''} />
    </>
  );
}

function SiteDays({ site }: { site: SiteOf }) {
  const t = useText(sitesText);
  const format = useFormat();
  const days = site.days ?? [];
  if (days.length === 0) return null;
  return (
    <Chart title={t('perDayFinding', { count: format.number(site.acceptedCount ?? 0) })} unit={t('events')} asOf={format.dayShort(format.today())} height={140}
      option={(palette) => ({ ...quietFrame(palette), xAxis: categoryAxis(palette, days.map((day) => format.dayShort(day.day))), yAxis: { type: 'value', show: false, minInterval: 1 }, series: [{ type: 'bar', barMaxWidth: 24, animation: false, data: days.map((day) => day.accepted), itemStyle: { color: palette.chart[0] } }] })}
      table={{ columns: [{ key: 'day', title: t('day') }, { key: 'accepted', title: t('accepted'), align: 'right' }, { key: 'repeated', title: t('repeated'), align: 'right' }, { key: 'refused', title: t('refused'), align: 'right' }], rows: days.map((day) => ({ day: day.day ?? '', accepted: day.accepted ?? 0, repeated: day.repeated ?? 0, refused: day.refused ?? 0 })) }} />
  );
}

function Verbs({ site }: { site: SiteOf }) {
  const t = useText(sitesText);
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const facts = { name: site.name ?? '' };
  const { id } = site;
  const resume = useSave(ResumeSiteDocument, { refreshes: REFRESHED, loud: true, done: t('resumed', facts) });
  const pause = useSave(PauseSiteDocument, { refreshes: REFRESHED, loud: true, done: t('paused', facts), undo: () => resume.run({ id }) });
  const archive = useSave(ArchiveSiteDocument, { refreshes: ['eventSites'], loud: true, done: t('archived', facts), onDone: () => navigate({ to: '/sites' }) });
  const test = useSave(TestSiteDocument, { refreshes: REFRESHED, loud: true, done: t('tested') });
  const can = (action: string): boolean => (site.can ?? []).includes(action);
  return (
    <>
      {can('TEST') && <Button type="primary" disabled={test.busy} onClick={() => void test.run({ id })}>{t('test')}</Button>}
      {can('UPDATE') && <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>}
      {can('PAUSE') && <Button disabled={pause.busy} onClick={() => void pause.run({ id })}>{t('pause')}</Button>}
      {can('RESUME') && <Button disabled={resume.busy} onClick={() => void resume.run({ id })}>{t('resume')}</Button>}
      {can('ARCHIVE') && <Button onClick={() => setOpen('archive')}>{t('archive')}</Button>}
      {open === 'edit' && <SiteDialog site={site} onClose={() => setOpen(null)} />}
      {open === 'archive' && <Dialog open danger title={t('archiveAsk', facts)} onClose={() => setOpen(null)} verb={t('archive')} busy={archive.busy} onVerb={() => void archive.run({ id })}><p>{t('archiveText')}</p></Dialog>}
    </>
  );
}
