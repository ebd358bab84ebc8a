import { Alert, Button, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { Dialog, EmptyState, Failed, HeatGrid, NotAllowed, Row, Rows, Section, usePhone, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { useClusterWords } from './cluster.words';
import { ClusterBoardDocument, NameClusterDocument, type Cluster, type ClusterBoard } from './groups.documents';
import { groupsText } from './groups.text';

const MOST_NAME = 60;
const leadOf = (cluster: Cluster) => ({ to: '/customers', search: { filter: { cluster: { in: [String(cluster.cluster)] } } } });

/** Groups of customers who buy alike: what sets each apart, how clear they are, and who they are. */
export function ClusterSection() {
  const t = useText(groupsText);
  const ask = useAsk(ClusterBoardDocument, {}, { keep: true });
  const board = ask.data?.clusterBoard;
  return (
    <Section title={t('clusters')} note={t('clustersNote')}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {board && <Board board={board} />}
    </Section>
  );
}

function Board({ board }: { board: ClusterBoard }) {
  const t = useText(groupsText);
  const format = useFormat();
  const mayRead = useMay('model.read');
  const toRfm = <Link to="/insight">{t('toRfm')}</Link>;
  if (!board.isPublished) return <EmptyState title={t('noModelTitle')} text={t('noModelText')} actions={mayRead && <Link to={'/insight/models/CLUSTER'}>{t('toModel')}</Link>} />;
  if (!board.isOpen) return <NotAllowed />;
  if (board.isFallback) return <Alert className="insight-alert" type="warning" showIcon title={t('fallback')} action={toRfm} />;
  if (board.clusters.length === 0) return <p className="d-note">{t('nobody')}</p>;
  return (
    <>
      {!board.isClear && <Alert className="insight-alert" type="warning" showIcon title={t('unclear', { silhouette: (board.silhouette ?? 0).toFixed(2) })} action={toRfm} />}
      {board.isClear && !board.isStable && <Alert className="insight-alert" type="warning" showIcon title={t('unstable')} />}
      <Profiles board={board} />
      <ClusterList board={board} />
      <p className="d-caption">{t('basis', { fitted: format.number(board.fittedOn), day: format.day(board.asOf) })}</p>
    </>
  );
}

function Profiles({ board }: { board: ClusterBoard }) {
  const t = useText(groupsText);
  const format = useFormat();
  const { nameOf, traitsOf, featureOf, said } = useClusterWords();
  const { clusters } = board;
  const phone = usePhone();
  const features = (clusters[0]?.differences ?? []).filter(({ difference }) => difference !== null);
  // The most unlike the others says most; the largest is often just everybody.
  const apart = (cluster: Cluster) => Math.max(...cluster.differences.map(({ difference }) => Math.abs(difference ?? 0)));
  const telling = clusters.toSorted((a, b) => apart(b) - apart(a))[0]!;
  const cells = clusters.map((cluster) => features.map(({ feature }) => {
    const own = cluster.differences.find((one) => one.feature === feature)!;
    const difference = own.difference ?? 0;
    return {
      value: Math.abs(difference), text: signedTenths(difference), note: said(feature, own.mean), lead: leadOf(cluster),
      label: t('cellLabel', { name: nameOf(cluster), feature: featureOf(feature), mean: said(feature, own.mean), whole: said(feature, own.whole) }),
    };
  }));
  const [tall, wide] = [{ title: t('cluster'), heads: clusters.map(nameOf) }, { title: t('feature'), heads: features.map(({ feature }) => featureOf(feature)) }];
  return (
    <HeatGrid title={t('finding', { count: clusters.length, silhouette: (board.silhouette ?? 0).toFixed(2), name: nameOf(telling), share: format.percent(telling.share, 0), trait: traitsOf(telling) })} unit={t('unit')} asOf={format.dayShort(board.asOf)}
      {...(phone ? { down: wide, across: tall, cells: features.map((_, at) => cells.map((row) => row[at]!)) } : { down: tall, across: wide, cells })}
      table={{
        columns: [{ key: 'name', title: t('cluster') }, { key: 'customers', title: t('customers'), align: 'right' }, { key: 'share', title: t('share'), align: 'right' }, { key: 'stability', title: t('stability'), align: 'right' }, ...features.map(({ feature }) => ({ key: feature, title: featureOf(feature), align: 'right' as const }))],
        rows: clusters.map((cluster) => ({ name: nameOf(cluster), customers: cluster.customers, share: format.percent(cluster.share, 1), stability: (cluster.stability ?? 0).toFixed(2), ...Object.fromEntries(cluster.differences.map(({ feature, mean }) => [feature, said(feature, mean)])) })),
        leads: clusters.map(leadOf),
      }} />
  );
}

/** A difference with its sign; what rounds to nothing has none. */
function signedTenths(difference: number): string {
  const size = Math.abs(difference).toFixed(1);
  return size === '0.0' ? size : `${difference > 0 ? '+' : '−'}${size}`;
}

function ClusterList({ board }: { board: ClusterBoard }) {
  const t = useText(groupsText);
  const format = useFormat();
  const may = useMay('model.manage');
  const { nameOf, traitsOf } = useClusterWords();
  const [naming, setNaming] = useState<Cluster | null>(null);
  const line = ({ customers, share, stability }: Cluster) => t('clusterLine', { customers: format.number(customers), share: format.percent(share, 1), stability: (stability ?? 0).toFixed(2) });
  return (
    <>
      <Rows label={t('clusters')}>
        {board.clusters.map((cluster) => (
          <Row key={cluster.cluster} title={<Link to="/customers" search={leadOf(cluster).search as never}>{nameOf(cluster)}</Link>} note={<span className="groups-traits">{traitsOf(cluster)} · {line(cluster)}</span>}
            verb={may && <Button type="link" size="small" aria-label={t('renameOf', { name: nameOf(cluster) })} onClick={() => setNaming(cluster)}>{t('rename')}</Button>} />
        ))}
      </Rows>
      {naming && <NameDialog cluster={naming} onClose={() => setNaming(null)} />}
    </>
  );
}

function NameDialog({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const t = useText(groupsText);
  const [form] = Form.useForm<{ name: string }>();
  const back = useSave(NameClusterDocument, { refreshes: ['clusterBoard'], loud: true });
  const save = useSave(NameClusterDocument, { refreshes: ['clusterBoard'], done: t('named'), undo: () => back.run({ cluster: cluster.cluster, name: cluster.name ?? null }), onDone: onClose });
  return (
    <Dialog open title={t('renameTitle')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: cluster.name ?? '' }} onFinish={({ name }) => void save.run({ cluster: cluster.cluster, name })}>
        <Form.Item name="name" label={t('name')}><Input maxLength={MOST_NAME} autoFocus /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
