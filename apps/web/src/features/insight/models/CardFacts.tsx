import { useFormat } from '@dossier/client';
import { Facts, TableTwin, useLanguage, useText } from '@dossier/ui';
import type { CardParameter, ModelCard, Worded } from './model.types';
import { modelsText } from './models.text';

const DIGITS = 4;
/** Below it a row of noughts would hide the figure. */
const TINY = 1e-4;

/** Words of a card in the reader's language. */
export function useWorded(): (words: Worded | null | undefined) => string {
  const language = useLanguage();
  return (words) => words?.[language] ?? '';
}

/** What a version says of itself: by which formula, from which data, what was left out, what to mind. */
export function CardFacts({ card, method }: { card: ModelCard; method: string }) {
  const t = useText(modelsText);
  const format = useFormat();
  const say = useWorded();
  const dropped = card.dropped.filter(({ count }) => count > 0).map(({ count, reason }) => t('droppedOne', { count, reason: say(reason) }));
  const period = card.from ? t('periodValue', { from: format.day(card.from), to: format.day(card.to) }) : format.day(card.to);
  return (
    <Facts items={[
      { label: t('method'), value: method },
      { label: t('formula'), value: <span className="insight-formula">{say(card.formula)}</span> },
      { label: t('unit'), value: say(card.unit) },
      { label: t('period'), value: period },
      { label: t('cutoff'), value: format.day(card.cutoff) },
      { label: t('used'), value: format.number(card.used) },
      { label: t('dropped'), value: dropped.length > 0 ? <Lines of={dropped} /> : t('nothingDropped') },
      { label: t('cautions'), value: card.cautions.length > 0 ? <Lines of={card.cautions.map(say)} /> : t('noCautions') },
      { label: t('seed'), value: String(card.seed) },
    ]} />
  );
}

const Lines = ({ of }: { of: readonly string[] }) => <>{of.map((line) => <span className="insight-line" key={line}>{line}</span>)}</>;

/** The numbers that the fit has found, each with its range. */
export function ParameterTable({ parameters }: { parameters: readonly CardParameter[] }) {
  const t = useText(modelsText);
  const say = useWorded();
  const right = 'right' as const;
  const show = (value: number | null | undefined) => (value === null || value === undefined ? '–' : rounded(value));
  const range = ({ low, high }: CardParameter) => (low === null || low === undefined || high === null || high === undefined ? '–' : `${rounded(low)} – ${rounded(high)}`);
  const named = (one: CardParameter) => [say(one.name), say(one.unit)].filter(Boolean).join(' · ');
  return (
    <TableTwin whole label={t('parameters')} columns={[{ key: 'name', title: t('parameter') }, { key: 'value', title: t('estimate'), align: right }, { key: 'range', title: t('interval'), align: right }]}
      rows={parameters.map((one) => ({ name: named(one), value: show(one.value), range: range(one) }))} />
  );
}

/** As many figures as tell something, however small the number is. */
const rounded = (value: number): string => (value !== 0 && Math.abs(value) < TINY ? value.toExponential(1) : value.toLocaleString('en-US', { maximumSignificantDigits: DIGITS })).replace('-', '−');
