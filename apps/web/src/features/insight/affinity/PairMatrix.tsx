import { useAsk, useFormat } from '@dossier/client';
import { HeatGrid, usePhone, useText, type HeatCell } from '@dossier/ui';
import { useMemo } from 'react';
import { BasketRulesDocument, type BasketRule, type BasketRun } from './affinity.documents';
import { affinityText } from './affinity.text';
import { rounded, useRuleWords } from './affinity.words';
import { matrixOf } from './matrix';

const MOST_RULES = 200;

/** The strongest pairs as a grid: what was bought down, what is bought too across. Each cell leads to who bought the one and not the other. */
export function PairMatrix({ run }: { run: BasketRun }) {
  const t = useText(affinityText);
  const format = useFormat();
  const words = useRuleWords();
  const ask = useAsk(BasketRulesDocument, { filter: { run: { in: [run.id] } }, sort: 'LEVERAGE', order: 'DESC', first: MOST_RULES });
  const rules = useMemo(() => (ask.data?.basketRules?.nodes ?? []).filter(({ left }) => left?.length === 1), [ask.data]);
  const grid = useMemo(() => matrixOf(rules), [rules]);
  const strongest = rules[0];
  const phone = usePhone();
  // Seven names across do not fit a phone; the rules below say the same one by one.
  if (!strongest || phone) return null;
  const cell = (rule: BasketRule | null): HeatCell => {
    if (!rule) return { value: null, text: '', label: '' };
    const { left, right } = words(rule);
    const share = format.percent(rule.confidence, 0);
    return { value: rule.lift ?? 0, text: `×${format.number(rounded(rule.lift))}`, note: share, label: t('matrixCell', { left, right, lift: format.number(rounded(rule.lift)), share }), lead: leadOf(run, rule) };
  };
  return (
    <HeatGrid title={words(strongest).sentence} unit={t('matrixUnit')} asOf={format.dayShort(run.toOn)}
      down={{ title: t('bought'), heads: grid.down.map(({ name }) => name ?? t('gone')) }} across={{ title: t('buysToo'), heads: grid.across.map(({ name }) => name ?? t('gone')) }} cells={grid.cells.map((row) => row.map(cell))}
      table={{
        columns: [{ key: 'rule', title: t('rule') }, { key: 'count', title: t('count'), align: 'right' }, { key: 'confidence', title: t('confidenceShort'), align: 'right' }, { key: 'lift', title: t('lift'), align: 'right' }],
        rows: grid.rules.map((rule) => ({ rule: words(rule).sentence, count: rule.count ?? 0, confidence: format.percent(rule.confidence, 1), lift: rounded(rule.lift) })), leads: grid.rules.map((rule) => leadOf(run, rule)),
      }} />
  );
}

const leadOf = (run: BasketRun, rule: BasketRule) => ({ to: '/insight/affinity', search: { run: run.id, rule: rule.id } });
