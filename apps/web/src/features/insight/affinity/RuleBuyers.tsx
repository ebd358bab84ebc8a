import { Button } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { Can, failure, useAsk, useFormat, useMay, useSave } from '@dossier/client';
import { Failed, NotAllowed, Row, Rows, SideDrawer, useText, useToast, Waiting } from '@dossier/ui';
import { ArchiveRuleSegmentDocument, BasketRulesDocument, KeepRuleSegmentDocument, RuleBuyersDocument, type BasketRule, type BasketRun, type BuyersWish } from './affinity.documents';
import { affinityText } from './affinity.text';
import { useRuleWords } from './affinity.words';

const MOST_NAME = 80;
const MOST_RULES = 200;

/** Who has bought everything on the left side and never what follows. */
function definitionOf(rule: BasketRule, level: BasketRun['level']): BuyersWish {
  const bought = (id: string) => ({ orders: { ...(level === 'CATEGORY' ? { categoryIds: [id] } : { productIds: [id] }), measure: 'COUNT' as const, is: { min: 1 } } });
  return { rule: { all: [...(rule.leftIds ?? []).map(bought), { not: bought(rule.rightId ?? '') }] } };
}

/** The customers behind a rule: who bought the one and not the other, within reach, and a segment of them. */
export function RuleBuyers({ id, run }: { id: string; run: BasketRun }) {
  const t = useText(affinityText);
  const navigate = useNavigate();
  const close = () => void navigate({ to: '.', search: { run: run.id } as never, resetScroll: false });
  const ask = useAsk(BasketRulesDocument, { filter: { run: { in: [run.id] } }, sort: 'LEVERAGE', order: 'DESC', first: MOST_RULES });
  const own = ask.data?.basketRules?.nodes.find((rule) => rule.id === id);
  const may = useMay('segment.read');
  return (
    <SideDrawer open title={t('who')} onClose={close}>
      {!may && <NotAllowed />}
      {may && ask.isPending && <Waiting rows={4} />}
      {may && own && <Buyers rule={own} run={run} />}
    </SideDrawer>
  );
}

function Buyers({ rule, run }: { rule: BasketRule; run: BasketRun }) {
  const t = useText(affinityText);
  const format = useFormat();
  const { left, right, sentence } = useRuleWords()(rule);
  const definition = definitionOf(rule, run.level);
  const ask = useAsk(RuleBuyersDocument, { definition });
  const preview = ask.data?.previewSegment;
  const count = preview?.count?.count ?? 0;
  return (
    <div className="affinity-stack">
      <p>{sentence}</p>
      <p className="d-note">{t('whoNote', { left, right })}</p>
      {ask.isPending && <Waiting rows={4} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {preview && count === 0 && <p>{t('whoNone')}</p>}
      {preview && count > 0 && (
        <>
          <p><b>{t('whoCount', { count: format.number(count) })}</b></p>
          <Can do="segment.write"><KeepSegment name={t('segmentName', { left, right }).slice(0, MOST_NAME)} definition={definition} /></Can>
          <h3>{t('first')}</h3>
          <Rows label={t('first')}>
            {(preview.customers ?? []).map((customer) => <Row key={customer.id} title={<Link to={`/customers/${customer.id}`}>{customer.name ?? customer.companyName ?? t('noName')}</Link>} note={customer.archiveNo} />)}
          </Rows>
        </>
      )}
    </div>
  );
}

function KeepSegment({ name, definition }: { name: string; definition: BuyersWish }) {
  const t = useText(affinityText);
  const toast = useToast();
  const navigate = useNavigate();
  const back = useSave(ArchiveRuleSegmentDocument, { refreshes: ['segments'], loud: true });
  const keep = useSave(KeepRuleSegmentDocument, {
    refreshes: ['segments'], loud: true,
    onDone: ({ createSegment }) => {
      if (!createSegment) return;
      toast.done(t('kept', { name }), { undo: () => back.run({ id: createSegment.id }) });
      void navigate({ to: `/segments/${createSegment.id}` });
    },
  });
  return <Button type="primary" aria-busy={keep.busy} onClick={() => void keep.run({ input: { name, kind: 'DYNAMIC', definition } })}>{t('keep')}</Button>;
}
