import { Button } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { Can, failure, Moment, useAsk, useFormat, useMay, useViewed, useViewer } from '@dossier/client';
import { EmptyState, Failed, FigureStrip, Icon, Page, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { Download, Plus } from 'lucide-react';
import { Checklist } from './Checklist';
import { DueTasks } from './DueTasks';
import { HomeChangesDocument, HomeCustomersDocument } from './home.documents';
import { homeText } from './home.text';
import { NextSteps } from './NextSteps';
import { RunningWork } from './RunningWork';

function useGreeting(): string {
  const t = useText(homeText);
  const { name } = useViewer();
  const hour = new Date().getHours();
  return t(hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening', { name });
}

/** What is true today for this person: their customers, what changed, what runs, what comes next. */
export function HomeScreen() {
  const t = useText(homeText);
  const format = useFormat();
  const greeting = useGreeting();
  const navigate = useNavigate();
  const reads = useMay('customer.read');
  const actions = (
    <>
      <Can do="customer.import"><Button icon={<Icon of={Download} />} onClick={() => void navigate({ to: '/imports' })}>{t('importTable')}</Button></Can>
      <Can do="customer.create"><Button icon={<Icon of={Plus} />} onClick={() => void navigate({ to: '/customers/new' })}>{t('newCustomer')}</Button></Can>
    </>
  );
  return (
    <Page title={greeting} browserTitle={t('title')} barTitle={t('title')} note={format.weekday()} actions={actions} help="home">
      {reads && <Figures />}
      <div className="d-columns-two">
        <div className="d-columns-main">
          <Can do="task.read"><DueTasks /></Can>
          <Can do="communication.read"><NextSteps /></Can>
          {reads && <Changes />}
          <RunningWork />
        </div>
        <div className="d-columns-aside">
          <Recent />
          <Checklist />
        </div>
      </div>
    </Page>
  );
}

interface Counted { count?: number | null; isExact?: boolean | null }

function Figures() {
  const t = useText(homeText);
  const format = useFormat();
  const figures = useAsk(HomeCustomersDocument, {}).data?.customerFigures;
  const count = (of?: Counted | null) => (of?.count === undefined || of.count === null ? '…' : of.isExact === false ? t('atLeast', { count: of.count }) : format.number(of.count));
  const { bought, all } = figures ?? {};
  const share = bought?.isExact && all?.isExact && all.count ? t('boughtShare', { share: format.percent((bought.count ?? 0) / all.count) }) : undefined;
  return (
    <FigureStrip figures={[
      { label: t('mine'), value: count(figures?.mine), note: t('mineNote') },
      { label: t('all'), value: count(all), note: t('allNote') },
      ...(figures && !bought ? [] : [{ label: t('bought'), value: count(bought), note: share }]),
      { label: t('fresh'), value: count(figures?.fresh), note: t('freshNote') },
    ]} />
  );
}

function Changes() {
  const t = useText(homeText);
  const ask = useAsk(HomeChangesDocument, {});
  const nodes = ask.data?.customers?.nodes ?? [];
  return (
    <Section title={t('changes')} extra={<Link to="/customers">{t('allCustomers')}</Link>}>
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && nodes.length === 0 && <EmptyState title={t('noChanges')} text={t('noChangesText')} actions={<Can do="customer.import"><Link to="/imports">{t('importTable')}</Link></Can>} />}
      <Rows label={t('changes')}>
        {nodes.map(one => (
          <Row key={one.id} title={<Link className="d-name" to={`/customers/${one.id}`}>{one.name ?? one.companyName ?? one.archiveNo}</Link>}
            note={[one.companyName !== one.name && one.companyName, one.archiveNo, one.owner?.name && t('ownedBy', { name: one.owner.name })].filter(Boolean).join(' · ')} value={<Moment at={one.updatedAt} />} />
        ))}
      </Rows>
    </Section>
  );
}

function Recent() {
  const t = useText(homeText);
  const viewed = useViewed().slice(0, 6);
  return (
    <Section title={t('recent')}>
      {viewed.length === 0 && <p className="d-caption d-quiet">{t('noRecent')}</p>}
      <Rows label={t('recent')}>{viewed.map(one => <Row key={one.link} title={<Link className="d-name" to={one.link}>{one.title}</Link>} value={one.note} />)}</Rows>
    </Section>
  );
}
