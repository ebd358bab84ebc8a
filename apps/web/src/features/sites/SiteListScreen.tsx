import { Button } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { failure, Moment, useFormat, useList } from '@dossier/client';
import { EmptyState, Icon, ListScreen, StateDot, useLanguage, useText, type Column } from '@dossier/ui';
import { eventTerms } from '@dossier/vocabulary/terms/events';
import { useState } from 'react';
import { SiteDialog } from './SiteDialog';
import type { SiteRow } from './site.types';
import { SiteTabs } from './SiteTabs';
import { SitesDocument } from './sites.documents';
import { sitesText } from './sites.text';
import './sites.css';

/** The state of a source by dot and word. */
export function SiteMark({ state }: { state?: string | null }) {
  const language = useLanguage();
  const key = `SiteState.${state ?? ''}`;
  return <StateDot tone={state === 'ACTIVE' ? 'ok' : 'warn'}>{key in eventTerms ? eventTerms[key as keyof typeof eventTerms][language] : ''}</StateDot>;
}

function useColumns(): Column<SiteRow>[] {
  const t = useText(sitesText);
  const format = useFormat();
  return [
    { key: 'name', title: t('name'), render: (row) => <Link className="d-name" to={`/sites/${row.id}`}>{row.name}</Link> },
    { key: 'origins', title: t('origins'), render: (row) => <span className="d-anywhere">{(row.origins ?? []).join(' · ')}</span> },
    { key: 'state', title: t('state'), render: (row) => <SiteMark state={row.state} /> },
    { key: 'accepted', title: `${t('accepted')} · ${t('days30')}`, align: 'right', render: (row) => format.number(row.acceptedCount ?? 0) },
    { key: 'refused', title: t('refused'), align: 'right', render: (row) => format.number(row.refusedCount ?? 0) },
    { key: 'last', title: t('last'), align: 'right', render: (row) => (row.lastEventAt ? <Moment at={row.lastEventAt} /> : t('never')) },
  ];
}

/** Sites and apps that send events. */
export function SiteListScreen() {
  const t = useText(sitesText);
  const navigate = useNavigate();
  const list = useList(SitesDocument, { sort: 'NAME' });
  const [adding, setAdding] = useState(false);
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setAdding(true)}>{t('newSite')}</Button>;
  return (
    <>
      <ListScreen<SiteRow> title={t('title')} note={t('lead')} help="events" list={list} columns={useColumns()} unit={t('unit')} actions={add} views={<SiteTabs current="sources" />} failedText={failure}
        open={(row) => `/sites/${row.id}`} nameOf={(row) => row.name ?? ''}
        phoneRow={(row) => ({ title: row.name, lines: [(row.origins ?? []).join(' · ')], note: <SiteMark state={row.state} />, value: row.lastEventAt ? <Moment at={row.lastEventAt} /> : t('never') })}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} />} />
      {adding && <SiteDialog onClose={() => setAdding(false)} onMade={(id) => void navigate({ to: `/sites/${id}` })} />}
    </>
  );
}
