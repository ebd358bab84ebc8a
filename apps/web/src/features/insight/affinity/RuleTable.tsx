import { Button, Select } from 'antd';
import { Download } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Can, failure, useAsk, useFormat, useList } from '@dossier/client';
import { Failed, Icon, PhoneRows, RecordTable, Section, usePhone, useText, Waiting, type Column } from '@dossier/ui';
import { useMemo, useState } from 'react';
import { BasketRuleCountDocument, BasketRulesDocument, type BasketRule, type BasketRun } from './affinity.documents';
import { affinityText } from './affinity.text';
import { rounded, useRuleWords } from './affinity.words';
import { ExportRules } from './ExportRules';

const MOST_RULES = 200;

/** Every rule of a run with its numbers, by any of them, and the customers behind each. */
export function RuleTable({ run }: { run: BasketRun }) {
  const t = useText(affinityText);
  const phone = usePhone();
  const words = useRuleWords();
  const format = useFormat();
  const [exporting, setExporting] = useState(false);
  const fixed = useMemo(() => ({ run: { in: [run.id] } }), [run.id]);
  const list = useList(BasketRulesDocument, { sort: 'LIFT', order: 'DESC', fixed, count: BasketRuleCountDocument });
  const columns = useColumns(run);
  const draw = (rule: BasketRule) => ({ title: <Link to="/insight/affinity" search={{ run: run.id, rule: rule.id } as never} resetScroll={false}>{words(rule).sentence}</Link>, lines: [`${t('count')} ${format.number(rule.count)} · ${t('q')} ${tiny(rule.q)}`], value: `×${format.number(rounded(rule.lift))}`, note: t('interval', { low: rounded(rule.liftLow), high: rounded(rule.liftHigh) }) });
  const verbs = <Can do="order.export"><Button size="small" icon={<Icon of={Download} />} onClick={() => setExporting(true)}>{t('export')}</Button></Can>;
  return (
    <Section title={t('all')} note={list.totalCount === null ? undefined : format.number(list.totalCount)} extra={verbs}>
      <div className="affinity-runs-row"><ItemChoice run={run} filter={list.filter} onChange={list.setFilter} /></div>
      {list.error && list.rows.length === 0 ? <Failed {...failure(list.error)} onRetry={list.refetch} /> : null}
      {list.loading && list.rows.length === 0 && <Waiting />}
      {list.rows.length > 0 && (phone ? <PhoneRows label={t('all')} list={list} draw={draw} /> : <RecordTable label={t('all')} list={list} columns={columns} />)}
      {list.hasMore && <Button className="affinity-more" aria-busy={list.loadingMore} onClick={list.loadMore}>{t('more')}</Button>}
      {exporting && <ExportRules filter={{ and: [fixed, list.filter] }} sort={list.sort} order={list.order} onClose={() => setExporting(false)} />}
    </Section>
  );
}

/** Small probabilities are told as what they stay below. */
const tiny = (q: number | null | undefined): string => (q === null || q === undefined ? '' : q < 0.0001 ? '< 0.0001' : q.toFixed(4));

function useColumns(run: BasketRun): Column<BasketRule>[] {
  const t = useText(affinityText);
  const format = useFormat();
  const words = useRuleWords();
  return [
    { key: 'rule', title: t('rule'), render: (rule) => <Link className="d-name affinity-rule" to="/insight/affinity" search={{ run: run.id, rule: rule.id } as never} resetScroll={false} title={t('who')}>{words(rule).sentence}</Link> },
    { key: 'count', title: t('count'), align: 'right', sort: 'COUNT', render: (rule) => format.number(rule.count) },
    { key: 'support', title: t('supportShort'), align: 'right', render: (rule) => format.percent(rule.support, 2) },
    { key: 'confidence', title: t('confidenceShort'), align: 'right', sort: 'CONFIDENCE', render: (rule) => format.percent(rule.confidence, 1) },
    { key: 'lift', title: t('lift'), align: 'right', sort: 'LIFT', render: (rule) => <>×{format.number(rounded(rule.lift))} <span className="d-caption">{t('interval', { low: rounded(rule.liftLow), high: rounded(rule.liftHigh) })}</span></> },
    { key: 'leverage', title: t('leverage'), align: 'right', sort: 'LEVERAGE', render: (rule) => format.percent(rule.leverage, 2) },
    { key: 'q', title: t('q'), align: 'right', sort: 'ADJUSTED', render: (rule) => tiny(rule.q) },
  ];
}

/** Only rules with one thing on either side. */
function ItemChoice({ run, filter, onChange }: { run: BasketRun; filter: Record<string, unknown>; onChange: (filter: Record<string, unknown>) => void }) {
  const t = useText(affinityText);
  const ask = useAsk(BasketRulesDocument, { filter: { run: { in: [run.id] } }, sort: 'LEVERAGE', order: 'DESC', first: MOST_RULES });
  const things = new Map((ask.data?.basketRules?.nodes ?? []).flatMap(({ left, right }) => [...(left ?? []), ...(right ? [right] : [])]).map(({ id, name }) => [id, name ?? t('gone')]));
  const chosen = (filter['item'] as { in?: string[] } | undefined)?.in?.[0] ?? null;
  return (
    <Select className="affinity-item" aria-label={t('item')} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={`${t('item')} ${t('anything')}`} value={chosen} options={[...things].map(([value, label]) => ({ value, label }))}
      onChange={(id: string | undefined) => onChange(id ? { item: { in: [id] } } : {})} />
  );
}
