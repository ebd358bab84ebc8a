import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Crumb } from '../page/Crumbs';
import { Page } from '../page/Page';
import { Failed, NothingFound, Waiting } from '../state/States';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { usePhone } from '../theme/media';
import type { Column, ListState, PhoneRow, Selection } from './list';
import { PhoneRows } from './PhoneRows';
import { RecordTable } from './RecordTable';

interface ListScreenProps<Row extends { id: string }> {
  title: string;
  crumbs?: Crumb[];
  note?: ReactNode;
  help?: string;
  list: ListState<Row>;
  columns: Column<Row>[];
  phoneRow: (row: Row) => PhoneRow;
  actions?: ReactNode;
  views?: ReactNode;
  /** Filter sentence or other controls; the count stands at its end. */
  sentence?: ReactNode;
  /** The filter in words, for the state that nothing was found. */
  filterWords?: string;
  selection?: Selection;
  selectionBar?: ReactNode;
  open?: (row: Row) => string;
  nameOf?: (row: Row) => string;
  empty: ReactNode;
  /** What is counted: 位, people. */
  unit?: string;
  failedText?: (error: unknown) => { text: string; number?: string | null };
}

const plainFailure = (error: unknown) => {
  const facts = error as { message?: string; requestId?: string | null };
  return { text: facts.message ?? '', number: facts.requestId ?? null };
};

/** Title, views, the filter as a sentence with its count, and the table. */
export function ListScreen<Row extends { id: string }>(props: ListScreenProps<Row>) {
  const phone = usePhone();
  const { list } = props;
  const count = list.totalCount !== null && <Count list={list} unit={props.unit} />;
  return (
    <Page title={props.title} crumbs={props.crumbs} help={props.help} note={phone ? count || props.note : props.note} actions={props.actions} flush>
      {props.views}
      <div className={props.sentence || (count && !phone) ? 'd-list-head' : 'd-list-head d-list-head-bare'}>{props.sentence}<span className="d-count" role="status">{!phone && count}</span></div>
      <ListBody {...props} phone={phone} />
      {props.selectionBar}
    </Page>
  );
}

function Count<Row>({ list, unit }: { list: ListState<Row>; unit?: string }) {
  const t = useText(uiText);
  const figure = (list.totalCount ?? 0).toLocaleString('en-US');
  return <><b>{list.totalIsExact ? figure : t('countMore', { count: figure })}</b> {unit}</>;
}

function ListBody<Row extends { id: string }>(props: ListScreenProps<Row> & { phone: boolean }) {
  const t = useText(uiText);
  const { list, phone } = props;
  const label = t('listOf', { title: props.title });
  if (list.error && list.rows.length === 0) return <Failed {...(props.failedText ?? plainFailure)(list.error)} onRetry={list.refetch} />;
  if (list.loading && list.rows.length === 0) return <Waiting rows={12} />;
  if (list.rows.length === 0 && !list.isFiltered) return <>{props.empty}</>;
  if (list.rows.length === 0) {
    const clear = <Button onClick={() => list.setFilter({})}>{t('clearFilter')}</Button>;
    return <NothingFound title={t('nothingFound')} text={props.filterWords ? t('conditionsAre', { sentence: props.filterWords }) : undefined} actions={clear} />;
  }
  return (
    <>
      {phone
        ? <PhoneRows label={label} list={list} draw={props.phoneRow} selection={props.selection} open={props.open} />
        : <RecordTable label={label} list={list} columns={props.columns} selection={props.selection} open={props.open} nameOf={props.nameOf} />}
      <More list={list} />
    </>
  );
}

/** Loads the next page before its end is reached; the button does the same for keys and screen readers. */
function More<Row>({ list }: { list: ListState<Row> }) {
  const t = useText(uiText);
  const mark = useRef<HTMLDivElement>(null);
  const { hasMore, loadMore, loadingMore } = list;
  useEffect(() => {
    if (!mark.current || !hasMore || typeof IntersectionObserver === 'undefined') return undefined;
    const watcher = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && loadMore(), { rootMargin: '800px' });
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [hasMore, loadMore]);
  return <div ref={mark} className="d-more">{hasMore && <Button type="text" loading={loadingMore} onClick={loadMore}>{t('loadMore')}</Button>}</div>;
}
